"""Templates, drafts, prose and editions, through their deeds."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.core.guidance.norm import lay_down
from tests.factories.world import moment, world
from tests.front.bulletins.prose import BODY_EN, defaced, drafted, prose, published
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock, scope
from wardline.front.bulletins import actions, content, queries
from wardline.front.bulletins.models import Bulletin, Edition, Template

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    made = world()
    with clock.set_to(moment("2020-02-22 09:00")):
        lay_down(made)
    return made


def edit(w, bulletin, **more):
    with scope.entered("T"):
        return actions.edit(by=w.authority, bulletin=bulletin, prose=prose(**more))


def test_template_kept_again_is_replaced_not_doubled(w):
    drafted(w)
    rows = [prose(code="bulletin", title_en="Another title")]
    actions.keep_templates(by=w.authority, at="T", rows=rows)
    with scope.entered("T"):
        assert Template.objects.get().title_en == "Another title"


def test_template_with_an_unknown_figure_is_refused_by_name(w):
    rows = [prose(code="bulletin", body_en="{figure:no.such}")]
    with pytest.raises(actions.FigureLost) as refused:
        actions.keep_templates(by=w.authority, at="T", rows=rows)
    assert refused.value.codes == ["no.such"]


def test_draft_takes_over_the_words_of_its_template(w):
    bulletin = drafted(w)
    assert bulletin.slug == "2020-03-01-bulletin"
    assert (bulletin.title_zh, bulletin.body_en) == ("机构防线不松", BODY_EN)


def test_second_draft_of_a_day_has_an_address_of_its_own(w):
    drafted(w)
    assert drafted(w).slug == "2020-03-01-bulletin-2"


def test_county_may_not_draft(w):
    drafted(w)
    with scope.entered("T"):
        template = queries.templates(w.authority).get()
    with pytest.raises(NotAllowed):
        actions.draft(by=w.county, template=template, on=moment("2020-03-01 09:00"))


def test_prose_may_be_rewritten_around_its_figures(w):
    bulletin = edit(w, drafted(w), body_en=f"Again. {BODY_EN}")
    assert bulletin.body_en.startswith("Again. ")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (BODY_EN.replace("{figure:places.institutions}", "412"), "places.institutions"),
        (BODY_EN + "{figure:made.up}", "made.up"),
    ],
    ids=["typed over", "made up"],
)
def test_figure_is_neither_typed_nor_made_up(w, body, codes):
    bulletin = drafted(w)
    with pytest.raises(actions.FigureLost) as refused:
        edit(w, bulletin, body_en=body)
    assert refused.value.codes == [codes]
    with scope.entered("T"):
        assert Bulletin.objects.get(pk=bulletin.pk).body_en == BODY_EN


def test_edition_freezes_what_was_counted(w):
    edition = published(w, drafted(w))
    values = {f["code"]: f["value"] for f in edition.content["figures"]}
    assert values == {
        "guidance.level_changed_on": "2020-02-21",
        "guidance.level_now": 3,
        "places.institutions": 5,
        "gate.closed_institutions": 0,
    }
    assert edition.seal == content.fingerprint(edition.content)
    assert edition.number == 1


def test_two_drafts_of_the_same_words_have_the_same_figures_and_own_seals(w):
    one, other = published(w, drafted(w)), published(w, drafted(w))
    assert one.content["figures"] == other.content["figures"]
    assert one.seal != other.seal


def test_correction_is_a_new_edition_bound_to_the_one_before(w):
    bulletin = drafted(w)
    first = published(w, bulletin)
    edit(w, bulletin, title_zh="机构防线始终不松")
    second = published(w, bulletin, at="2020-03-02 09:00", reason="标题更正")
    assert (second.number, second.reason) == (2, "标题更正")
    assert second.content["previous"] == first.seal
    assert queries.edition(bulletin.slug, 1).content["title_zh"] == "机构防线不松"


def test_publishing_twice_under_one_key_makes_one_edition(w):
    bulletin = drafted(w)
    published(w, bulletin, key="once")
    with pytest.raises(Repeated):
        published(w, bulletin, key="once")
    assert queries.editions(bulletin.slug).count() == 1


def test_edition_cannot_be_changed_by_the_web(w):
    published(w, drafted(w))
    with (
        scope.entered("T"),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update bulletins_edition set number = 2")


@pytest.mark.parametrize("name", ["title_zh", "body_en", "published_at", "figures"])
def test_changed_edition_is_no_longer_intact(w, name):
    edition = published(w, drafted(w))
    assert queries.intact(edition)
    edition.content = {**edition.content, name: "广告"}
    assert not queries.intact(edition)


def test_row_that_its_seal_does_not_cover_is_found(w):
    genuine = published(w, drafted(w))
    forged = defaced(genuine)
    assert queries.defaced() == [forged]


def test_untouched_editions_are_not_called_defaced(w):
    published(w, drafted(w))
    assert queries.defaced() == []
    assert Edition.objects.count() == 1


def test_seal_is_found_by_its_first_twelve_signs_in_any_spacing(w):
    edition = published(w, drafted(w))
    printed = f" {edition.seal[:6].upper()} {edition.seal[6:12]}"
    assert queries.by_seal(printed) == [edition]
    assert queries.by_seal(edition.seal[:11]) == []
    assert queries.by_seal("0" * 16) == []
