"""Days and tests against the risk that is left: a table over courses, for each model
structure a median and a 95 % interval over draws, and the range over structures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from wardline.ground.methods.residual.courses import SCHEDULES, Course, Schedule
from wardline.ground.methods.residual.curves import Structure
from wardline.ground.methods.residual.distributions import Array, Estimate
from wardline.ground.methods.residual.exposure import moments
from wardline.ground.methods.residual.standing import standings
from wardline.ground.methods.residual.structures import Across, Assumptions

DURATIONS = tuple(range(22))  # days
USUAL = Assumptions()


@dataclass(frozen=True, slots=True)
class Cell:
    """A course under a schedule of tests, and the share (0 to 1) of an infected
    person's transmission that is left after it.
    """

    schedule: str
    course: Course
    share: Across

    @property
    def person_days(self) -> float:
        """Return the days an uninfected person spends: the price of the course."""
        return self.course.days


@dataclass(frozen=True, slots=True)
class Marginal:
    """What going from one length to the next costs: days for each percentage point of
    transmission prevented more, by structure (infinite where nothing is won).
    """

    days: float
    more_days: float
    days_per_point: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Tradeoff:
    """Every cell, with what was assumed."""

    assumptions: Assumptions
    cells: tuple[Cell, ...]

    def cell(self, schedule: str, days: float) -> Cell:
        """Return the cell of a schedule and a length; KeyError where there is none."""
        for each in self.cells:
            if (each.schedule, each.course.days) == (schedule, days):
                return each
        raise KeyError((schedule, days))

    def along(self, schedule: str) -> tuple[Cell, ...]:
        """Return the cells of a schedule, by days."""
        cells = (each for each in self.cells if each.schedule == schedule)
        return tuple(sorted(cells, key=lambda each: each.course.days))

    def marginal(self, schedule: str) -> tuple[Marginal, ...]:
        """Return what each further step of days costs under a schedule."""
        return tuple(_step(a, b) for a, b in pairwise(self.along(schedule)))


def _step(shorter: Cell, longer: Cell) -> Marginal:
    more = longer.course.days - shorter.course.days
    prices = []
    for code, before in shorter.share.by_structure:
        points = 100 * (before.median - longer.share.of(code).median)
        prices.append((code, more / points if points > 0 else math.inf))
    return Marginal(shorter.course.days, more, tuple(prices))


@lru_cache(maxsize=64)
def tradeoff(
    assumptions: Assumptions = USUAL,
    durations: tuple[float, ...] = DURATIONS,
    schedules: tuple[Schedule, ...] = SCHEDULES,
) -> Tradeoff:
    """Estimate the share of transmission left for each length (days) and schedule.

    Formulas 2, 10 and 11. The same question is answered from
    memory.
    """
    asked = [(each, each.course(days)) for each in schedules for days in durations]
    shares = shares_left([course for _, course in asked], assumptions)
    cells = (
        Cell(schedule.code, course, share)
        for (schedule, course), share in zip(asked, shares, strict=True)
    )
    return Tradeoff(assumptions, tuple(cells))


def shares_left(courses: Sequence[Course], assumptions: Assumptions) -> list[Across]:
    """Estimate the share of transmission left after each course."""
    each = [
        (structure.code, share_draws(structure, courses, assumptions))
        for structure in assumptions.drawn()
    ]
    return [
        across([(code, draws[row]) for code, draws in each])
        for row in range(len(courses))
    ]


def share_draws(
    structure: Structure, courses: Sequence[Course], assumptions: Assumptions
) -> Array:
    """Return the share left: a row for each course, a column for each draw."""
    at = moments(assumptions.exposures)
    found = standings(structure, courses, at, assumptions.spread)
    return np.stack([each.share() for each in found])


def across(draws: Sequence[tuple[str, Array]]) -> Across:
    """Sum draws up: a median and a 95 % interval for each structure."""
    table = np.stack([each for _, each in draws])
    low, median, high = np.quantile(table, (0.025, 0.5, 0.975), axis=1).tolist()
    codes = [code for code, _ in draws]
    estimates = (Estimate(*three) for three in zip(median, low, high, strict=True))
    return Across(tuple(zip(codes, estimates, strict=True)))
