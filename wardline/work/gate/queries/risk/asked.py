"""What somebody asks of the residual risk, as the page's form understood it."""

from __future__ import annotations

from dataclasses import dataclass

from wardline.ground.methods.residual import Course


@dataclass(frozen=True, slots=True)
class Asked:
    """A pathogen, a course, and who comes in from where.

    `incidence`: infections per 100,000 people a day; `window`: the days before entry in
    which it held; `entrants`: into each institution in a month, None for the recorded.
    """

    pathogen: str
    course: Course
    incidence: float
    window: int
    entrants: int | None = None
