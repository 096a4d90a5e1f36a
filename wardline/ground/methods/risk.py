"""How pressing a visit is, in points that explain themselves: what a cold start knows.

Size, how its kind fares, days since the last visit, open findings. The inspector or
team is never a feature: that predicts who writes findings, not who has them.
"""

from dataclasses import dataclass

BASE = 10  # every home has some risk


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is known of a home before a visit; `days` is None: never visited.

    `kind_above` tells that homes of its kind have more open findings than the mean.
    """

    capacity: int
    kind_above: bool
    days: int | None
    open_findings: int


def points(known: Exposure) -> dict[str, int]:
    """Return the points by what they stand for; their sum is the risk."""
    return {
        "base": BASE,
        "size": min(20, known.capacity // 10),
        "kind": 5 if known.kind_above else 0,
        "unseen": 10 if known.days is None else min(10, known.days // 30),
        "findings": 5 * min(4, known.open_findings),
    }
