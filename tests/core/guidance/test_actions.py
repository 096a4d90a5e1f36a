"""The norm is set by right, reloads change nothing, and it does not weaken."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.core.guidance.norm import document, lay_down, measure
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.guidance import actions, queries
from wardline.core.guidance.models import Document, Hold, Measure, ResponseLevel

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


def test_reload_makes_no_duplicates(w):
    def counted():
        kinds = (Document, Measure, ResponseLevel, Hold)
        return [kind.objects.count() for kind in kinds]

    with scope.entered("T"):
        before = counted()
    lay_down(w)
    with scope.entered("T"):
        assert counted() == before == [4, 3, 2, 1]


def test_documents_come_back_with_what_was_written(w):
    made = actions.keep_documents(
        by=w.authority, at="T", rows=[document("guide", kind="guide", number="No. 7")]
    )
    with scope.entered("T101"):
        known = queries.document(w.county, "guide")
    assert (known.pk, known.number) == (made[0].pk, "No. 7")


def test_measure_of_an_unknown_document_is_refused_and_nothing_is_kept(w):
    rows = [measure("fine", "stock.x"), measure("lost", "stock.x", document="none")]
    with pytest.raises(ValidationError) as refused:
        actions.set_measures(by=w.authority, at="T", rows=rows)
    assert refused.value.code == "guidance.no_document"
    with scope.entered("T"):
        assert not Measure.objects.filter(code="fine").exists()


def test_county_adds_a_measure_of_its_own(w):
    rows = [measure("more", "isolation.days", params={"days": 21}, levels=[])]
    actions.set_measures(by=w.county, at="T101", rows=rows)
    with scope.entered("T101"):
        home = places.institutions(w.county).get(code="T101-1")
        asked = (w.county, home, clock.today(), "isolation.days", "days", 7, max)
        assert queries.parameter(*asked) == 21
    with scope.entered("T102"):
        assert not Measure.objects.filter(code="more").exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (measure("no-visits", "closure.visitors"), "guidance.code_above"),
        (measure("own", "stock.x", strictness=1), "guidance.only_add"),
    ],
)
def test_county_adds_but_never_changes(w, row, code):
    own = measure("own", "stock.x", strictness=3)
    actions.set_measures(by=w.county, at="T101", rows=[own])
    actions.set_measures(by=w.county, at="T101", rows=[own])  # the same again is fine
    with pytest.raises(ValidationError) as refused:
        actions.set_measures(by=w.county, at="T101", rows=[row])
    assert refused.value.code == code
    with scope.entered("T"):
        assert Measure.objects.get(code="own").strictness == 3


def test_county_may_not_set_measures_elsewhere_nor_a_level(w):
    with pytest.raises(NotAllowed):
        actions.set_measures(by=w.county, at="T", rows=[])
    with pytest.raises(NotAllowed):
        actions.set_level(
            by=w.county,
            at="T101",
            level=4,
            from_on=date(2020, 2, 27),
            document_code="level-3",
        )


def test_level_set_again_is_corrected_and_the_ledger_says_from_what(w):
    day = date(2020, 2, 21)
    actions.set_level(
        by=w.authority, at="T", level=2, from_on=day, document_code="level-3"
    )
    with scope.entered("T"):
        assert queries.level_of("T101-1", day) == 2
        entry = Entry.objects.filter(verb="set_level").latest("id")
    assert entry.detail == {"level": 2, "before": 3, "from_on": "2020-02-21"}


def test_hold_cannot_be_rewritten(w):
    with pytest.raises(ValidationError) as refused:
        actions.hold(
            by=w.authority,
            at="T",
            code="no-relaxing",
            from_on=date(2020, 2, 22),
            level_kept=3,
            document_code="urgent",
        )
    assert refused.value.code == "guidance.hold_known"


def withdraw(w, by=None, on=date(2020, 2, 27), **more):
    rows = [document("end", kind="order", issued_on=date(2020, 2, 26), **more)]
    end = actions.keep_documents(by=w.authority, at="T", rows=rows)[0]
    with scope.entered("T"):
        hold = Hold.objects.get()
    return actions.withdraw_hold(by=by or w.authority, hold=hold, on=on, document=end)


def test_hold_falls_by_a_document_that_names_it(w):
    withdraw(w, withdraws=["no-relaxing"])
    with scope.entered("T"):
        home = places.institutions(w.authority).get(code="T101-1")
        bound = queries.binding(w.authority, home, date(2020, 2, 27))
        before = queries.binding(w.authority, home, date(2020, 2, 26))
    assert [b.code for b in bound] == ["report"]
    assert len(before) == 3


@pytest.mark.parametrize(
    ("more", "on", "code"),
    [
        ({}, date(2020, 2, 27), "guidance.not_named"),
        (
            {"withdraws": ["no-relaxing"]},
            date(2020, 2, 25),
            "guidance.withdrawn_too_early",
        ),
    ],
)
def test_hold_does_not_fall_otherwise(w, more, on, code):
    with pytest.raises(ValidationError) as refused:
        withdraw(w, on=on, **more)
    assert refused.value.code == code


def test_hold_falls_once_and_only_by_its_issuer_or_above(w):
    with pytest.raises(NotAllowed):
        withdraw(w, by=w.county, withdraws=["no-relaxing"])
    withdraw(w, withdraws=["no-relaxing"])
    with pytest.raises(ValidationError) as refused:
        withdraw(w, withdraws=["no-relaxing"])
    assert refused.value.code == "guidance.withdrawn"
