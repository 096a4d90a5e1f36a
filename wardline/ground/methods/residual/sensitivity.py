"""Sensitivity of a test by age of infection, with its uncertainty: each curve gives
an array of ages by draws, and 0 at and before infection.
"""

from dataclasses import dataclass
from typing import Literal, Protocol, Self

import numpy as np

from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    logistic,
    logit,
)
from wardline.ground.methods.residual.drawing import stream
from wardline.ground.methods.residual.parameters import rows, value

PARTS = ("level", "log_rise", "log_fall", "log_peak_day")


class Sensitivity(Protocol):
    """A curve of sensitivity, drawn."""

    def at(self, ages: Array) -> Array:
        """Return ages (days) by draws: the chance that a test finds the infection."""


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """Logit lines that rise to a peak day and fall after it (Hellewell 2021)."""

    level: Array
    rise: Array
    fall: Array
    peak_day: Array

    def at(self, ages: Array) -> Array:
        """Return ages by draws."""
        since = ages[:, None] - self.peak_day
        slope = np.where(since < 0, self.rise, -self.fall)
        return as_array(logistic(self.level + slope * since) * (ages[:, None] > 0))

    @classmethod
    def drawn(cls, draws: int, seed: int, assay: Literal["pcr", "lft"] = "pcr") -> Self:
        """Draw curves of Hellewell 2021: a normal of the four parameters on the scales
        level, log rise, log fall, log peak day, fitted to the published quantiles.
        """
        level, rise, fall, peak = _four(f"hellewell-{assay}", draws, seed)
        return cls(level, np.exp(rise), np.exp(fall), np.exp(peak))


def _four(model: str, draws: int, seed: int) -> Array:
    """Draw the four parameters of a curve, correlated as fitted."""
    factor = np.zeros((4, 4))
    for row, column in zip(*np.tril_indices(4), strict=True):
        factor[row, column] = value(model, f"factor_{row}{column}")
    mean = as_array([value(model, f"mean_{part}") for part in PARTS])
    shocks = stream("sensitivity", seed).standard_normal((4, draws))
    return as_array(mean[:, None] + factor @ shocks)


def level_shifts(draws: int, seed: int) -> Array:
    """Draw how far a published curve may lie too high or low, on the logit: the spread
    of the level in Hellewell 2021, for curves that came without an interval.
    """
    shocks = stream("sensitivity", seed).standard_normal((4, draws))[0]
    return as_array(value("hellewell-pcr", "factor_00") * shocks)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Sensitivity by whole days, with a 95 % interval; one shock moves a whole curve.
    Beyond the last day the logit falls as it did between the last two.
    """

    days: Array
    middle: Array
    below: Array
    above: Array
    shocks: Array

    def at(self, ages: Array) -> Array:
        """Return ages by draws."""
        middle, below, above = (
            self._line(values, ages)[:, None]
            for values in (self.middle, self.below, self.above)
        )
        width = np.where(self.shocks < 0, below, above)
        return as_array(logistic(middle + width * self.shocks) * (ages[:, None] > 0))

    def _line(self, values: Array, ages: Array) -> Array:
        inside = np.interp(ages, self.days, values)
        beyond = np.maximum(ages - self.days[-1], 0)
        return as_array(inside + beyond * (values[-1] - values[-2]))

    @classmethod
    def kucirka(cls, draws: int, seed: int) -> Self:
        """Draw the curve of Kucirka 2020 by day since exposure."""
        table = rows("kucirka.csv")
        days, middle, low, high = (
            as_array([float(row[column]) for row in table])
            for column in ("day", "sensitivity", "low", "high")
        )
        middle, low, high = (
            logit(np.maximum(each, 1e-4)) for each in (middle, low, high)
        )
        shocks = level_shifts(draws, seed) / value("hellewell-pcr", "factor_00")
        return cls(days, middle, (middle - low) / 1.96, (high - middle) / 1.96, shocks)
