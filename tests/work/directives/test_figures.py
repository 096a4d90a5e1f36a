"""The numbers of directives and meetings that leave the room."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.documents import directive
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.work.directives import actions, figures
from wardline.work.directives.models import Relay

pytestmark = pytest.mark.django_db
EVE, DAY, NEXT = date(2020, 2, 20), date(2020, 2, 21), date(2020, 2, 22)


@pytest.fixture
def w():
    with scope.entered("T"), clock.set_to(moment("2020-02-21 17:00")):
        made = world()
        issued = actions.issue(by=made.authority, directive=directive(made), to=TWO)
        receive(made, issued, "T101-1", "2020-02-21 19:30")
        receive(made, issued, "T201-1", "2020-02-22 08:00")
        start = moment("2020-02-21 15:00")
        held = actions.call_meeting(
            by=made.authority, at="T", title_zh="会议", starts_at=start, depths=[3]
        )
        for code in ("T101-1", "T101-2"):
            with scope.entered(code):
                actions.answer_roll(by=made.post("head", code), meeting=held)
    with scope.entered("T"), clock.set_to(moment("2020-02-22 12:00")):
        yield made


TWO = ["T101-1", "T201-1"]


def receive(w, issued, code, at):
    with clock.set_to(moment(at)):
        relay = Relay.objects.get(directive=issued, place_id=code)
        actions.receive(by=w.post("head", code), relay=relay)


@pytest.mark.parametrize(
    ("count", "at", "on", "value", "missing"),
    [
        (figures.issued, "T", EVE, 0, None),
        (figures.issued, "T", DAY, 1, None),
        (figures.issued, "T1", DAY, 0, None),
        (figures.received, "T101-1", DAY, 1, 0),
        (figures.received, "T201-1", DAY, 0, 1),
        (figures.meetings, "T", DAY, 1, None),
        (figures.meetings, "T", EVE, 0, None),
        (figures.reach_share, "T", EVE, None, 0),
        (figures.reach_share, "T", DAY, Decimal("50.0"), 1),
        (figures.reach_share, "T1", DAY, Decimal("100.0"), 0),
        (figures.reach_share, "T", NEXT, Decimal("100.0"), 0),
        (figures.reach_hours, "T", DAY, None, 1),
        (figures.reach_hours, "T1", DAY, Decimal("2.5"), 0),
        (figures.reach_hours, "T", NEXT, Decimal("15.0"), 0),
        (figures.receipt_hours, "T", DAY, Decimal("2.5"), 0),
        (figures.attendance, "T", EVE, None, 0),
        (figures.attendance, "T", DAY, Decimal("40.0"), 3),
        (figures.attendance, "T101", DAY, Decimal("100.0"), 0),
        (figures.attendance, "T2", DAY, Decimal("0.0"), 2),
    ],
)
def test_figure(w, count, at, on, value, missing):
    found = count(w.authority, at, on)
    assert (found.value, found.missing) == (value, missing)
    assert (found.place, found.until) == (at, on)


def test_waiting_is_counted_by_place(w):
    assert figures.waiting_by_place(w.authority, "T", DAY) == {"T101-1": 0, "T201-1": 1}


def test_figures_cost_a_fixed_number_of_queries(w, django_assert_max_num_queries):
    for count in (figures.issued, figures.meetings, figures.reach_share):
        with django_assert_max_num_queries(2):
            count(w.authority, "T", NEXT)
    with django_assert_max_num_queries(3):
        figures.attendance(w.authority, "T", NEXT)
