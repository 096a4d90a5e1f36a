"""What could be added to the rule in force: a test or days, never less of either."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wardline.ground.methods import residual
from wardline.ground.methods.residual import AddedTest, Course
from wardline.work.gate.queries.risk.estimates import Tail, added, tails


@dataclass(frozen=True, slots=True)
class Longer:
    """A pathogen that outlasts the rule, and the whole days that cover 99 %."""

    tail: Tail
    days: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """Additions to a rule; `test` is None where transmission is not modelled."""

    rule: Course
    test: AddedTest | None
    longer: tuple[Longer, ...]


def suggested(rule: Course, pathogen: str) -> Suggested:
    """Return what could be added to the rule for a pathogen, and longer days for every
    pathogen that outlasts it.
    """
    structures = residual.MODELLED.get(pathogen)
    test = added(residual.fingerprint(), structures, rule) if structures else None
    late = [each for each in tails(rule.days) if each.late]
    return Suggested(rule, test, tuple(_longer(rule, each) for each in late))


def _longer(rule: Course, tail: Tail) -> Longer:
    days = math.ceil(rule.days + tail.beyond.more_days.median)
    return Longer(tail, max(days, math.ceil(rule.days)))
