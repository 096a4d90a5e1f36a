"""What a quarantine prevents, by the generation time, after Ashcroft 2021.

Transmission follows the generation time (Weibull 3.277, 6.127 days) since exposure; no
symptom is looked at except in `prevented_with_symptoms`. Days are on one clock:
exposed, quarantined, tested, released, and the end of isolation of who tests positive.
Formula 3.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wardline.ground.methods.residual.distributions import Array, as_array
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.quadrature import integrate, panels

Onset = Callable[[Array], Array]
LONGEST_INCUBATION = 60.0  # days


def transmitted(age: ArrayLike) -> Array:
    """Return the share of transmission that is over by an age (days) of infection."""
    shape = value("ashcroft", "generation_shape")
    scale = value("ashcroft", "generation_scale")
    return as_array(-np.expm1(-((np.maximum(as_array(age), 0) / scale) ** shape)))


@dataclass(frozen=True, slots=True)
class Stay:
    """A quarantine on one clock (days): the person was exposed on day `exposed`."""

    exposed: float
    quarantined: float
    released: float


@dataclass(frozen=True, slots=True)
class Test:
    """A test: its day, its sensitivity then, and until when a positive stays."""

    __test__ = False  # not a test of this program

    day: float
    sensitivity: float
    kept_until: float


def _between(exposed: float, start: float, end: float) -> float:
    return float(transmitted(end - exposed) - transmitted(start - exposed))


def prevented(stay: Stay, test: Test | None = None) -> float:
    """Return the share of all transmission that a quarantine holds back: F, and with a
    test that share of the rest until the positive's isolation ends.
    """
    held = _between(stay.exposed, stay.quarantined, stay.released)
    if test is None:
        return held
    more = _between(stay.exposed, stay.released, test.kept_until)
    return held + test.sensitivity * more


def prevented_for_travellers(trip: float, released: float) -> float:
    """Return the share of transmission still to come at arrival (day 0) that is held
    back until `released`: a mean over exposure on any day of a trip of `trip` days.
    """

    def ratio(exposed: Array) -> Array:
        past = transmitted(-exposed)
        return as_array((transmitted(released - exposed) - past) / (1 - past))

    return integrate(ratio, -trip, 0.0) / trip


def prevented_with_symptoms(stay: Stay, onset: Onset, delay: float) -> float:
    """Return the share a quarantine adds for people with symptoms, who isolate by
    themselves `delay` days after onset: the integral of F over onset, with both ends
    at most onset + delay. `onset` is the density of the incubation (days).
    """
    start, end = stay.quarantined - stay.exposed, stay.released - stay.exposed
    days, weights = panels(0.0, LONGEST_INCUBATION, (start - delay, end - delay))
    by_then = days + delay
    held = transmitted(np.minimum(end, by_then))
    held = held - transmitted(np.minimum(start, by_then))
    return float((onset(days) * held) @ weights)


def utility(stay: Stay, infected: float, test: Test | None = None) -> float:
    """Return transmission prevented per person-day: s F / D, where `infected` is the
    share s of infected among the quarantined and D the days spent by one of them.
    """
    days = stay.released - stay.quarantined
    if test is not None:
        days += infected * test.sensitivity * (test.kept_until - stay.released)
    return infected * prevented(stay, test) / days if days > 0 else math.nan


def adherence_needed(shorter: float, longer: float) -> float:
    """Return how many times better a shorter quarantine must be kept to prevent as much
    as a longer one: the ratio of what each prevents.
    """
    return longer / shorter if shorter > 0 else math.inf
