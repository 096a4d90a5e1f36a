"""The estimates of a page, kept in memory under their inputs and the fingerprint of the
parameters (docs/adr/0021): the same question is counted once in each process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wardline.ground.methods import residual
from wardline.ground.methods.residual import (
    Across,
    AddedTest,
    Assumptions,
    Course,
    Group,
    Incidence,
    Introductions,
    Outlasting,
    Tradeoff,
)

KEPT = 64  # questions; each is some hundred numbers
EVERY = -1.0  # more onsets than this share come late in every pathogen
ONE = Group("", 1, Incidence(1))  # an entrant, at one infection per 100,000 a day


@dataclass(frozen=True, slots=True)
class Estimates:
    """The trade-off, the course by itself and with one more test, and what one entrant
    brings in, with no measure and after the course.
    """

    tradeoff: Tradeoff
    left: Across
    added: AddedTest | None
    unmeasured: Introductions
    measured: Introductions


@dataclass(frozen=True, slots=True)
class Tail:
    """A pathogen's incubation beyond the days; `late`: more than 1 % come after."""

    beyond: Outlasting
    late: bool


def estimates(
    pathogen: str, course: Course, window: int, *marked: float
) -> Estimates | None:
    """Estimate what a page shows; None where transmission is not modelled.

    `marked` are further days that the trade-off must have.
    """
    structures = residual.MODELLED.get(pathogen)
    if structures is None:
        return None
    days = tuple(sorted({*residual.DURATIONS, course.days, *marked}))
    return _estimated(residual.fingerprint(), structures, course, window, days)


@lru_cache(maxsize=KEPT)
def _estimated(
    parameters: str,
    structures: tuple[str, ...],
    course: Course,
    window: int,
    days: tuple[float, ...],
) -> Estimates:
    meant = Assumptions(structures=structures)
    more = added(parameters, structures, course)
    return Estimates(
        residual.tradeoff(meant, days),
        more.before if more else residual.shares_left([course], meant)[0],
        more,
        _brought(parameters, structures, None, window),
        _brought(parameters, structures, course, window),
    )


@lru_cache(maxsize=KEPT)
def _brought(
    _parameters: str, structures: tuple[str, ...], course: Course | None, window: int
) -> Introductions:
    meant = Assumptions(structures=structures)
    return residual.importation([ONE], course, meant, exposed=window).total


@lru_cache(maxsize=KEPT)
def added(
    _parameters: str, structures: tuple[str, ...], course: Course
) -> AddedTest | None:
    """Find the one more test that saves most surely."""
    return residual.added_test(course, Assumptions(structures=structures))


def tails(days: float) -> tuple[Tail, ...]:
    """Return every incubation period that is known, the latest first."""
    return _tails(residual.fingerprint(), days)


@lru_cache(maxsize=KEPT)
def _tails(_parameters: str, days: float) -> tuple[Tail, ...]:
    return tuple(
        Tail(each, each.share.median > residual.MOST)
        for each in residual.outlasting(days, most=EVERY)
    )
