"""The office's pages and the public's, over HTTP."""

import pytest
from django.urls import reverse
from lxml import etree

from tests.core.guidance.norm import lay_down
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from tests.front.bulletins.prose import drafted, published, templated
from wardline.base.places import clock, scope
from wardline.front.bulletins.models import Bulletin

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    made = world()
    with clock.set_to(moment("2020-02-22 09:00")):
        lay_down(made)
    return made


@pytest.fixture
def edition(w):
    return published(w, drafted(w))


def test_day_that_has_not_come_is_refused_and_the_choice_stays(w):
    templated(w)
    officer = Phone(w.authority).at("2020-03-01 18:00").open("/bulletins/office/")
    officer.fill(on="2020-03-05")
    assert "该日期尚未到来" in officer.said
    assert 'value="2020-03-05"' in officer.page


def test_typed_figure_is_named_and_the_words_stay(w):
    bulletin = drafted(w)
    officer = Phone(w.authority).at("2020-03-01 18:10")
    officer.open(f"/bulletins/office/{bulletin.pk}").fill(body_en="Just 412 homes.")
    assert "places.institutions" in officer.said
    assert "Just 412 homes." in officer.page


def test_correction_without_a_reason_is_refused(w, edition):
    officer = Phone(w.authority).at("2020-03-02 09:00")
    officer.open(f"/bulletins/office/{edition.bulletin_id}")
    answer = officer.client.post(
        f"/bulletins/office/{edition.bulletin_id}/publish",
        {"key": "7b1f4c9e-7d2c-4a39-9c0e-6f6f2f0f2a11", "reason": ""},
        follow=True,
    )
    assert "请填写“更正内容及原因”" in answer.content.decode()


def test_county_finds_no_office_of_bulletins(w, client):
    client.force_login(w.county.user)
    assert client.get(reverse("bulletins:index")).status_code == 404


def test_each_reading_is_counted_outside_the_seal(edition, client):
    client.cookies["django_language"] = "zh-hans"
    page = reverse("bulletins:show", args=[edition.slug])
    client.get(page)
    assert "浏览次数: 2" in client.get(page).content.decode()


def test_public_page_runs_no_script_of_its_own_and_needs_none(edition, client):
    page = client.get(reverse("bulletins:show", args=[edition.slug])).content.decode()
    assert "<svg" in page
    assert "2020年2月21日" in page
    assert "onclick" not in page


def test_feed_is_atom_with_the_seal_as_its_name(edition, client):
    feed = etree.fromstring(client.get(reverse("bulletins:feed")).content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:id/text()", namespaces=names) == [
        f"urn:sha256:{edition.seal}"
    ]


def test_unknown_bulletin_edition_and_figure_are_not_found(edition, client):
    for url in (
        "/bulletins/no-such",
        f"/bulletins/{edition.slug}/9",
        "/bulletins/figures/no.such",
    ):
        assert client.get(url).status_code == 404


def test_draft_is_not_public(w, client):
    bulletin = drafted(w)
    assert client.get(f"/bulletins/{bulletin.slug}").status_code == 404
    with scope.entered("T"):
        assert Bulletin.objects.filter(pk=bulletin.pk).exists()
