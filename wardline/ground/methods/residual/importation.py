"""Introductions: how often infection comes in with people who were cleared.

Everything is linear in incidence, which therefore stands beside every result.
Formula 9.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

import numpy as np

from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.distributions import Array
from wardline.ground.methods.residual.drawing import WIDTH, stream
from wardline.ground.methods.residual.exposure import (
    community_hazard,
    moments,
    window,
)
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.standing import standings
from wardline.ground.methods.residual.structures import Across, Assumptions
from wardline.ground.methods.residual.tradeoff import USUAL, across

EXPOSED = 14.0  # days before entry in which an entrant may have been infected


@dataclass(frozen=True, slots=True)
class Incidence:
    """Infections reported per 100,000 people a day, with a 95 % interval where there is
    one, and the share of infections that is reported.
    """

    per_100_000: float
    low: float | None = None
    high: float | None = None
    reported: float = 1.0

    def drawn(self, name: str, draws: int, seed: int) -> Array:
        """Draw the hazard of infection per person and day (gamma, by its moments)."""
        hazard = community_hazard(self.per_100_000, self.reported)
        if self.low is None or self.high is None or not hazard:
            return np.full(draws, hazard)
        width = community_hazard(self.high - self.low, self.reported) / WIDTH
        shape = (hazard / width) ** 2
        return stream(f"incidence.{name}", seed).gamma(shape, hazard / shape, draws)


@dataclass(frozen=True, slots=True)
class Spreading:
    """How an infected person spreads: the mean number of infections R, and their
    dispersion k.
    """

    reproduction: float
    dispersion: float

    @classmethod
    def usual(cls) -> Self:
        """Return R 2.5 and k 0.25 (Wells 2021)."""
        return cls(value("wells", "reproduction"), value("wells", "dispersion"))


@dataclass(frozen=True, slots=True)
class Group:
    """People who enter an institution, or a county's, in a month: how many, and the
    incidence where they come from.
    """

    name: str
    entrants: float
    incidence: Incidence


@dataclass(frozen=True, slots=True)
class Introductions:
    """A month's expectation: infected people `released`, people they infect
    (`secondary`), entrants who start transmission (`expected`), and the chance of at
    least one such (`chance`, 0 to 1). `incidence` is what it stands on; None for a
    total of groups that differ in it.
    """

    name: str
    entrants: float
    incidence: Incidence | None
    released: Across
    secondary: Across
    expected: Across
    chance: Across


@dataclass(frozen=True, slots=True)
class Importation:
    """Each group, and all of them together."""

    course: Course | None
    groups: tuple[Introductions, ...]
    total: Introductions


@dataclass(frozen=True, slots=True, eq=False)
class _PerInfected:
    """By draw, for one infected entrant: a chance, a number, a chance."""

    code: str
    undetected: Array
    secondary: Array
    onward: Array


def importation(
    groups: Sequence[Group],
    course: Course | None,
    assumptions: Assumptions = USUAL,
    *,
    exposed: float = EXPOSED,
    spreading: Spreading | None = None,
) -> Importation:
    """Estimate a month's introductions for each group and for all, after a course, or
    with no measure at all where it is None (no symptom is looked for then).

    Infection falls evenly into the `exposed` days before entry, whatever exposures the
    assumptions name.
    """
    meant = replace(
        assumptions,
        exposures=window(exposed),
        monitored=assumptions.monitored and course is not None,
    )
    each = _per_infected(course, meant, spreading)
    infected = [exposed * _entering(group, meant) for group in groups]
    found = (
        _introductions(group.name, group.entrants, group.incidence, number, each)
        for group, number in zip(groups, infected, strict=True)
    )
    together = np.sum([np.zeros(meant.draws), *infected], axis=0)
    entrants = sum(group.entrants for group in groups)
    total = _introductions("", entrants, _shared(groups), together, each)
    return Importation(course, tuple(found), total)


def _shared(groups: Sequence[Group]) -> Incidence | None:
    """Return the incidence of all groups, where it is one."""
    each = {group.incidence for group in groups}
    return each.pop() if len(each) == 1 else None


def _entering(group: Group, assumptions: Assumptions) -> Array:
    """Draw how many entrants of a group are infected on one of their days."""
    draws, seed = assumptions.draws, assumptions.seed
    return group.entrants * group.incidence.drawn(group.name, draws, seed)


@lru_cache(maxsize=64)
def _per_infected(
    course: Course | None, assumptions: Assumptions, spreading: Spreading | None
) -> tuple[_PerInfected, ...]:
    """Draw what one infected entrant does, in each structure."""
    spread = spreading or Spreading.usual()
    at, courses = moments(assumptions.exposures), [course or Course(0)]
    found = []
    for structure in assumptions.drawn():
        end = next(standings(structure, courses, at, assumptions.spread))
        onward = end.onward(spread.reproduction, spread.dispersion)
        secondary = end.secondary(spread.reproduction)
        found.append(_PerInfected(structure.code, end.undetected(), secondary, onward))
    return tuple(found)


def _introductions(
    name: str,
    entrants: float,
    incidence: Incidence | None,
    infected: Array,
    each: Sequence[_PerInfected],
) -> Introductions:
    expected = [(one.code, infected * one.onward) for one in each]
    return Introductions(
        name,
        entrants,
        incidence,
        across([(one.code, infected * one.undetected) for one in each]),
        across([(one.code, infected * one.secondary) for one in each]),
        across(expected),
        across([(code, -np.expm1(-number)) for code, number in expected]),
    )
