"""A round along the corridor: its time by two clocks, and each reading's fate."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from wardline.ground.rules import corridor
from wardline.ground.rules.corridor import Earlier, Glance, Reading, Whereabouts

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2020, 2, 16, 1, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FEVER = Decimal("37.3")


def glance(server, off=timedelta(0)):
    return Glance(server + off, server)


def codes(reasons):
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("at", "slot"),
    [("2020-02-16 11:59", "morning"), ("2020-02-16 12:00", "evening")],
)
def test_noon_parts_the_rounds_of_a_day(at, slot):
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert corridor.slot_of(moment.astimezone(UTC), ZONE) == (moment.date(), slot)


def test_time_of_a_right_clock_stands():
    read_at = NOW - 3 * HOUR
    found = corridor.timed(read_at, glance(NOW - 5 * HOUR), glance(NOW))
    assert (found.at, found.reasons) == (read_at, ())


@pytest.mark.parametrize("off", [2 * DAY, -2 * DAY, 40 * timedelta(minutes=1)])
@pytest.mark.parametrize("met", [True, False])
def test_clock_that_is_off_is_put_right_and_said(off, met):
    true = NOW - 3 * HOUR
    contact = glance(NOW - 5 * HOUR, off) if met else None
    found = corridor.timed(true + off, contact, glance(NOW, off))
    assert found.at == true
    assert codes(found.reasons) == ["corridor.clock_off"]
    assert found.reasons[0].args == {"read_at": true + off, "at": true}


@pytest.mark.parametrize("off", [2 * DAY, -2 * DAY])
def test_clock_that_was_set_right_before_sending_is_put_right_too(off):
    true = NOW - 3 * HOUR
    found = corridor.timed(true + off, glance(NOW - 5 * HOUR, off), glance(NOW))
    assert (found.at, codes(found.reasons)) == (true, ["corridor.clock_off"])


def test_clock_that_was_set_wrong_before_sending_does_no_harm():
    true = NOW - 3 * HOUR
    found = corridor.timed(true, glance(NOW - 5 * HOUR), glance(NOW, -2 * DAY))
    assert (found.at, found.reasons) == (true, ())


@pytest.mark.parametrize("off", [HOUR, timedelta(minutes=16)])
def test_no_time_is_told_where_two_are_possible(off):
    true = NOW - 3 * HOUR
    found = corridor.timed(true, glance(NOW - 9 * HOUR, off), glance(NOW))
    assert found.at is None
    [reason] = found.reasons
    assert reason.code == "corridor.clock_lost"
    assert reason.args["at"] == [true - off, true]


def test_no_time_is_told_of_a_round_that_is_to_come():
    found = corridor.timed(NOW + DAY, None, glance(NOW))
    assert (found.at, codes(found.reasons)) == (None, ["corridor.clock_lost"])


def test_a_round_of_this_moment_is_not_later_than_its_arrival():
    assert corridor.timed(NOW + timedelta(seconds=4), None, glance(NOW)).at == NOW


WELL = Reading(Decimal("36.5"), False)
HOT = Reading(Decimal("38.2"), False)
SICK = Reading(None, True)
HERE = Whereabouts("G-1")


@pytest.mark.parametrize("reading", [WELL, HOT, SICK, Reading(None, False)])
def test_reading_that_meets_nothing_counts(reading):
    assert corridor.judge(reading, HERE, None, FEVER) == corridor.Fate(True)


@pytest.mark.parametrize("reading", [Reading(Decimal("36.5")), Reading()])
def test_reading_without_a_look_for_symptoms_says_so(reading):
    fate = corridor.judge(reading, HERE, None, FEVER)
    assert (fate.counts, codes(fate.reasons)) == (True, ["corridor.not_asked"])


CONFLICTS = {
    "corridor.entered": (HERE, Earlier(WELL, NOW, "李护士")),
    "corridor.entered_untaken": (HERE, Earlier(Reading(None, False), NOW, "李护士")),
    "corridor.moved": (Whereabouts("G-1", NOW, "G-2"), None),
    "corridor.left_isolation": (Whereabouts("G-1", NOW), None),
    "corridor.left_house": (Whereabouts("G-1", NOW, "", NOW), None),
}


@pytest.mark.parametrize("code", CONFLICTS)
@pytest.mark.parametrize(("reading", "counts"), [(WELL, 0), (HOT, 1), (SICK, 1)])
def test_reading_in_doubt_counts_only_against(code, reading, counts):
    fate = corridor.judge(reading, *CONFLICTS[code], FEVER)
    last = "corridor.counts_against" if counts else "corridor.set_aside"
    assert (fate.counts, codes(fate.reasons)) == (bool(counts), [code, last])


def test_each_ground_for_doubt_is_said():
    found = (Whereabouts("G-1", NOW, "G-2"), Earlier(WELL, NOW, "李护士"))
    fate = corridor.judge(WELL, *found, FEVER)
    assert codes(fate.reasons)[:2] == ["corridor.moved", "corridor.entered"]
    assert fate.reasons[0].args == {"room": "G-1", "at": NOW, "now_in": "G-2"}
