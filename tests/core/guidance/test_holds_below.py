"""A draft beside the holds at, above and below the place that would publish it."""

import re
from datetime import date

import pytest

from tests.core.guidance.norm import document
from tests.core.guidance.test_drafts import changed, drafted, in_force, w
from tests.core.guidance.test_policy_pages import at, judged, seen_on
from tests.factories.world import moment
from wardline.base.places import clock, scope
from wardline.core.guidance import actions, queries

pytestmark = pytest.mark.django_db
__all__ = ["at", "w"]

NO_EFFECT = "In Prefecture One this version has no effect"


def written(w, place, code, **more):
    rows = [document(code, **more)]
    actions.keep_documents(by=w.authority, at=place, rows=rows)


def held_at(place, w, days):
    """A place keeps days of its own by a hold of its own, though they have run out."""
    written(w, place, "own-order")
    content = changed(days=days, id="own", version="1", valid_from="2020-02-01")
    rows = [{"content": {**content, "valid_to": "2020-02-25"}, "document": "own-order"}]
    with clock.set_to(moment("2020-02-01 08:00")):
        actions.set_policies(by=w.authority, at=place, rows=rows)
    told = {"from_on": date(2020, 2, 22), "level_kept": 1}
    actions.hold(
        by=w.authority, at=place, code="own-hold", document_code="own-order", **told
    )


@pytest.mark.parametrize(
    ("place", "days", "told"),
    [("T", 21, False), ("T1", 21, True), ("T1", 7, False)],
    ids=["at", "below", "below and weaker"],
)
def test_hold_of_a_place_below_is_compared_and_named(w, at, place, days, told):
    in_force(w)
    held_at(place, w, days)
    row = drafted(w)
    page = judged(at, w, row, at(w.authority, f"/guidance/drafts/{row.pk}/"))
    assert (NO_EFFECT in page) is told
    assert ("“own-hold”" in page) is (told or place == "T")
    if not told:
        return
    sent = {"seen": seen_on(page)}
    sent["key"] = re.search(r'name="key" value="([^"]*)"', page)[1]
    page = at(w.authority, f"/guidance/drafts/{row.pk}/publish", **sent)
    assert "The version is published." in page
    assert NO_EFFECT in page
    with scope.entered("T"):
        made = queries.published_from(w.authority, row.pk)
        assert made.rehearsal["below"] == [["T1", "own-hold"]]
    url = f"/guidance/policies/{made.pk}/"
    assert "在甲市，本版本不产生效力" in at(w.duty, url, "zh-hans")
    # the hold is withdrawn by a document that names it: the page says so no longer
    written(w, place, "own-end", withdraws=["own-hold"])
    with scope.entered("T"):
        end = queries.document(w.authority, "own-end")
        hold = queries.holds(w.authority).get(code="own-hold")
    actions.withdraw_hold(by=w.authority, hold=hold, on=date(2020, 2, 27), document=end)
    assert NO_EFFECT not in at(w.authority, url)


def test_hold_above_the_publishing_place_is_compared_as_its_own(w, at):
    in_force(w)
    told = {"content": changed(days=13), "document_code": "urgent"}
    row = actions.keep_draft(by=w.authority, at="T1", **told)
    page = judged(at, w, row, at(w.authority, f"/guidance/drafts/{row.pk}/"))
    assert "the hold “no-relaxing”" in page and "issued by Province" in page
    assert NO_EFFECT not in page
