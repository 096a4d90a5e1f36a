"""Numbers of the repair are those of the records, on any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.core.correction.test_actions import (
    DUE,
    NOW,
    closed,
    mended,
    opened,
    ordered,
)
from tests.factories.world import world
from wardline.base.places import clock, scope
from wardline.core.correction import actions, figures

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2020, 2, 27), date(2020, 3, 2)


@pytest.fixture
def w():
    with clock.set_to(NOW):
        made = world()
        opened(made.county, aspect="awareness")
        ordered(made)
        mended(made)
        closed(made)
        actions.list_supervision(by=made.county, at="T101-2", reason="It lags.")
        yield made


def values(w, on, *counters):
    with scope.entered("T"):
        return [count(w.authority, "T", on).value for count in counters]


def test_figures_count_the_records(w):
    assert values(
        w,
        TODAY,
        figures.found,
        figures.corrected,
        figures.open_,
        figures.overdue,
        figures.listed,
        figures.share_corrected,
        figures.awareness,
    ) == [4, 1, 3, 0, 1, Decimal("25.0"), 1]


def test_figures_of_the_day_before_are_empty(w):
    before = TODAY - timedelta(days=1)
    assert values(w, before, figures.found, figures.share_corrected) == [0, None]


def test_overdue_is_counted_when_its_day_has_come(w):
    with clock.set_to(DUE + timedelta(days=1)):
        assert values(w, LATER, figures.overdue) == [1]
        assert values(w, TODAY, figures.overdue) == [0]


def test_by_place_adds_up_to_every_division(w):
    opened(w.authority, at="T201-1")
    with scope.entered("T"):
        counted = figures.by_place(w.authority, "T", TODAY)
    assert counted == {
        "T": 4,
        "T1": 3,
        "T101": 3,
        "T101-1": 3,
        "T102": 0,
        "T2": 1,
        "T201": 1,
        "T201-1": 1,
    }


def test_by_aspect_has_each_aspect(w):
    with scope.entered("T"):
        counted = figures.by_aspect(w.authority, "T", TODAY)
    assert [f.value for f in counted] == [0, 1, 3, 0]
