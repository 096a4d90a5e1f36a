"""The short form of a policy in a table of cases: the numbers of one common rule."""

from collections.abc import Mapping
from typing import Any

NUMBERS = (
    "count",
    "min_days",
    "tests",
    "test_from_day",
    "test_valid_hours",
    "symptom_free_days",
    "breach",
    "contact",
)
RESETS = {"left_room": "breach", "roommate_positive": "contact"}


def short_policy(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write the short form out as a policy; raise KeyError with what is not its own or
    missing."""
    for name in set(NUMBERS).symmetric_difference(asked):
        raise KeyError(name)
    resets = [
        {"type": "reset", "on": [kind], "effect": asked[name]}
        for kind, name in RESETS.items()
        if asked[name] != "ignore"
    ]
    days = {"type": "duration", "min_days": asked["min_days"], "count": asked["count"]}
    return {
        "id": "case",
        "version": "1",
        "valid_from": "0001-01-01",
        "clauses": [
            {"type": "isolation", "single_room": True},
            days,
            *resets,
            {"type": "symptom_free", "last_days": asked["symptom_free_days"]},
            {"type": "symptom_log"},
            {
                "type": "test",
                "count": asked["tests"],
                "from_day": asked["test_from_day"],
                "valid_hours": asked["test_valid_hours"],
            },
        ],
    }
