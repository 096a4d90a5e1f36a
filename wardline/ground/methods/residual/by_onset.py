"""Structures anchored at the onset of symptoms: infectiousness follows the days before
and after onset, and onset follows the incubation period.

Whoever shows symptoms is found at onset, so only transmission before it is left; who
never does has the same course around the day on which symptoms would have begun. Onset
is averaged over an even lattice of the normal, 41 nodes, which holds the long tail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np

from wardline.ground.methods.residual.curves import OVER, Branch, Curves
from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    gamma_cdf,
    student_cdf,
)
from wardline.ground.methods.residual.drawing import asymptomatic, normal
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.quadrature import Cumulative, normal_lattice
from wardline.ground.methods.residual.sensitivity import Broken, Sensitivity

STEP = 0.01  # days
REACH = 60.0  # days before and after onset


@cache
def infectiousness(code: str) -> Cumulative:
    """Return the share of transmission that is over, by days since onset: `onset` as
    He 2020 corrected by Ashcroft, `onset-t` as Ferretti 2020.
    """
    days = np.linspace(-REACH, REACH, round(2 * REACH / STEP) + 1)
    if code == "onset":
        shape, scale = value("he", "shape"), 1 / value("he", "rate")
        over = gamma_cdf(days + value("he", "before_onset"), shape, scale)
    else:
        z = (days - value("ferretti", "shift")) / value("ferretti", "scale")
        over = student_cdf(z, value("ferretti", "freedom"))
    return Cumulative(-REACH, STEP, over)


@dataclass(frozen=True, slots=True, eq=False)
class ByOnset:
    """Incubation is lognormal with a meanlog and sdlog (log days) in each draw."""

    code: str
    monitored: bool
    asymptomatic: Array
    meanlog: Array
    sdlog: Array
    test: Sensitivity

    def curves(self, ages: Array) -> Curves:
        """Return what is left at each age."""
        nodes, weights = normal_lattice()
        onset = np.exp(self.meanlog + nodes[:, None] * self.sdlog)
        over = infectiousness(self.code)
        possible = weights @ (1 - over(-onset))  # none before infection
        rows = list(self._at_ages(ages, onset, weights))
        entire, silent, before, still = (
            np.stack([row[n] for row in rows]) for n in range(4)
        )
        entire, before = entire / possible, before / possible
        alpha = self.asymptomatic
        without = Branch(
            np.broadcast_to(alpha, entire.shape), alpha * entire, alpha * still
        )
        undetected = (1 - alpha) * silent
        # who has no symptom yet has half of their transmission before them
        infectious = undetected if self.monitored else (1 - alpha) * still
        symptoms = Branch(undetected, (1 - alpha) * before, infectious)
        return Curves(ages, entire, symptoms, without)

    def _at_ages(
        self, ages: Array, onset: Array, weights: Array
    ) -> Iterator[tuple[Array, Array, Array, Array]]:
        """Yield for each age, by draw: what is still to come, who has no symptom, what
        is to come before it, and who is still infectious.
        """
        over = infectiousness(self.code)
        at_onset = float(over(as_array(0.0)))
        for age in ages:
            done = over(age - onset)
            later = 1 - done
            entire, still = weights @ later, weights @ (later > OVER)
            if not self.monitored:
                yield entire, np.ones_like(entire), entire, still
                continue
            silent = onset > age
            before = np.where(silent, at_onset - done, 0.0)
            yield entire, weights @ silent, weights @ before, still

    def sensitivity(self, ages: Array) -> Array:
        """Return ages by draws."""
        return self.test.at(ages)

    @classmethod
    def drawn(
        cls, draws: int, seed: int, monitored: bool = True, code: str = "onset"
    ) -> Self:
        """Draw the ancestral virus: incubation of McAloon 2020, tests of Hellewell."""
        return cls(
            code,
            monitored,
            asymptomatic(draws, seed),
            normal("mcaloon", "incubation_meanlog", draws, seed),
            normal("mcaloon", "incubation_sdlog", draws, seed),
            Broken.drawn(draws, seed),
        )

    @classmethod
    def omicron(
        cls, draws: int, seed: int, monitored: bool = True, code: str = "onset"
    ) -> Self:
        """Draw Omicron: a mean incubation of 3.42 days (Wu 2022), the rest borrowed
        from the ancestral virus.
        """
        sdlog = normal("wu", "incubation_sdlog", draws, seed)
        mean = normal("wu", "incubation_mean", draws, seed)
        return cls(
            code,
            monitored,
            asymptomatic(draws, seed),
            np.log(mean) - sdlog**2 / 2,
            sdlog,
            Broken.drawn(draws, seed),
        )
