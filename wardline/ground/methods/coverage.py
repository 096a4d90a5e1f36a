"""How many are still unseen: from two lists that overlap, the size of the whole.

Estimate: Chapman 1951 (nearly unbiased for two lists). Interval: the transformed
logit of Sadinle 2009, whose true coverage stays near the nominal one in small samples.
Assumes a closed population, lists made independently of each other, the same chance
for all within a list, and pairs found without error. Lists that feed each other
(positive dependence) make the estimate too low: read it as "at least".
"""

from dataclasses import dataclass
from math import exp, sqrt

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Estimate:
    """The whole with its 95 % interval, and how many of it are on neither list."""

    seen: int
    total: float
    low: float
    high: float

    @property
    def unseen(self) -> float:
        """Return the best guess of how many are on neither list."""
        return self.total - self.seen

    @property
    def unseen_low(self) -> float:
        return self.low - self.seen

    @property
    def unseen_high(self) -> float:
        return self.high - self.seen


def estimate(first: int, second: int, both: int) -> Estimate:
    """Estimate the whole from the lengths of two lists and how many are on both."""
    if not 0 <= both <= min(first, second):
        raise ValueError("coverage.overlap_impossible", both)
    seen = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    # half a person is added to each cell, so that none is empty
    only_first, only_second, on_both = (
        first - both + 0.5,
        second - both + 0.5,
        both + 0.5,
    )
    odds = only_first * only_second
    spread = sqrt(1 / only_first + 1 / only_second + 1 / on_both + on_both / odds)
    low = seen - 0.5 + odds / on_both * exp(-Z_95 * spread)
    high = seen - 0.5 + odds / on_both * exp(Z_95 * spread)
    # where the lists all but miss each other, keep the estimate within its interval
    return Estimate(seen, total, min(max(low, seen), total), max(high, total))
