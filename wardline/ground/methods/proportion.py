"""A share of few: how far the true share may lie from the one that was seen.

Interval: Wilson 1927, whose coverage stays near the nominal 95 % where few were seen
and where none or all of them failed (Brown, Cai and DasGupta 2001).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``seen``, with the 95 % interval of the true share (0 to 1)."""

    hits: int
    seen: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Return the share that was seen (0 to 1)."""
        return self.hits / self.seen


def share(hits: int, seen: int) -> Share:
    """Return a share with its interval.

    Raises ValueError unless 0 <= hits <= seen and seen > 0.
    """
    # scipy.stats takes seconds to load: not whenever the program starts
    from scipy.stats import binomtest

    interval = binomtest(hits, seen).proportion_ci(method="wilson")
    return Share(hits, seen, float(interval.low), float(interval.high))
