"""How infected people stand at the end of a course: the engine of every estimate.

All that a structure is asked lies on one lattice of ages; each course is then a few
products of its rows. Rows are moments of infection, columns draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.curves import Curves, Structure
from wardline.ground.methods.residual.distributions import Array, as_array
from wardline.ground.methods.residual.exposure import Moments
from wardline.ground.methods.residual.onward import onward_chance
from wardline.ground.methods.residual.persons import (
    INDEPENDENT,
    missed_by,
    over_persons,
)
from wardline.ground.methods.residual.quadrature import normal_nodes

DIGITS = 6  # ages that differ by less are one


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """`missed`: the chance that every test was negative, by moment and draw; `at` are
    the rows of `curves` at release, `start` those at clock zero.
    """

    course: Course
    missed: Array
    weights: Array
    curves: Curves
    left: Array
    at: np.ndarray
    start: np.ndarray

    def share(self) -> Array:
        """Return the share of transmission since clock zero that is left, by draw."""
        whole = self.weights @ self.curves.entire[self.start]
        return self._mean(self.left[self.at]) / as_array(whole)

    def undetected(self) -> Array:
        """Return the chance that an infected person is cleared, by draw."""
        branches = (self.curves.symptomatic, self.curves.asymptomatic)
        return self._mean(sum(each.undetected[self.at] for each in branches))

    def infectious(self) -> Array:
        """Return the chance to be cleared and infectious then or later, by draw."""
        branches = (self.curves.symptomatic, self.curves.asymptomatic)
        return self._mean(sum(each.infectious[self.at] for each in branches))

    def onward(self, reproduction: float, dispersion: float) -> Array:
        """Return the chance that an infected person is cleared and infects somebody,
        by draw: an average over moments and over people with and without symptoms.
        """
        total = np.zeros_like(self.missed)
        for branch in (self.curves.symptomatic, self.curves.asymptomatic):
            there, left = branch.undetected[self.at], branch.left[self.at]
            each = reproduction * left / np.maximum(there, 1e-300)
            total += there * onward_chance(each, dispersion)
        return self._mean(total)

    def secondary(self, reproduction: float) -> Array:
        """Return the mean number that an infected person infects after release."""
        return reproduction * self._mean(self.left[self.at])

    def _mean(self, by_moment: Array) -> Array:
        return as_array(self.weights @ (self.missed * by_moment))


def standings(
    structure: Structure,
    courses: Sequence[Course],
    moments: Moments,
    spread: float = INDEPENDENT,
) -> Iterator[Standing]:
    """Yield how infected people stand after each course.

    `spread` is that of persons in being missed by tests (logit; 0: independent tests).
    """
    zero, lengths = [0.0], [course.days for course in courses]
    ends = _Rows.of([days - moments.days for days in zero + lengths])
    curves = structure.curves(ends.ages)
    left, start = curves.left, ends.find(-moments.days)
    misses = _Misses.of(structure, courses, moments, spread)
    for course in courses:
        at = ends.find(course.days - moments.days)
        missed = misses.of_course(course)
        yield Standing(course, missed, moments.weights, curves, left, at, start)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Ages that occur, once each."""

    ages: Array

    @classmethod
    def of(cls, ages: Sequence[Array]) -> "_Rows":
        return cls(np.unique(np.round([*ages], DIGITS)))

    def find(self, ages: Array) -> np.ndarray:
        return np.searchsorted(self.ages, np.round(ages, DIGITS))


@dataclass(frozen=True, slots=True, eq=False)
class _Misses:
    """The chance to be missed at each age of a test: over all, and by kind of person
    where persons differ.
    """

    rows: _Rows
    moments: Moments
    overall: Array
    by_person: Array | None

    @classmethod
    def of(
        cls,
        structure: Structure,
        courses: Sequence[Course],
        moments: Moments,
        spread: float,
    ) -> "_Misses":
        days = {day for course in courses for day in course.tests}
        rows = _Rows.of([day - moments.days for day in days])
        found = structure.sensitivity(rows.ages)
        if not spread > 0:
            return cls(rows, moments, 1 - found, None)
        # one test is counted over persons too, so that a second never seems to harm
        by_person = missed_by(found, spread)
        return cls(rows, moments, over_persons(by_person), by_person)

    def of_course(self, course: Course) -> Array:
        """Return the chance that every test misses: moments by draws."""
        at = [self.rows.find(day - self.moments.days) for day in course.tests]
        if self.by_person is None or len(at) < 2:
            shape = (len(self.moments.days), self.overall.shape[1])
            missed = np.ones(shape)
            for rows in at:
                missed = missed * self.overall[rows]
            return missed
        # kind by kind: one array for all would not fit into the processor's cache
        _, weights = normal_nodes()
        total = np.zeros((len(self.moments.days), self.overall.shape[1]))
        for weight, kind in zip(weights.tolist(), self.by_person, strict=True):
            product = weight * kind[at[0]]
            for rows in at[1:]:
                product *= kind[rows]
            total += product
        return total
