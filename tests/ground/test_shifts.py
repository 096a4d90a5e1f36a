"""Which nights were spent outside, by the gate's register alone."""

from datetime import date, timedelta

import pytest

from tests.factories.world import ZONE, moment
from wardline.ground.rules.shifts import (
    Crossed,
    Span,
    day_of,
    nights_outside,
    relief_on,
)

SINCE, NOW = moment("2020-02-10 08:00"), moment("2020-02-13 09:00")


def ways(*told):
    return [Crossed(moment(f"2020-02-{at}"), way == "in") for way, at in told]


@pytest.mark.parametrize(
    ("crossed", "nights"),
    [
        ([], []),
        ([("out", "10 09:00"), ("in", "10 23:59")], []),
        ([("out", "10 09:00"), ("in", "11 00:00")], [10]),
        ([("out", "10 23:59"), ("in", "11 00:01")], [10]),
        ([("out", "11 00:00"), ("in", "11 07:00")], []),
        ([("out", "10 09:00"), ("in", "12 09:00")], [10, 11]),
        ([("out", "11 09:00")], [11, 12]),
        ([("out", "09 09:00")], [10, 11, 12]),
        ([("out", "09 09:00"), ("in", "10 07:00")], []),
        # the register may lack the way back in, or out: the last word counts
        ([("out", "10 09:00"), ("out", "10 12:00"), ("in", "10 18:00")], []),
        ([("in", "10 09:00"), ("in", "12 09:00")], []),
    ],
)
def test_night_is_outside_where_the_last_crossing_before_midnight_led_out(
    crossed, nights
):
    found = nights_outside(ways(*crossed), SINCE, NOW, ZONE)
    assert [night.day for night in found] == nights


def test_midnight_just_now_counts_and_that_of_the_beginning_does_not():
    out = ways(("out", "10 20:00"))
    midnight = moment("2020-02-11 00:00")
    assert nights_outside(out, SINCE, midnight, ZONE) == (date(2020, 2, 10),)
    assert nights_outside(out, SINCE, midnight - timedelta(seconds=1), ZONE) == ()
    assert nights_outside(out, midnight, NOW, ZONE)[0] == date(2020, 2, 11)


def test_whoever_came_later_was_outside_before():
    here = moment("2020-02-12 10:00")
    found = nights_outside([], SINCE, NOW, ZONE, here_from=here)
    assert [night.day for night in found] == [10, 11]


def test_night_in_isolation_is_no_night_outside():
    hotel = Span(moment("2020-02-10 18:00"), moment("2020-02-12 08:00"))
    out = ways(("out", "10 09:00"))
    found = nights_outside(out, SINCE, NOW, ZONE, isolated=[hotel])
    assert [night.day for night in found] == [12]
    still = nights_outside(out, SINCE, NOW, ZONE, isolated=[Span(hotel.from_at)])
    assert still == ()


def test_day_and_relief_of_a_shift():
    begun = date(2020, 2, 10)
    assert day_of(begun, begun) == 1
    assert day_of(begun, date(2020, 2, 23)) == 14
    assert relief_on(begun) == date(2020, 2, 24)
    assert relief_on(begun, 7) == date(2020, 2, 17)
