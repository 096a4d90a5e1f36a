"""All that the page of residual risk shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from wardline.base.accounts.models import Post
from wardline.work.gate.queries.risk.answering import Answer, answer
from wardline.work.gate.queries.risk.asked import Asked
from wardline.work.gate.queries.risk.entrants import Entrants, Expected, entrants
from wardline.work.gate.queries.risk.rule import InForce


@dataclass(frozen=True, slots=True)
class Found:
    """A question with the models' answer and the entrants of the viewer's place."""

    asked: Asked
    rule: InForce | None
    answer: Answer
    entrants: Entrants

    def expected(self, entrants: int) -> Expected | None:
        """Return a month's introductions by so many entrants, after the course; None
        where transmission is not modelled.
        """
        if self.answer.estimates is None:
            return None
        one = self.answer.estimates.measured
        return Expected.of(one, entrants, self.asked.incidence)

    @property
    def unmeasured(self) -> Expected | None:
        """Return a month's introductions by all entrants, were nothing done."""
        if self.answer.estimates is None:
            return None
        one = self.answer.estimates.unmeasured
        return Expected.of(one, self.entrants.total, self.asked.incidence)


def found(viewer: Post, asked: Asked, rule: InForce | None) -> Found:
    """Answer a question for the viewer's place."""
    course = rule.course if rule else None
    return Found(
        asked,
        rule,
        answer(asked.pathogen, asked.course, asked.window, course),
        entrants(viewer, asked.entrants),
    )
