"""Numbers of the repair are those of the records, on any day."""

from collections import Counter
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
from wardline.core.correction import actions, figures, queries, standings

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


def test_states_by_place_are_those_of_each_finding(w):
    for at in ("T201-1", "T101-1"):
        opened(w.authority, at=at)
    ordered(w)
    closed(w)
    for days in (0, 1, 9):
        with clock.set_to(DUE + timedelta(days=days)), scope.entered("T"):
            now = clock.now()
            told = queries.findings(w.authority, "T1", now=now)
            expected = Counter((f.place_id, f.state) for f in told)
            found = standings.states_by_place(w.authority, "T1", now)
        flat = {(p, s): n for p, states in found.items() for s, n in states.items()}
        assert flat == expected
    assert {"overdue", "closed", "open"} <= {state for _, state in expected}


def test_by_aspect_has_each_aspect(w):
    with scope.entered("T"):
        counted = figures.by_aspect(w.authority, "T", TODAY)
    assert [f.value for f in counted] == [0, 1, 3, 0]
