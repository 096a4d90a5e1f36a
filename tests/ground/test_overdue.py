"""What is late with somebody in isolation: looks, tests, signatures."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wardline.ground.rules.clearance import (
    Isolated,
    LabTest,
    Looks,
    Policy,
    Presence,
    Result,
    Symptoms,
    evaluate,
)
from wardline.ground.rules.clearance.overdue import due_tests, last_look, overdue

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
START = datetime(2020, 2, 1, 9, 30, tzinfo=ZONE)
CLAUSES = [
    {"type": "isolation"},
    {"type": "duration", "min_days": 14, "count": "day0_end"},
    {"type": "symptom_log", "per_day": 1, "max_gap_hours": 36, "last_days": 14},
    {"type": "test", "count": 1, "from_day": 14, "valid_hours": 72},
    {"type": "sign_off", "roles": ["head"]},
]
POLICY = {
    "id": "rule",
    "version": "1",
    "document": "guide",
    "valid_from": "2020-01-31",
    "clauses": CLAUSES,
}


def fact(kind, at, **more):
    at = at.astimezone(UTC)
    more = {"recorded_at": at, **more}
    return kind(id=f"{kind.__name__}:{at}", occurred_at=at, **more)


def isolated():
    return fact(Isolated, START, alone=True, where="institution")


def looked(until):
    days = [START + n * 24 * HOUR for n in range(30)]
    times = tuple(at.astimezone(UTC) for at in days if at <= until)
    return Looks(id="looks", occurred_at=times[0], recorded_at=times[-1], times=times)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def late(facts, at, waiting=(), policy=POLICY):
    at = moment(at)
    decision = evaluate([Policy.from_plain(policy)], facts, at, at, zone=ZONE)
    return {r.code: r.args["since"] for r in overdue(decision, facts, waiting)}


def test_nothing_is_late_where_all_is_done():
    at = moment("2020-02-08 09:00")
    assert late([isolated(), looked(at)], "2020-02-08 09:00") == {}


def test_log_is_late_a_day_after_the_last_look():
    facts = [isolated(), looked(moment("2020-02-05 09:30"))]
    assert late(facts, "2020-02-06 09:30") == {}
    assert late(facts, "2020-02-06 09:31") == {"late.log": moment("2020-02-05 09:30")}


def test_log_is_late_where_nobody_ever_looked():
    assert late([isolated()], "2020-02-03 10:00") == {"late.log": START}


def test_look_that_was_not_done_is_none():
    undone = fact(Symptoms, START + 48 * HOUR, presence=Presence.NOT_DONE)
    seen = fact(Symptoms, START + 24 * HOUR, presence=Presence.PRESENT)
    assert last_look([isolated(), undone, seen]) == START + 24 * HOUR
    assert last_look([]) is None


def test_log_is_not_asked_where_no_policy_does():
    policy = POLICY | {"clauses": CLAUSES[:2]}
    assert late([isolated()], "2020-02-03 10:00", policy=policy) == {}


def test_test_is_late_a_day_after_it_could_be_taken():
    facts = [isolated(), looked(moment("2020-02-17 09:30"))]
    due = moment("2020-02-15 00:00")
    assert late(facts, "2020-02-16 00:00") == {}
    assert late(facts, "2020-02-16 08:00") == {"late.test": due}
    # one taken since then waits for its result, one from before does not help
    assert late(facts, "2020-02-16 08:00", [due + HOUR]) == {}
    assert late(facts, "2020-02-16 08:00", [due - HOUR]) == {"late.test": due}


@pytest.mark.parametrize(
    ("known", "since"),
    [
        ("2020-02-15 18:00", "2020-02-16 00:00"),
        ("2020-02-16 11:00", "2020-02-16 11:00"),
    ],
)
def test_release_is_late_a_day_after_it_could_be_signed(known, since):
    negative = {"result": Result.NEGATIVE, "recorded_at": moment(known)}
    test = fact(LabTest, moment("2020-02-15 10:00"), **negative)
    facts = [isolated(), looked(moment("2020-02-17 09:30")), test]
    assert late(facts, "2020-02-16 23:00") == {}
    assert late(facts, "2020-02-17 12:00") == {"late.release": moment(since)}


def test_tests_of_two_policies_are_told_once_with_the_later_day():
    later = POLICY | {
        "id": "stricter",
        "clauses": [*CLAUSES[:3], CLAUSES[3] | {"from_day": 16}],
    }
    free = POLICY | {
        "id": "any-day",
        "clauses": [*CLAUSES[:3], {"type": "test", "count": 1}],
    }
    at = moment("2020-02-03 10:00")
    policies = [Policy.from_plain(each) for each in (POLICY, later, free)]
    decision = evaluate(policies, [isolated()], at, at, zone=ZONE)
    [due] = due_tests(decision)
    assert due.reason.args["not_before"] == moment("2020-02-17 00:00")
    assert decision.decide_at.date() == date(2020, 2, 3)


def test_no_test_is_due_where_the_way_is_closed():
    positive = fact(LabTest, moment("2020-02-10 10:00"), result=Result.POSITIVE)
    facts = [isolated(), looked(moment("2020-02-17 09:30")), positive]
    assert late(facts, "2020-02-18 08:00") == {}
    assert list(late(facts, "2020-02-19 08:00")) == ["late.log"]
