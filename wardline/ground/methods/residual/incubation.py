"""Incubation periods and their tails: which pathogens outlast a rule of days."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wardline.ground.methods.residual.distributions import (
    Array,
    Estimate,
    as_array,
    estimate,
    lognormal_cdf,
    normal_quantile,
)
from wardline.ground.methods.residual.drawing import WIDTH, normal, stream
from wardline.ground.methods.residual.parameters import (
    Parameter,
    all_parameters,
    interval,
    number,
    parameter,
    rows,
    value,
)

DRAWS = 2000
SEED = 2020
MOST = 0.01  # a rule is outlasted where more onsets than this share come after it
KINDS = {"median", "meanlog", "mean", "range"}  # how an incubation period was given


@dataclass(frozen=True, slots=True, eq=False)
class Incubation:
    """A lognormal incubation period (days) with draws of its two parameters."""

    pathogen: str
    source: str
    verification: str
    meanlog: Array
    sdlog: Array

    def after(self, days: float) -> Estimate:
        """Return the share of onsets that come after a day."""
        return estimate(1 - lognormal_cdf(days, self.meanlog, self.sdlog))

    def days_for(self, share: float) -> Estimate:
        """Return the day by which a share of onsets has come."""
        z = normal_quantile(share)
        return estimate(as_array(np.exp(self.meanlog + z * self.sdlog)))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A published rule for those exposed: from which day to which day they stay away.

    `code` says to whom it applies; `source` where it is written.
    """

    pathogen: str
    code: str
    from_day: float | None
    to_day: float
    source: str


@dataclass(frozen=True, slots=True)
class Outlasting:
    """A pathogen that a rule of so many days does not cover: the share of onsets after
    its end, by how many days it falls short of 99 %, and what is published for it.
    """

    pathogen: str
    share: Estimate
    more_days: Estimate
    exclusions: tuple[Exclusion, ...]
    source: str


def incubations(draws: int = DRAWS, seed: int = SEED) -> tuple[Incubation, ...]:
    """Return every incubation period that is known with a spread, drawn."""
    first = [
        each
        for each in all_parameters()
        if each.quantity.removeprefix("incubation_") in KINDS
    ]
    return tuple(_drawn(each, draws, seed) for each in first)


def _drawn(given: Parameter, draws: int, seed: int) -> Incubation:
    meanlog, sdlog = _lognormal(given, draws, seed)
    return Incubation(given.pathogen, given.source, given.verification, meanlog, sdlog)


def _lognormal(given: Parameter, draws: int, seed: int) -> tuple[Array, Array]:
    """Draw meanlog and sdlog, from whatever was published."""
    model = given.model
    match given.quantity.removeprefix("incubation_"):
        case "median":
            dispersion = parameter(model, "incubation_dispersion")
            return _log(given, draws, seed), _log(dispersion, draws, seed)
        case "mean":
            sdlog = normal(model, "incubation_sdlog", draws, seed)
            mean = normal(model, "incubation_mean", draws, seed)
            return np.log(mean) - sdlog**2 / 2, sdlog
        case "range":
            low, high = np.log(interval(model, given.quantity))
            return np.full(draws, (low + high) / 2), np.full(
                draws, (high - low) / WIDTH
            )
    sdlog = normal(model, "incubation_sdlog", draws, seed)
    return normal(model, "incubation_meanlog", draws, seed), sdlog


def _log(given: Parameter, draws: int, seed: int) -> Array:
    """Draw the logarithm of a factor by the logarithms of its 95 % interval."""
    middle = np.log(value(given.model, given.quantity))
    if given.low is None or given.high is None:
        return np.full(draws, middle)
    width = np.log(given.high / given.low) / WIDTH
    shocks = stream(f"{given.model}.{given.quantity}", seed).standard_normal(draws)
    return as_array(middle + width * shocks)


def exclusions(pathogen: str) -> tuple[Exclusion, ...]:
    """Return the published rules for people exposed to a pathogen."""
    return tuple(
        Exclusion(
            pathogen,
            row["code"],
            number(row["from_day"]),
            float(row["to_day"]),
            row["source"],
        )
        for row in rows("exclusions.csv")
        if row["pathogen"] == pathogen
    )


def outlasting(
    days: float, pathogens: Sequence[str] | None = None, most: float = MOST
) -> tuple[Outlasting, ...]:
    """Return the pathogens of which more onsets than the share `most` come later than a
    rule of so many days, the worst first; `pathogens` narrows to those of concern.
    """
    found = [
        _falls_short(each, days)
        for each in incubations()
        if pathogens is None or each.pathogen in pathogens
    ]
    late = [each for each in found if each.share.median > most]
    return tuple(sorted(late, key=lambda each: -each.share.median))


def _falls_short(each: Incubation, days: float) -> Outlasting:
    needed = each.days_for(0.99)
    more = (max(0.0, at - days) for at in (needed.median, needed.low, needed.high))
    return Outlasting(
        each.pathogen,
        each.after(days),
        Estimate(*more),
        exclusions(each.pathogen),
        each.source,
    )
