"""What the models answer to a question, the same for whoever asks at whatever place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wardline.ground.methods import residual
from wardline.ground.methods.residual import Course
from wardline.work.gate.queries.risk.estimates import (
    KEPT,
    Estimates,
    Tail,
    estimates,
    tails,
)
from wardline.work.gate.queries.risk.suggesting import Suggested, suggested


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """`rule`: the course of the rule in force. `estimates` is None for a pathogen of
    which only the incubation is known, `suggested` where no rule is in force.

    The same question has the same answer, by identity: pages may be kept under it.
    """

    pathogen: str
    course: Course
    rule: Course | None
    estimates: Estimates | None
    suggested: Suggested | None
    tails: tuple[Tail, ...]


def answer(pathogen: str, course: Course, window: int, rule: Course | None) -> Answer:
    """Answer from memory, or count."""
    return _answered(residual.fingerprint(), pathogen, course, window, rule)


@lru_cache(maxsize=KEPT)
def _answered(
    _parameters: str, pathogen: str, course: Course, window: int, rule: Course | None
) -> Answer:
    return Answer(
        pathogen,
        course,
        rule,
        estimates(pathogen, course, window, *([rule.days] if rule else [])),
        suggested(rule, pathogen) if rule else None,
        tails(course.days),
    )
