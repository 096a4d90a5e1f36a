"""When a notice leaves: alarms, digest, quiet hours around midnight, pauses."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.rules.outgoing import (
    PAUSES,
    Grade,
    Hours,
    awake,
    goes_at,
    is_alarm,
    pause,
    quiet_until,
)

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = Hours(True, time(8), time(22), time(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2020-02-10 21:59", None),
        ("2020-02-10 22:00", "2020-02-11 07:00"),
        ("2020-02-10 23:59", "2020-02-11 07:00"),
        ("2020-02-11 00:00", "2020-02-11 07:00"),
        ("2020-02-11 06:59", "2020-02-11 07:00"),
        ("2020-02-11 07:00", None),
    ],
)
def test_quiet_runs_over_midnight(moment, end):
    assert quiet_until(at(moment), NIGHT, ZONE) == (at(end) if end else None)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2020-02-10 11:59", None),
        ("2020-02-10 12:00", "2020-02-10 14:00"),
        ("2020-02-10 14:00", None),
    ],
)
def test_quiet_of_one_day(moment, end):
    noon = Hours(True, None, time(12), time(14))
    assert quiet_until(at(moment), noon, ZONE) == (at(end) if end else None)


def test_quiet_is_of_the_places_zone():
    # 15:30 in UTC is 23:30 in Shanghai
    utc = datetime.fromisoformat("2020-02-10T15:30+00:00")
    assert quiet_until(utc, NIGHT, ZONE) == at("2020-02-11 07:00")


def test_equal_ends_are_no_quiet():
    never = Hours(True, None, time(22), time(22))
    assert quiet_until(at("2020-02-10 22:00"), never, ZONE) is None


def test_gravest_alarm_goes_in_the_quiet_hours():
    sent = at("2020-02-10 23:10")
    assert goes_at(sent, Grade.GRAVEST, NIGHT, ZONE) == sent


def test_alarm_waits_for_the_end_of_quiet():
    sent = at("2020-02-10 23:10")
    assert goes_at(sent, Grade.LOUD, NIGHT, ZONE) == at("2020-02-11 07:00")
    assert goes_at(at("2020-02-10 09:00"), Grade.LOUD, NIGHT, ZONE) == at(
        "2020-02-10 09:00"
    )


def test_plain_notice_waits_for_the_digest():
    assert goes_at(at("2020-02-10 09:00"), Grade.PLAIN, NIGHT, ZONE) == at(
        "2020-02-11 08:00"
    )
    assert goes_at(at("2020-02-10 08:00"), Grade.PLAIN, NIGHT, ZONE) == at(
        "2020-02-10 08:00"
    )


def test_plain_notice_never_leaves_a_channel_of_alarms():
    alarms = Hours(True)
    assert goes_at(at("2020-02-10 09:00"), Grade.PLAIN, alarms, ZONE) is None
    assert is_alarm(Grade.LOUD, alarms) and not is_alarm(Grade.PLAIN, alarms)


def test_channel_without_alarms_puts_them_into_the_digest():
    digest = Hours(False, time(8))
    for grade in Grade:
        assert goes_at(at("2020-02-10 09:00"), grade, digest, ZONE) == at(
            "2020-02-11 08:00"
        )
        assert not is_alarm(grade, digest)


def test_pauses_grow_and_end():
    assert [pause(n) for n in range(1, 7)] == list(PAUSES)
    assert list(PAUSES) == sorted(PAUSES)
    assert pause(7) is None
    assert sum(PAUSES, timedelta()) == timedelta(hours=10, minutes=21)


times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
moments = st.integers(0, 366 * 24 * 60).map(
    lambda n: at("2020-01-01 00:00") + timedelta(minutes=n)
)


@given(moments, times, times)
def test_nothing_but_the_gravest_leaves_in_quiet(moment, start, end):
    hours = Hours(True, None, start, end)
    out = goes_at(moment, Grade.LOUD, hours, ZONE)
    assert out is not None and out >= moment
    assert quiet_until(out, hours, ZONE) is None
    assert out - moment < timedelta(days=1)


@given(moments, times, times, times)
def test_louder_never_leaves_later(moment, digest, start, end):
    hours = Hours(True, digest, start, end)
    plain, loud, gravest = (goes_at(moment, grade, hours, ZONE) for grade in Grade)
    assert gravest <= loud
    assert gravest <= plain
    assert awake(moment, Grade.GRAVEST, hours, ZONE) == moment
