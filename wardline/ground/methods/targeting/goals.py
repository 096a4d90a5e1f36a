"""What the score is held to on the two public data sets, by what is looked for."""

from collections.abc import Mapping
from typing import Any

# each the best published or plain figure without who looked, and a bit more
BY_PERIOD: Mapping[str, Mapping[str, float]] = {
    "critical": {"auc": 0.60, "days": 3.7, "kept": 0.6},
    "serious": {"lift": 1.6, "kept": 0.6},
    "infection": {"auc_within": 0.58, "kept": 0.6},
}
BY_SPLIT: Mapping[str, Mapping[str, float]] = {
    "critical": {"auc": 0.60, "days": 3.7},
    "serious": {"lift": 1.6, "days": 24},
    "infection": {"auc_within": 0.58},
}


def reached(
    goals: Mapping[str, float], found: Any
) -> list[tuple[str, float, float, bool]]:
    """Return each goal's code, the goal, what was found, and whether it is met."""
    return [
        (code, goal, value := float(getattr(found, code)), value >= goal)
        for code, goal in goals.items()
    ]
