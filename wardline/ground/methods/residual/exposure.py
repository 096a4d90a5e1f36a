"""When a person may have been infected: exposures with a hazard, and the moments that
stand for them in an integral. Days count from clock zero; before it they are negative.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wardline.ground.methods.residual.distributions import Array, as_array

FINE = 4.0  # days: a shorter exposure gets two moments a day, a longer one each day


@dataclass(frozen=True, slots=True)
class Exposure:
    """Exposed from `start` to `end` (days), at a hazard per day; where both are the
    same day, `hazard` is that of the whole contact.
    """

    start: float
    end: float
    hazard: float


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Possible days of infection and their weights (sum 1)."""

    days: Array
    weights: Array


def known(day: float = 0.0) -> tuple[Exposure, ...]:
    """Return an exposure on one known day; its hazard does not matter to moments."""
    return (Exposure(day, day, 1.0),)


def window(length: float) -> tuple[Exposure, ...]:
    """Return an even exposure over the days before clock zero."""
    return (Exposure(-length, 0.0, 1.0),)


def infection_chance(exposures: Sequence[Exposure]) -> float:
    """Return the chance of infection: 1 - exp(-sum of hazards). Formula 7."""
    return -math.expm1(-sum(_dose(each) for each in exposures))


def community_hazard(per_100_000_a_day: float, reported: float = 1.0) -> float:
    """Return the hazard per day of someone with no known contact: reported infections
    per 100,000 people a day, over the share of infections that is reported.
    """
    return per_100_000_a_day / 100_000 / reported


def moments(exposures: Sequence[Exposure]) -> Moments:
    """Return midpoints within the exposures, weighted by hazard; ValueError if none."""
    doses = [_dose(each) for each in exposures]
    if not sum(doses) > 0:
        raise ValueError("at least one exposure needs a hazard above 0")
    days = [_midpoints(each) for each in exposures]
    weights = [
        np.full(len(at), dose / len(at)) for at, dose in zip(days, doses, strict=True)
    ]
    joined = np.concatenate(weights)
    return Moments(np.concatenate(days), joined / joined.sum())


def _dose(exposure: Exposure) -> float:
    return exposure.hazard * ((exposure.end - exposure.start) or 1.0)


def _midpoints(exposure: Exposure) -> Array:
    length = exposure.end - exposure.start
    count = max(1, math.ceil(length * (2 if length <= FINE else 1)))
    return as_array(exposure.start + (np.arange(count) + 0.5) / count * length)
