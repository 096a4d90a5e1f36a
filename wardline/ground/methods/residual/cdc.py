"""Residual risk by age of infection, after the CDC (Johansson 2021).

The share of an infected person's transmission that a quarantine leaves over, for three
profiles of infectiousness. Symptoms are watched to the end of the horizon, also after
release; tests are independent given the age.

Source: Johansson et al. 2021 and the CDC's options of 2 December 2020; the profiles and
the curve of RT-PCR are tables of that work (`profiles.csv`). The published numbers need
a sensitivity above 0 before infection, which its curve extrapolates: `compat`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

import numpy as np

from wardline.ground.methods.residual.distributions import (
    Array,
    Estimate,
    as_array,
    lognormal_cdf,
)
from wardline.ground.methods.residual.parameters import rows, value
from wardline.ground.methods.residual.quadrature import Cumulative

PROFILES = ("gamma", "goyal", "clifford")
STEP = 0.01  # days of the grid
NODES_PER_DAY = 10  # of an infection window; the profiles' own step

Assay = Literal["rt-pcr", "antigen"]


@dataclass(frozen=True, slots=True)
class Swab:
    """A test: `day` from clock zero. An antigen test follows the infectiousness of
    `shape` (by default the person's own profile) up to the sensitivity `peak`.
    """

    day: float
    assay: Assay = "rt-pcr"
    peak: float | None = None
    shape: str | None = None


class NothingTransmitted(ValueError):
    """Nobody infected in the window transmits in the span: there is no share of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, counted from clock zero."""

    start: float
    end: float


@cache
def _table() -> dict[str, Array]:
    table = rows("profiles.csv")
    names = {name: f"infectiousness_{name}" for name in PROFILES}
    names |= {"age": "days_since_infection", "rt-pcr": "p_rtpcr_positive"}
    return {
        name: as_array([float(row[column]) for row in table])
        for name, column in names.items()
    }


def infectiousness(profile: str, age: Array) -> Array:
    """Return the infectiousness (per day, integral 1) by age of infection in days."""
    table = _table()
    return as_array(np.interp(age, table["age"], table[profile], 0.0, 0.0))


def symptomatic(age: Array) -> Array:
    """Return the share with symptoms by age: (1 - 0.30) of a lognormal (1.6, 0.5)."""
    onset = lognormal_cdf(
        age, value("cdc", "symptoms_meanlog"), value("cdc", "symptoms_sdlog")
    )
    return (1 - value("cdc", "asymptomatic")) * onset


def sensitivity(swab: Swab, profile: str, age: Array, compat: bool = False) -> Array:
    """Return the chance that a test finds an infection of an age (days): none before
    it, except with `compat`, as the published curve extrapolates.
    """
    table = _table()
    if swab.assay == "rt-pcr":
        found = np.interp(age, table["age"], table["rt-pcr"])
    else:
        shape = table[swab.shape or profile]
        peak = value("cdc", "antigen_peak") if swab.peak is None else swab.peak
        found = peak * np.interp(age, table["age"], shape / shape.max())
    return as_array(found if compat else np.where(age > 0, found, 0.0))


@cache
def _transmitted(profile: str, monitored: bool) -> Cumulative:
    """Sum infectiousness, or that of people without symptoms yet, by age."""
    table = _table()
    first, last = table["age"][0], table["age"][-1]
    ages = np.linspace(first, last, round((last - first) / STEP) + 1)
    density = infectiousness(profile, ages)
    if monitored:
        density = density * (1 - symptomatic(ages))
    return Cumulative.of(float(first), STEP, density)


def infection_days(window: Span) -> Array:
    """Return midpoints of an infection window, a tenth of a day apart."""
    length = window.end - window.start
    count = max(1, round(length * NODES_PER_DAY))
    return window.start + (np.arange(count) + 0.5) / count * length


def residual_share(
    profile: str,
    release: float = 0.0,
    swabs: Sequence[Swab] = (),
    *,
    window: Span = Span(0, 0),
    span: Span = Span(0, 28),
    adherence: float = 1.0,
    monitored: bool = True,
    compat: bool = False,
) -> float:
    """Return the share (0 to 1) of transmission within `span` that is left over.

    Quarantine from day 0 to `release` holds back the share `adherence`; infection falls
    evenly into `window`. NothingTransmitted where there is no share. Formula 2.
    """
    taus = infection_days(window)
    left, every = _transmitted(profile, monitored), _transmitted(profile, False)
    days = _cuts(span, release, swabs)
    running = left(as_array(days)[:, None] - taus)
    total = 0.0
    for number, (start, end) in enumerate(pairwise(days)):
        before = [swab for swab in swabs if swab.day <= start]
        shared = running[number + 1] - running[number]
        held = adherence if start >= 0 and end <= release else 0.0
        total += (1 - held) * float(shared @ _missed(before, profile, taus, compat))
    whole = float((every(span.end - taus) - every(span.start - taus)).sum())
    if whole <= 0:
        raise NothingTransmitted
    return total / whole


def _missed(
    swabs: Sequence[Swab], profile: str, infected: Array, compat: bool
) -> Array:
    """Return the chance that every test misses, by day of infection."""
    chance = np.ones_like(infected)
    for swab in swabs:
        found = sensitivity(swab, profile, swab.day - infected, compat)
        chance = chance * (1 - found)
    return chance


def _cuts(span: Span, release: float, swabs: Iterable[Swab]) -> list[float]:
    """Return the ends of the span and the days within it on which something changes."""
    days = [0.0, release, *(swab.day for swab in swabs)]
    inside = {day for day in days if span.start < day < span.end}
    return sorted({span.start, span.end, *inside})


def released_after(release: float, assay: Assay | None) -> Estimate:
    """Return the CDC's cell for a release day: median, least and most (shares) over
    the profiles and, with a test, over a sample 2, 1 or 0 days before release.

    Source: CDC, Options to Reduce Quarantine, 2 December 2020. `low` and `high` are
    extremes here, not quantiles.
    """
    choices: list[tuple[Swab, ...]] = [()]
    if assay is not None:
        # the table's antigen test follows the gamma profile, whatever the person's
        peak, shape = value("cdc", "antigen_peak_of_table"), "gamma"
        days = (release - before for before in (2, 1, 0))
        choices = [(Swab(day, assay, peak, shape),) for day in days]
    shares = [
        residual_share(profile, release, swabs)
        for profile in PROFILES
        for swabs in choices
    ]
    return Estimate(float(np.median(shares)), min(shares), max(shares))
