"""The chance that one person, cleared, is infected all the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wardline.ground.methods.residual.distributions import Array, as_array


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an uninfected person also had to get through: negative tests, each right
    with chance `specificity`, and days without symptoms of another cause, which come
    on with chance `background` a day.
    """

    tests: int = 0
    specificity: float = 1.0
    days: float = 0.0
    background: float = 0.0

    @property
    def chance(self) -> float:
        """Return the chance that an uninfected person is cleared: Sp^n (1 - b)^d."""
        quiet: float = (1 - self.background) ** self.days
        return float(self.specificity**self.tests) * quiet


def infected_if_cleared(
    prior: float, undetected: ArrayLike, evidence: Evidence
) -> Array:
    """Return P(infected | cleared) = pi A / (pi A + (1 - pi) Sp^n (1 - b)^d).

    `prior` is pi, the chance of infection before any evidence; `undetected` is A, the
    chance that an infected person is cleared. Formula 6. The package
    covidprobability leaves the denominator out: wrong unless the prior is small.
    """
    return infectious_if_cleared(prior, undetected, undetected, evidence)


def infectious_if_cleared(
    prior: float, infectious: ArrayLike, undetected: ArrayLike, evidence: Evidence
) -> Array:
    """Return P(infectious at release or later | cleared): `infectious` is the chance
    that an infected person is cleared while infectious, at most `undetected`.
    """
    cleared = prior * as_array(undetected) + (1 - prior) * evidence.chance
    return as_array(prior * as_array(infectious) / np.maximum(cleared, 1e-300))
