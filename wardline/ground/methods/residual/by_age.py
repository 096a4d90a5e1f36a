"""Structures in which infectiousness and symptoms both follow the age of infection, and
do not know of each other: the CDC's, and that of the generation time (Ashcroft 2021).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from wardline.ground.methods.residual import cdc, prevented
from wardline.ground.methods.residual.curves import OVER, Branch, Curves, at_rows
from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    logistic,
    logit,
    lognormal_cdf,
)
from wardline.ground.methods.residual.drawing import asymptomatic, choice, normal
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.sensitivity import (
    Sensitivity,
    Table,
    level_shifts,
)

STEP = 0.1  # days
GRID = np.arange(0, 60 + STEP, STEP)  # ages
MIXTURE = 7  # incubation periods that Ferretti 2020 mixes


@dataclass(frozen=True, slots=True, eq=False)
class ByAge:
    """`over`: the share of transmission that is over, by age of the grid and profile;
    `profile` says which one each draw has.
    """

    code: str
    monitored: bool
    over: Array
    profile: np.ndarray
    asymptomatic: Array
    meanlog: Array
    sdlog: Array
    test: Sensitivity

    def curves(self, ages: Array) -> Curves:
        """Return what is left at each age."""
        entire = 1 - self.over
        all_left = at_rows(entire, STEP, ages)[:, self.profile]
        silent, to_come = _on_grid(self)
        infectious = all_left > OVER
        alpha = self.asymptomatic
        without = Branch(
            np.broadcast_to(alpha, all_left.shape), alpha * all_left, alpha * infectious
        )
        undetected = (1 - alpha) * at_rows(silent, STEP, ages)
        left = (1 - alpha) * at_rows(to_come, STEP, ages)
        symptoms = Branch(undetected, left, undetected * infectious)
        return Curves(ages, all_left, symptoms, without)

    def sensitivity(self, ages: Array) -> Array:
        """Return ages by draws."""
        return self.test.at(ages)

    @classmethod
    def cdc(cls, draws: int, seed: int, monitored: bool = True) -> Self:
        """Draw the CDC's structure: its three profiles in turn, its curve of RT-PCR."""
        density = np.stack([cdc.infectiousness(each, GRID) for each in cdc.PROFILES], 1)
        areas = (density[1:] + density[:-1]) / 2
        over = np.concatenate([np.zeros((1, density.shape[1])), np.cumsum(areas, 0)])
        return cls(
            "cdc",
            monitored,
            over / over[-1],
            choice("cdc.profile", len(cdc.PROFILES), draws, seed),
            asymptomatic(draws, seed),
            _near("meanlog", draws, seed),
            _near("sdlog", draws, seed),
            Published(level_shifts(draws, seed)),
        )

    @classmethod
    def generation(cls, draws: int, seed: int, monitored: bool = True) -> Self:
        """Draw the structure of the generation time: one Weibull curve, one of the
        seven incubation periods of Ferretti 2020 in each draw, the tests of Kucirka.
        """
        which = choice("ferretti.incubation", MIXTURE, draws, seed)
        meanlog, sdlog = (
            as_array([value("ferretti", f"{each}_{n + 1}") for n in range(MIXTURE)])
            for each in ("incubation_meanlog", "incubation_sdlog")
        )
        return cls(
            "generation",
            monitored,
            prevented.transmitted(GRID)[:, None],
            np.zeros(draws, dtype=np.intp),
            asymptomatic(draws, seed),
            meanlog[which],
            sdlog[which],
            Table.kucirka(draws, seed),
        )


@lru_cache(maxsize=2)  # one question asks the same two structures several times
def _on_grid(structure: ByAge) -> tuple[Array, Array]:
    """Return, by age of the grid and draw, the chance that no symptom was seen and the
    transmission still to come until one is.
    """
    silent = np.ones((len(GRID), len(structure.meanlog)))
    if structure.monitored:
        onset = structure.meanlog, structure.sdlog
        silent -= lognormal_cdf(GRID[:, None], *onset)
    shares = np.diff(structure.over, axis=0)[:, structure.profile]
    areas = shares * (silent[1:] + silent[:-1]) / 2
    to_come = np.zeros_like(silent)
    to_come[:-1] = np.cumsum(areas[::-1], axis=0)[::-1]
    return silent, to_come


def _near(quantity: str, draws: int, seed: int) -> Array:
    """Draw the CDC's value, which came without an interval, as widely as McAloon's."""
    elsewhere = normal("mcaloon", f"incubation_{quantity}", draws, seed)
    middle = value("mcaloon", f"incubation_{quantity}")
    return elsewhere - middle + value("cdc", f"symptoms_{quantity}")


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """The CDC's curve of RT-PCR, shifted on the logit by each draw."""

    shifts: Array

    def at(self, ages: Array) -> Array:
        """Return ages by draws; 0 at and before infection."""
        curve = cdc.sensitivity(cdc.Swab(0), "gamma", ages)[:, None]
        known = np.clip(curve, 1e-12, 1 - 1e-12)
        return as_array(logistic(logit(known) + self.shifts) * (curve > 0))
