"""People one by one: each with a day of infection, an onset, a log and tests.

It shares the parameters of the structure `onset` and none of its integrals: it is the
referee of the engine, and says in days what the engine says in shares. Infectious days
after release are never less than none; a published simulation (Clifford 2020) let them
become negative where release comes after onset.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from wardline.ground.methods.residual.by_onset import infectiousness
from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    logistic,
)
from wardline.ground.methods.residual.exposure import Exposure, known, moments
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.sensitivity import PARTS

NEVER = np.inf
CENTRAL = (0.025, 0.975)  # the infectious period holds this part of transmission


@dataclass(frozen=True, slots=True)
class Log:
    """Days on which symptoms are looked for, and the chance that one is then seen."""

    days: tuple[float, ...]
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Simulated:
    """Of the infected: the share `released` undetected, their infectious days after it
    (mean over all infected), and the share of transmission `left` with its standard
    error.
    """

    people: int
    released: float
    infectious_days: float
    left: float
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    infected: Array
    onset: Array
    symptomatic: np.ndarray
    effect: Array


def simulate(
    course: Course,
    log: Log | None = None,
    *,
    people: int = 100_000,
    seed: int = 2020,
    exposures: tuple[Exposure, ...] = known(),
    spread: float = 0.0,
) -> Simulated:
    """Send infected people through a course; days count from clock zero.

    Without a log, symptoms are seen at once, also after release. With one they are seen
    on its days alone, and nobody looks afterwards: what is missed goes on. `spread` is
    that of persons in being missed by tests (on the logit, not centred).
    """
    chance = np.random.default_rng(seed)
    them = _people(people, chance, exposures, spread)
    found = np.minimum(
        _found_by_symptoms(them, course, log, chance),
        _found_by_tests(them, course, chance),
    )
    free = found > course.days
    watched = them.symptomatic if log is None else np.zeros_like(them.symptomatic)
    end = np.where(watched, np.maximum(them.onset, course.days), NEVER)
    over = infectiousness("onset")
    left = free * (over(end - them.onset) - over(course.days - them.onset))
    since = np.maximum(0.0, them.infected)  # none before infection
    share, error = _ratio(as_array(left), 1 - over(since - them.onset))
    days = free * _infectious_days(them, course, end)
    return Simulated(people, float(free.mean()), float(days.mean()), share, error)


def _people(
    count: int, chance: Generator, exposures: tuple[Exposure, ...], spread: float
) -> _People:
    at = moments(exposures)
    infected = chance.choice(at.days, count, p=at.weights)
    shocks = chance.standard_normal(count)
    meanlog, sdlog = (
        value("mcaloon", f"incubation_{each}") for each in ("meanlog", "sdlog")
    )
    return _People(
        infected,
        as_array(infected + np.exp(meanlog + sdlog * shocks)),
        chance.random(count) > value("cmmid", "asymptomatic"),
        spread * chance.standard_normal(count),
    )


def _found_by_symptoms(
    them: _People, course: Course, log: Log | None, chance: Generator
) -> Array:
    """Return the day on which each one's symptoms are first seen."""
    if log is None:
        return np.where(them.symptomatic, them.onset, NEVER)
    found = np.full(len(them.onset), NEVER)
    for day in sorted(log.days):
        sick = them.symptomatic & (them.onset <= day) & (day <= course.days)
        seen = sick & (chance.random(len(found)) < log.shown)
        found = np.where(seen, np.minimum(found, day), found)
    return found


def _found_by_tests(them: _People, course: Course, chance: Generator) -> Array:
    """Return the day of each one's first positive test: median curve of Hellewell."""
    level, rise, fall, peak = (value("hellewell-pcr", f"mean_{each}") for each in PARTS)
    found = np.full(len(them.onset), NEVER)
    for day in course.tests:
        age = day - them.infected
        since = age - np.exp(peak)
        slope = np.where(since < 0, np.exp(rise), -np.exp(fall))
        sensitivity = logistic(level + slope * since + them.effect) * (age > 0)
        positive = chance.random(len(found)) < sensitivity
        found = np.where(positive, np.minimum(found, day), found)
    return found


def _infectious_days(them: _People, course: Course, end: Array) -> Array:
    """Return infectious days from release to the end or onset, at least none."""
    over = infectiousness("onset")
    grid = np.linspace(-30, 60, 9001)
    begin, stop = np.interp(CENTRAL, over(grid), grid)
    start = np.maximum(course.days, np.maximum(them.infected, them.onset + begin))
    return as_array(np.maximum(0.0, np.minimum(them.onset + stop, end) - start))


def _ratio(part: Array, whole: Array) -> tuple[float, float]:
    """Return a ratio of means and its standard error (delta method)."""
    share = float(part.mean() / whole.mean())
    scatter = (part - share * whole).std() / np.sqrt(len(part))
    return share, float(scatter / whole.mean())
