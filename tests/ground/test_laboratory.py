"""What becomes of a laboratory's row: times, repetitions, contradictions."""

from datetime import date, timedelta

import pytest

from tests.factories.world import ZONE, moment
from wardline.ground.rules.clearance import Result
from wardline.ground.rules.laboratory import Answer, Fate, Standing, judge

TAKEN = moment("2020-02-15 10:00")
NOW = moment("2020-02-16 09:00")
MINUTE = timedelta(minutes=1)


def judged(sampled=TAKEN, result="negative", standing=None, reported=None):
    if isinstance(standing, str):
        standing = Standing(Result(standing), timed=True)
    answer = Answer(Result(result), sampled, reported)
    return judge(answer, TAKEN, standing, NOW, ZONE)


@pytest.mark.parametrize(
    ("sampled", "fate", "code"),
    [
        (TAKEN, Fate.TAKEN, None),
        (TAKEN - 15 * MINUTE, Fate.TAKEN, None),
        (TAKEN - 16 * MINUTE, Fate.MISTIMED, "lab.before_sample"),
        (TAKEN - timedelta(days=2), Fate.MISTIMED, "lab.before_sample"),
        (NOW + 15 * MINUTE, Fate.TAKEN, None),
        (NOW + 16 * MINUTE, Fate.MISTIMED, "lab.in_the_future"),
        (date(2020, 2, 14), Fate.MISTIMED, "lab.before_sample"),
        (date(2020, 2, 15), Fate.TAKEN, None),
        (date(2020, 2, 17), Fate.MISTIMED, "lab.in_the_future"),
        (None, Fate.UNTIMED, "lab.no_time"),
    ],
)
def test_specimen_time_decides_whether_a_result_counts(sampled, fate, code):
    found = judged(sampled)
    assert (found.fate, found.reason and found.reason.code) == (fate, code)
    assert found.written and found.timed is (fate is Fate.TAKEN)


def test_phone_with_a_clock_two_days_behind_is_noticed():
    later = TAKEN + timedelta(days=2)
    answer = Answer(Result.NEGATIVE, later)
    found = judge(answer, TAKEN, None, later + timedelta(hours=5), ZONE)
    assert (found.fate, found.reason.code) == (Fate.MISTIMED, "lab.long_after")


@pytest.mark.parametrize(
    ("reported", "code"),
    [
        (TAKEN - MINUTE, "lab.reported_before"),
        (date(2020, 2, 14), "lab.reported_before"),
        (NOW + timedelta(days=1), "lab.in_the_future"),
    ],
)
def test_impossible_report_makes_the_time_unsure(reported, code):
    found = judged(reported=reported)
    assert (found.fate, found.reason.code) == (Fate.MISTIMED, code)


def test_same_result_again_is_known_and_writes_nothing():
    found = judged(standing="negative")
    assert (found.fate, found.written) == (Fate.KNOWN, False)


def test_same_result_with_the_time_it_lacked_is_taken_in():
    found = judged(standing=Standing(Result.NEGATIVE, timed=False))
    assert (found.fate, found.timed) == (Fate.TAKEN, True)


def test_same_result_without_time_again_is_known():
    untimed = Standing(Result.NEGATIVE, timed=False)
    assert judged(None, standing=untimed).fate is Fate.KNOWN


@pytest.mark.parametrize("before", Result)
@pytest.mark.parametrize("after", Result)
def test_second_answer_counts_by_itself_only_where_it_is_graver(before, after):
    if before is after:
        return
    found = judged(result=after, standing=before.value)
    graver = after is Result.POSITIVE or (
        after is Result.WEAK_POSITIVE and before is not Result.POSITIVE
    )
    assert (found.fate, found.written) == (Fate.CONTRADICTS, graver)
    assert found.reason.code == ("lab.graver" if graver else "lab.contradicts")
