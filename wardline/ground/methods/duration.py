"""How long something takes, where some of it is not over yet.

Estimate: Kaplan and Meier 1958. What is still going on is censored at its age: it
counts as "at least so long", so that a short median is not bought by leaving the
slow ones out. Assumes that those still open would end like those of the same age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Durations:
    """Lengths of what ended and ages of what goes on, both in days."""

    ended: Sequence[float]
    open: Sequence[float]

    @cached_property
    def _curve(self) -> Any:
        # scipy.stats takes seconds to load: not whenever the program starts
        from scipy.stats import CensoredData, ecdf

        data = CensoredData(uncensored=list(self.ended), right=list(self.open))
        return ecdf(data)

    def within(self, days: float) -> float | None:
        """Return the share (0 to 1) that ends within so many days.

        None where nothing was followed for so long while something is still open.
        """
        if not self.ended and not self.open:
            return None
        longest = max((*self.ended, *self.open))
        share = float(self._curve.cdf.evaluate(days))
        return None if days > longest and share < _ALL else share

    @property
    def median(self) -> float | None:
        """Return the days after which half has ended; None if that is not seen yet."""
        if not self.ended:
            return None
        return next((days for days, share in self.steps() if share >= _HALF), None)

    def steps(self) -> list[tuple[float, float]]:
        """Return the curve: days, and the share that has ended by then, rising."""
        if not self.ended and not self.open:
            return []
        curve = self._curve.cdf
        both = zip(curve.quantiles, curve.probabilities, strict=True)
        return [(float(days), float(share)) for days, share in both]


# the last place of a product of fractions is not to be trusted
_HALF, _ALL = 0.5 - 1e-12, 1 - 1e-12
