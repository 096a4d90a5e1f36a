"""The structure of Wells 2021 as draws: infectivity and sensitivity follow one viral
load, and symptoms come on a fixed day.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from wardline.ground.methods.residual import wells
from wardline.ground.methods.residual.curves import OVER, Branch, Curves
from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    logistic,
    logit,
)
from wardline.ground.methods.residual.drawing import asymptomatic, choice, normal
from wardline.ground.methods.residual.sensitivity import level_shifts


@dataclass(frozen=True, slots=True, eq=False)
class ByLoad:
    """`latent` says which of the latent periods 1.9, 2.9 and 3.9 d each draw has;
    `onset` is its incubation period (days), `shifts` move sensitivity on the logit.
    """

    code: str
    monitored: bool
    latent: np.ndarray
    asymptomatic: Array
    onset: Array
    shifts: Array

    def curves(self, ages: Array) -> Curves:
        """Return what is left at each age."""
        over = self._by_draw([each.share(ages) for each in self._profiles()])
        entire = 1 - over
        infectious = entire > OVER
        alpha = self.asymptomatic
        without = Branch(
            np.broadcast_to(alpha, entire.shape), alpha * entire, alpha * infectious
        )
        if self.monitored:
            at_onset = self._at_onset()
            silent = ages[:, None] < self.onset
            undetected = (1 - alpha) * silent
            left = (1 - alpha) * np.where(silent, np.maximum(at_onset - over, 0), 0)
            symptoms = Branch(undetected, left, undetected)
        else:
            undetected = np.broadcast_to(1 - alpha, entire.shape)
            symptoms = Branch(undetected, undetected * entire, undetected * infectious)
        return Curves(ages, entire, symptoms, without)

    def _at_onset(self) -> Array:
        shares = [each.share(self.onset) for each in self._profiles()]
        return as_array(np.choose(self.latent, shares))

    @staticmethod
    def _profiles() -> list[wells.Infectivity]:
        return [wells.infectivity(latent) for latent in wells.LATENT]

    def _by_draw(self, each: list[Array]) -> Array:
        """Spread ages by latent period over ages by draws."""
        return np.stack(each, axis=1)[:, self.latent]

    def sensitivity(self, ages: Array) -> Array:
        """Return ages by draws."""
        found = self._by_draw([each.sensitivity(ages) for each in self._profiles()])
        known = np.clip(found, 1e-12, 1 - 1e-12)
        return as_array(logistic(logit(known) + self.shifts) * (found > 0))

    @classmethod
    def drawn(cls, draws: int, seed: int, monitored: bool = True) -> Self:
        """Draw the three latent periods in turn, and incubation by its interval."""
        return cls(
            "wells",
            monitored,
            choice("wells.latent", len(wells.LATENT), draws, seed),
            asymptomatic(draws, seed),
            normal("wells", "incubation", draws, seed),
            level_shifts(draws, seed),
        )
