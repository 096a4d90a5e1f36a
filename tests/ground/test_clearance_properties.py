"""What must hold of any policies and any history, whatever the numbers."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    Exposure,
    Extension,
    Infection,
    Isolated,
    LabTest,
    Policy,
    Presence,
    Proof,
    Result,
    Shift,
    Signed,
    Symptoms,
    evaluate,
    glance,
)
from wardline.ground.verdict import Outcome

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2020, 3, 1, 1, 30, tzinfo=UTC)
EXAMPLES = settings(max_examples=150, deadline=None, derandomize=True)


def policy(name, chance):
    days = chance.choice([3, 5, 7, 10])
    count = chance.choice([1, 1, 2, 3])
    clauses = [
        {"type": "isolation", "single_room": chance.random() < 0.5},
        {
            "type": "duration",
            "min_days": days,
            "count": chance.choice(["day0_end", "day1_end", "elapsed"]),
            "clock": chance.choice(
                ["isolation_start", "max(isolation_start,last_exposure_end)"]
            ),
        },
        {
            "type": "reset",
            "on": ["left_room"],
            **chance.choice(
                [
                    {"effect": "restart"},
                    {"effect": "suspend"},
                    {"effect": "add_days", "days": 2},
                ]
            ),
        },
        {"type": "symptom_free", "last_days": chance.choice([3, days, 12])},
        {
            "type": "test",
            "count": count,
            "from_day": chance.choice([0, 1, days - 1]),
            "valid_hours": chance.choice([48, 72]),
            "min_spacing_hours": chance.choice([6, 24]),
            "distinct_labs": count == 2,
            "distinct_reagents": count == 2 and chance.random() < 0.5,
        },
    ]
    if chance.random() < 0.2:
        apart = {"min_days": days + 2, "clock": "last_exposure_end_if_any"}
        clauses.append({"type": "duration", **apart})
    if chance.random() < 0.5:
        clauses.append({"type": "symptom_log", "per_day": chance.choice([1, 2])})
    if chance.random() < 0.3:
        clauses.append({"type": "sign_off", "roles": ["head"]})
    return put_together(name, clauses, days, chance)


def put_together(name, clauses, days, chance):
    plain = {"id": name, "version": "1", "valid_from": "2020-03-01", "clauses": clauses}
    if chance.random() < 0.3:
        # the test, or more days, or the infection behind
        longer = {"type": "duration", "min_days": days + 3}
        past = {"type": "recovered", "within_days": chance.choice([10, 30])}
        plain["options"] = [{"clauses": [each]} for each in (clauses[4], longer, past)]
        del clauses[4]
    return Policy.from_plain(plain)


def history(chance, until, since=START, trouble=0.7):
    """Two looks and a test a day, the head's name each evening; and some trouble."""
    facts = []

    def note(made, at, **more):
        name = f"{len(facts):03}-{int(at.timestamp())}"
        facts.append(made(id=name, occurred_at=at, recorded_at=at, **more))

    day = since
    while day <= until:
        for hours in (0, 9):
            if chance.random() >= 0.02 * trouble:
                ill = chance.random() < 0.01 * trouble
                look = Presence.PRESENT if ill else Presence.ABSENT
                note(Symptoms, day + timedelta(hours=hours), presence=look)
        result = Result.NEGATIVE
        if chance.random() < 0.1 * trouble:
            result = chance.choice(list(Result))
        note(
            LabTest,
            day + timedelta(hours=1 + chance.random()),
            result=result,
            laboratory=chance.choice("AB"),
            reagent=chance.choice("12"),
            pool=10 if chance.random() < 0.05 * trouble else 1,
        )
        note(Signed, day + timedelta(hours=10), role="head", by="x")
        if chance.random() < 0.05 * trouble:
            out = day + timedelta(hours=5)
            back = chance.choice([out + timedelta(hours=2), None, max(out, until)])
            note(Breach, out, ended_at=back, kind=BreachKind.LEFT_ROOM)
        if chance.random() < 0.03 * trouble:
            met = day + timedelta(hours=3)
            note(Exposure, met, ended_at=chance.choice([met, None]))
        rarely(note, day, chance, trouble)
        day += timedelta(days=1)
    return facts


def rarely(note, day, chance, trouble):
    """A shift, a doctor who keeps somebody, an infection that lies behind."""
    rare = chance.random()
    if rare < 0.02 * trouble:
        note(Shift, day, ended_at=day + timedelta(hours=8))
    elif rare < 0.03 * trouble:
        longer = day + timedelta(days=chance.randint(1, 6))
        note(Extension, day, ended_at=longer, by="x", reason="y")
    elif rare < 0.05 * trouble:
        came = day - timedelta(days=chance.randint(1, 40))
        note(Infection, came, ended_at=day, proof=chance.choice(list(Proof)))


def begun(chance):
    alone = Isolated(id="i", occurred_at=START, recorded_at=START)
    if chance.random() < 0.8:
        return [alone]
    later = START + timedelta(days=2)
    shared = replace(alone, id="s", alone=False, ended_at=later)
    return [shared, replace(alone, occurred_at=later)]


def case(seed):
    chance = Random(seed)
    at = START + timedelta(days=chance.randint(4, 20), hours=chance.randint(0, 23))
    policies = [policy(name, chance) for name in "PF"]
    past = [fact for fact in history(chance, at) if fact.occurred_at <= at]
    return chance, policies, [*begun(chance), *past], at


def decide(policies, facts, at):
    return evaluate(policies, facts, at, at, zone=ZONE)


@EXAMPLES
@given(st.integers(min_value=0))
def test_adding_a_policy_never_clears_earlier(seed):
    _, (general, floor), facts, at = case(seed)
    both = decide([general, floor], facts, at)
    alone = decide([floor], facts, at)
    assert both.status is not Outcome.CLEARED or alone.status is Outcome.CLEARED
    if both.earliest is not None:
        assert alone.earliest is not None
        assert both.earliest >= alone.earliest


@EXAMPLES
@given(st.integers(min_value=0))
def test_glance_says_what_the_decision_says(seed):
    _, policies, facts, at = case(seed)
    for asked in ([], policies[:1], policies):
        decision = decide(asked, facts, at)
        seen = glance(asked, facts, at, at, zone=ZONE)
        assert seen == (decision.status, decision.ready)


@EXAMPLES
@given(st.integers(min_value=0))
def test_order_of_evidence_and_policies_does_not_matter(seed):
    chance, policies, facts, at = case(seed)
    first = decide(policies, facts, at).as_plain()
    chance.shuffle(facts)
    assert decide(policies[::-1], facts, at).as_plain() == first


@EXAMPLES
@given(st.integers(min_value=0))
def test_earliest_is_never_beaten(seed):
    chance, policies, facts, at = case(seed)
    decision = decide(policies, facts, at)
    if decision.earliest is None:
        return
    later = at + timedelta(days=25)
    future = history(chance, later, since=at, trouble=0.3)
    future = [replace(fact, id=f"later-{fact.id}") for fact in future]
    moment = at
    while moment < min(decision.earliest, later):
        status = decide(policies, facts + future, moment).status
        assert status is not Outcome.CLEARED
        moment += timedelta(hours=5)


@EXAMPLES
@given(st.integers(min_value=0))
def test_earliest_is_reached_if_all_goes_well(seed):
    _, policies, facts, at = case(seed)
    decision = decide(policies, facts, at)
    if decision.earliest is None:
        return
    due = decision.earliest.astimezone(UTC)
    facts = [_ended(fact, at) for fact in facts] + _ideal(at, due)
    assert decide(policies, facts, due).status is Outcome.CLEARED


def _ended(fact, at):
    """End now what goes on, but for the isolation."""
    lasting = isinstance(fact, (Breach, Exposure)) and fact.running(at)
    return replace(fact, ended_at=at) if lasting else fact


def _ideal(at, due):
    """Look every six hours; test and sign as often as anybody could ask."""
    facts = []
    for hours in range(0, int((due - at) / timedelta(hours=1)) + 1, 3):
        for moment in {at + timedelta(hours=hours), due - timedelta(hours=hours)}:
            name = f"ideal-{moment.timestamp()}"
            both = {"occurred_at": moment, "recorded_at": moment}
            look = Presence.ABSENT
            facts.append(Symptoms(id=f"{name}-s", presence=look, **both))
            facts.append(Signed(id=f"{name}-h", role="head", by="x", **both))
            for lab in "AB":
                test = LabTest(
                    id=f"{name}-{lab}",
                    result=Result.NEGATIVE,
                    laboratory=lab,
                    reagent=lab,
                    **both,
                )
                facts.append(test)
    return facts


def test_histories_reach_every_status():
    """The properties above say something only if enough histories end well."""
    seen = Counter()
    for seed in range(300):
        _, policies, facts, at = case(seed)
        seen[decide(policies[:1], facts, at).status] += 1
    assert seen[Outcome.CLEARED] >= 60
    assert min(seen[Outcome.BLOCKED], seen[Outcome.NOT_YET]) >= 30
