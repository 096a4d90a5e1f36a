"""Deadlines: six clocks, four states, and the ladder that a late duty climbs."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.rules.deadlines import (
    Days,
    Hop,
    Minutes,
    Rung,
    Spacing,
    State,
    TimeOfDay,
    Validity,
    WindowBack,
    clock_from_plain,
    due_at,
    hops,
    state,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2020, 2, 1, 17, 30, tzinfo=SHANGHAI)
LADDER = (
    Rung("reporter", 0),
    Rung("head", 30),
    Rung("county", 60),
    Rung("prefecture", 180),
)


def at(day, hour, minute=0, zone=SHANGHAI):
    return datetime(2020, 2, day, hour, minute, tzinfo=zone)


def minutes(count):
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("plain", "clock"),
    [
        ({"kind": "time_of_day", "at": "17:30"}, TimeOfDay(time(17, 30))),
        ({"kind": "minutes", "minutes": 10}, Minutes(10)),
        ({"kind": "days", "days": 14}, Days(14)),
        ({"kind": "days", "days": 3, "at": "12:00"}, Days(3, time(12))),
        ({"kind": "spacing", "hours": 24}, Spacing(24)),
        ({"kind": "window_back", "days": 15}, WindowBack(15)),
        ({"kind": "validity", "hours": 72}, Validity(72)),
    ],
)
def test_clock_is_read_from_plain_data(plain, clock):
    assert clock_from_plain(plain) == clock


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({}, "clock.kind_unknown"),
        ({"kind": "weeks"}, "clock.kind_unknown"),
        ({"kind": "minutes"}, "clock.minutes_not_a_number"),
        ({"kind": "minutes", "minutes": True}, "clock.minutes_not_a_number"),
        ({"kind": "days", "days": -1}, "clock.days_not_a_number"),
        ({"kind": "validity", "hours": "72"}, "clock.hours_not_a_number"),
        ({"kind": "time_of_day", "at": "half five"}, "clock.at_not_an_hour"),
        ({"kind": "time_of_day", "at": 17}, "clock.at_not_an_hour"),
        ({"kind": "time_of_day", "at": "17:30+08:00"}, "clock.at_not_an_hour"),
    ],
)
def test_clock_that_cannot_be_read_says_why(plain, code):
    with pytest.raises(ValueError) as refusal:
        clock_from_plain(plain)

    assert refusal.value.args[0] == code


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        (TimeOfDay(time(17, 30)), at(1, 0), DUE),
        (TimeOfDay(time(17, 30)), DUE, DUE),
        (TimeOfDay(time(17, 30)), at(1, 17, 31), at(2, 17, 30)),
        (TimeOfDay(time(17, 30)), at(1, 0, zone=UTC), DUE),
        (Minutes(10), at(1, 23, 55), at(2, 0, 5)),
        (Days(14), at(1, 9), at(15, 23, 59) + timedelta(seconds=59.999999)),
        (Days(3, time(12)), at(1, 9), at(4, 12)),
        (Spacing(24), at(1, 9), at(2, 9)),
        (WindowBack(15), at(20, 9), at(5, 0)),
        (Validity(72), at(1, 9), at(4, 9)),
    ],
)
def test_due_at_follows_its_clock(clock, start, due):
    assert due_at(clock, start, SHANGHAI) == due


def test_due_at_answers_in_the_zone_of_the_place():
    due = due_at(TimeOfDay(time(17, 30)), at(1, 0, zone=UTC), SHANGHAI)

    assert due.isoformat() == "2020-02-01T17:30:00+08:00"


def test_due_at_counts_hours_that_pass_when_summer_time_begins():
    start = datetime(2020, 3, 28, 12, tzinfo=BERLIN)

    assert due_at(Spacing(24), start, BERLIN).isoformat() == "2020-03-29T13:00:00+02:00"
    assert due_at(Days(1, time(12)), start, BERLIN).hour == 12


@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        (None, -1, State.OPEN),
        (None, 0, State.OPEN),
        (None, 1, State.LATE),
        (0, 5, State.DONE),
        (1, 5, State.DONE_LATE),
        (9, 5, State.LATE),
    ],
)
def test_state_weighs_done_against_due(done, now, expected):
    done_at = None if done is None else DUE + minutes(done)

    assert state(DUE, done_at, DUE + minutes(now)) == expected


@pytest.mark.parametrize(
    ("now", "roles"),
    [
        (-1, []),
        (0, ["reporter"]),
        (29, ["reporter"]),
        (60, ["reporter", "head", "county"]),
        (9999, ["reporter", "head", "county", "prefecture"]),
    ],
)
def test_hops_climb_as_time_passes(now, roles):
    assert [hop.role for hop in hops(DUE, DUE + minutes(now), LADDER)] == roles


def test_hops_tell_the_moment_each_was_due():
    assert hops(DUE, DUE + minutes(45), LADDER)[1] == Hop(1, "head", at(1, 18))


@pytest.mark.parametrize(("done", "reached"), [(-5, 0), (0, 0), (30, 1), (31, 2)])
def test_hops_stop_when_the_duty_is_done(done, reached):
    late = DUE + timedelta(days=1)

    assert len(hops(DUE, late, LADDER, DUE + minutes(done))) == reached


@given(st.integers(-60, 600), st.integers(0, 600), st.none() | st.integers(-60, 600))
def test_hops_once_earned_stay(now, later, done):
    done_at = None if done is None else DUE + minutes(done)
    before = hops(DUE, DUE + minutes(now), LADDER, done_at)
    after = hops(DUE, DUE + minutes(now + later), LADDER, done_at)

    assert after[: len(before)] == before
