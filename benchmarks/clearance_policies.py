"""Random clearance policies, and ways to put two together that must not be used."""

from dataclasses import replace
from random import Random
from typing import Any

from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.clauses import (
    Clause,
    Duration,
    NegativeTest,
    Reset,
)

KINDS = ["left_room", "visitor", "roommate_positive", "unprotected_carer"]
EFFECTS = [
    {"effect": "restart"},
    {"effect": "restart"},
    {"effect": "suspend"},
    {"effect": "add_days", "days": 2},
]
CLOCKS = ["isolation_start", "max(isolation_start,last_exposure_end)"]


def random_policy(name: str, chance: Random) -> Policy:
    """Return a policy of random numbers, with most of the clauses."""
    days = chance.choice([3, 5, 7, 10, 14])
    clauses: list[dict[str, Any]] = [
        {"type": "isolation", "single_room": chance.random() < 0.7},
        {
            "type": "duration",
            "min_days": days,
            "count": chance.choice(["day0_end", "day1_end", "elapsed"]),
            "clock": chance.choice(CLOCKS),
        },
        {
            "type": "reset",
            "on": chance.sample(KINDS, chance.randint(1, 4)),
            **chance.choice(EFFECTS),
        },
        {"type": "symptom_free", "last_days": chance.choice([3, days, 12])},
    ]
    if chance.random() < 0.8:
        clauses.append(_test(days, chance))
    if chance.random() < 0.5:
        clauses.append({"type": "symptom_log", "per_day": chance.choice([1, 2])})
    if chance.random() < 0.2:
        clauses.append({"type": "sign_off", "roles": ["head"]})
    return Policy.from_plain(
        {"id": name, "version": "1", "valid_from": "2020-01-01", "clauses": clauses}
    )


def _test(days: int, chance: Random) -> dict[str, Any]:
    count = chance.choice([1, 1, 1, 2])
    return {
        "type": "test",
        "count": count,
        "from_day": chance.choice([0, 1, days - 2, days - 1]),
        "valid_hours": chance.choice([48, 72, 96]),
        "min_spacing_hours": chance.choice([6, 24]),
        "distinct_labs": count == 2 and chance.random() < 0.3,
    }


def merged(first: Policy, second: Policy, wrong: str) -> Policy:
    """Merge two policies number by number, wrong in one of them: days, validity or
    reset. Nobody should merge policies; here it is done to be caught."""
    clauses = [_laxer(each, second, wrong) for each in first.clauses]
    kinds = {type(each) for each in clauses}
    others = [each for each in second.clauses if type(each) not in kinds]
    if wrong == "reset":
        clauses = [each for each in clauses if not isinstance(each, Reset)]
        others = [each for each in others if not isinstance(each, Reset)]
    return replace(first, id="merged", clauses=(*clauses, *others))


def _laxer(clause: Clause, other: Policy, wrong: str) -> Clause:
    match clause:
        case Duration(min_days=mine) if theirs := other.one(Duration):
            pick = min if wrong == "days" else max
            return replace(clause, min_days=pick(mine, theirs.min_days))
        case NegativeTest(valid_hours=int(mine)) if theirs := other.one(NegativeTest):
            pick = max if wrong == "validity" else min
            hours = pick(mine, theirs.valid_hours or mine)
            return replace(clause, valid_hours=hours)
    return clause
