"""All that the page of residual risk shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from wardline.base.accounts.models import Post
from wardline.work.gate.queries.risk.asked import Asked
from wardline.work.gate.queries.risk.entrants import Entrants, Expected, entrants
from wardline.work.gate.queries.risk.estimates import (
    Estimates,
    Tail,
    estimates,
    tails,
)
from wardline.work.gate.queries.risk.rule import InForce
from wardline.work.gate.queries.risk.suggesting import Suggested, suggested


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a question; `estimates` is None for a pathogen of which only the
    incubation is known, `suggested` where no rule is in force.
    """

    asked: Asked
    rule: InForce | None
    estimates: Estimates | None
    suggested: Suggested | None
    tails: tuple[Tail, ...]
    entrants: Entrants

    def expected(self, entrants: int) -> Expected | None:
        """Return a month's introductions by so many entrants, after the course."""
        if self.estimates is None:
            return None
        one = self.estimates.measured
        return Expected.of(one, entrants, self.asked.incidence)

    @property
    def unmeasured(self) -> Expected | None:
        """Return a month's introductions by all entrants, were nothing done."""
        if self.estimates is None:
            return None
        one = self.estimates.unmeasured
        return Expected.of(one, self.entrants.total, self.asked.incidence)


def found(viewer: Post, asked: Asked, rule: InForce | None) -> Found:
    """Answer a question for the viewer's place."""
    marked = [rule.course.days] if rule else []
    return Found(
        asked,
        rule,
        estimates(asked.pathogen, asked.course, asked.window, *marked),
        suggested(rule.course, asked.pathogen) if rule else None,
        tails(asked.course.days),
        entrants(viewer, asked.entrants),
    )
