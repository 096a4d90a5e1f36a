"""Guidance over HTTP: what binds, the register, levels and holds, in both languages."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.core.guidance.norm import document, lay_down
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.core.guidance import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        sent = client.post(url, data, follow=True) if data else client.get(url)
        return sent.content.decode()

    return page


def test_home_reads_what_binds_with_reason_and_citation(w, at):
    page = at(w.duty, "/guidance/")
    assert "What no-visits asks." in page
    assert "Kept by a hold since 22 February 2020: as at level 1" in page
    assert "Guide, no-visits" in page
    page = at(w.duty, "/guidance/", "zh-hans")
    assert "no-visits的要求。" in page
    assert "自2020年2月22日起从严保持" in page


def test_any_past_day_can_be_asked(w, at):
    page = at(w.duty, "/guidance/?on=2020-02-21")
    assert "1 measure in force" in page
    assert "What no-visits asks." not in page
    page = at(w.duty, "/guidance/?on=yesterday")
    assert "as a day, for example 2020-02-27" in page
    assert "yesterday" in page


def test_officer_looks_at_a_place_below_by_name(w, at):
    assert "What binds at County One Elder Home" in at(
        w.county, "/guidance/?place=Elder"
    )
    page = at(w.county, "/guidance/?place=Home")
    assert "Several places fit" in page
    assert "County One Children" in page
    assert "No place of yours" in at(w.county, "/guidance/?place=T102-1")


def test_index_takes_few_queries(w, client, django_assert_max_num_queries):
    client.force_login(w.duty.user)
    with django_assert_max_num_queries(22):
        client.get("/guidance/")


def test_register_is_searched_sorted_and_exported(w, at, client):
    assert "Notice urgent" not in at(w.county, "/guidance/documents/?q=level")
    assert "Notice guide" in at(w.county, "/guidance/documents/?kind=guide")
    assert "Nothing matches" in at(w.county, "/guidance/documents/?q=nowhere")
    answer = client.get("/guidance/documents/?sort=number&export=1").content
    rows = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0)
    assert [row[0] for row in rows.to_python()][:2] == ["Short code", "guide"]


def test_document_shows_its_measures_and_is_unknown_elsewhere(w, at, client):
    page = at(w.duty, "/guidance/documents/guide/")
    assert "What elder-apart asks." in page
    actions.keep_documents(
        by=w.post("officer", "T102"), at="T102", rows=[document("local")]
    )
    assert client.get("/guidance/documents/local/").status_code == 404
    assert client.get("/guidance/documents/T102/local/").status_code == 404


def test_duty_may_not_set_anything(w, client):
    client.force_login(w.duty.user)
    for page in ("documents/new", "measures/new", "levels/new", "holds/new"):
        assert client.get(f"/guidance/{page}").status_code == 403


def key(n):
    return f"00000000-0000-4000-8000-00000000000{n}"


def test_level_shows_what_it_changes_before_it_is_signed(w, at):
    told = {
        "level": "4",
        "from_on": "2020-02-28",
        "document_code": "level-3",
        "key": key(1),
    }
    page = at(w.authority, "/guidance/levels/new", **told)
    assert "2 measures are kept by a hold and do not relax" in page
    with scope.entered("T"):
        assert queries.levels(w.authority).count() == 2
    told["seen"] = "4|2020-02-28|level-3"
    assert "The response level is set." in at(
        w.authority, "/guidance/levels/new", **told
    )
    # sent twice: the same receipt, no second level
    at(w.authority, "/guidance/levels/new", **told)
    with scope.entered("T"):
        assert [found.level for found in queries.levels(w.authority)] == [4, 3, 1]


def test_level_that_was_changed_after_looking_is_shown_again(w, at):
    told = {
        "level": "5",
        "from_on": "2020-02-28",
        "document_code": "level-3",
        "key": key(2),
        "seen": "4|2020-02-28|level-3",
    }
    assert "Sign the response level" in at(w.authority, "/guidance/levels/new", **told)
    with scope.entered("T"):
        assert queries.levels(w.authority).count() == 2


def test_hold_is_withdrawn_only_once_an_order_names_it(w, at):
    with scope.entered("T"):
        held = queries.holds(w.authority).get()
    url = f"/guidance/holds/{held.pk}/withdraw"
    assert "No document withdraws this hold by name" in at(w.authority, url)
    told = {
        "kind": "order",
        "code": "the-end",
        "issued_on": "2020-02-26",
        "title_en": "Order to end the hold",
        "withdraws": "no-relaxing",
        "key": key(3),
    }
    at(w.authority, "/guidance/documents/new", **told)
    told = {"document": "the-end", "on": "2020-02-27", "key": key(4)}
    assert "The hold is withdrawn." in at(w.authority, url, **told)
    page = at(w.authority, "/guidance/levels/")
    assert "Withdrawn on 27 February 2020 by" in page
    assert "1 measure in force" in at(w.duty, "/guidance/")


def test_county_adds_a_stricter_measure_which_binds_below(w, at):
    told = {
        "document": "guide",
        "citation": "Section 9",
        "code": "longer",
        "topic": "isolation.days",
        "aspect": "entry_exit",
        "text_en": "Isolation lasts 21 days.",
        "params": "days=21\nalone=yes",
        "valid_from": "2020-02-27",
        "key": key(5),
    }
    bad = told | {"params": "three weeks", "valid_to": "2020-02-01"}
    page = at(w.county, "/guidance/measures/new", **bad)
    assert "“three weeks” is not name=value" in page
    assert "The last day comes before the first" in page
    assert "Isolation lasts 21 days." in page
    page = at(w.county, "/guidance/measures/new", **told)
    assert "The measure is set" in page
    assert "Isolation lasts 21 days." in at(w.duty, "/guidance/")
    page = at(w.county, "/guidance/measures/new", **told | {"key": key(6)} | {
        "code": "no-visits"
    })  # fmt: skip
    assert "An office above has a measure “no-visits” already" in page


def test_document_needs_a_title_and_a_code_of_its_own(w, at):
    told = {
        "kind": "notice",
        "code": "guide",
        "issued_on": "2020-02-26",
        "key": key(7),
    }
    page = at(w.authority, "/guidance/documents/new", **told)
    assert "registered already" in page
    assert "at least one of the two languages" in page


def test_hold_is_ordered_on_a_page(w, at):
    told = {
        "code": "second",
        "from_on": "2020-02-27",
        "level_kept": "1",
        "document_code": "urgent",
        "key": key(8),
    }
    assert "The hold stands" in at(w.authority, "/guidance/holds/new", **told)
