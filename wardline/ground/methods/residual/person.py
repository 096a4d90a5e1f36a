"""One person at the end of a course: how likely they are infected, or infectious."""

from dataclasses import dataclass
from functools import lru_cache

from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.exposure import infection_chance, moments
from wardline.ground.methods.residual.posterior import (
    Evidence,
    infected_if_cleared,
    infectious_if_cleared,
)
from wardline.ground.methods.residual.standing import standings
from wardline.ground.methods.residual.structures import Across, Assumptions
from wardline.ground.methods.residual.tradeoff import USUAL, across


@dataclass(frozen=True, slots=True)
class Cleared:
    """A cleared person: `prior` is the chance of infection before any evidence,
    `infected` and `infectious` (then or later) those after it.
    """

    prior: float
    infected: Across
    infectious: Across


@lru_cache(maxsize=64)
def cleared(
    course: Course,
    assumptions: Assumptions = USUAL,
    *,
    prior: float | None = None,
    specificity: float = 1.0,
    background: float = 0.0,
) -> Cleared:
    """Estimate how likely a person cleared after a course is infected or infectious.

    Without `prior` the chance of infection follows from the hazards of the exposures;
    `background` is the daily chance of symptoms from another cause.
    """
    before = infection_chance(assumptions.exposures) if prior is None else prior
    evidence = Evidence(len(course.tests), specificity, course.days, background)
    infected, infectious = [], []
    at = moments(assumptions.exposures)
    for structure in assumptions.drawn():
        end = next(standings(structure, [course], at, assumptions.spread))
        missed = end.undetected()
        infected.append((structure.code, infected_if_cleared(before, missed, evidence)))
        still = infectious_if_cleared(before, end.infectious(), missed, evidence)
        infectious.append((structure.code, still))
    return Cleared(before, across(infected), across(infectious))
