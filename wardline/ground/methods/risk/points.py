"""How pressing a visit is, in points that explain themselves; their sum is the risk,
and `weight` turns it into a share of a draw.

The inspector or team is never a feature: that predicts who writes findings, not who has
them. A home without a record has what a cold start knows: size, kind, days unseen.
"""

from dataclasses import dataclass
from math import log2

BASE = 10  # every home has some risk
DOUBLING = 4  # so many points more double the weight in a draw
# of a factor of two in what is found. What is known of homes differs little: with fewer
# points a draw keeps less than 60 % of what their order is worth (see "The draw" in
# docs/reference/targeting-figures.md)
KNOWN = 16
# a home that does better than its like has less risk, but never none
BETTER, WORSE = -9, 30
# 1000 × 2^(n/4) in whole numbers, so that every machine comes to the same
_PARTS = (1000, 1189, 1414, 1682)


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is known of a home before a visit; `days` is None: never visited.

    `rate` and `kind` are factors against the mean (1: nothing is known): how much is
    found in this home, and in homes of its kind, for each visit (`rates`).
    """

    capacity: int = 0
    days: int | None = None
    rate: float = 1.0
    kind: float = 1.0
    open_findings: int = 0
    overdue: int = 0
    doubtful_reports: int = 0
    warnings: int = 0


def points(known: Exposure) -> dict[str, int]:
    """Return the points by what they stand for; their sum is the risk, at least 1."""
    return {
        "base": BASE,
        "size": min(20, known.capacity // 10),
        "kind": found(known.kind, 0, 10),
        "unseen": 10 if known.days is None else min(10, known.days // 30),
        "record": found(known.rate),
        "findings": 2 * min(5, known.open_findings),
        "overdue": 5 * min(3, known.overdue),
        "reports": min(5, known.doubtful_reports),
        "warnings": 10 * min(2, known.warnings),
    }


def found(factor: float, least: int = BETTER, most: int = WORSE) -> int:
    """Return the points for finding so many times as much as the mean: KNOWN for each
    doubling."""
    return max(least, min(most, round(KNOWN * log2(factor))))


def weight(total: int) -> int:
    """Return the weight of a sum of points in a draw; DOUBLING more points double it.

    Points are logarithms of factors. Drawn in proportion to the points themselves, a
    home twice as risky would hardly be drawn more often. Raises
    ValueError("draw.risk_negative").
    """
    if total < 0:
        raise ValueError("draw.risk_negative")
    return _PARTS[total % DOUBLING] << (total // DOUBLING)
