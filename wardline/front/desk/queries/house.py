"""One institution whole: its day, its gate, its findings, who answers, what binds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.core.correction import queries as correction
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.front import figures
from wardline.ground.figure import Figure
from wardline.work.gate import queries as gate
from wardline.work.surveillance import queries as surveillance

# findings that are listed here; the whole list is one tap away
SHOWN = 5
FIGURES = ("gate.crossings", "gate.movement", "gate.refusals", "gate.isolated")


@dataclass(frozen=True, slots=True)
class House:
    """What an office wants to know of one institution before it calls."""

    place: Any
    report: Any
    due_at: datetime
    heads: dict[str, int]
    closures: Sequence[Any]
    counted: Sequence[tuple[figures.Definition, Figure]]
    findings: Sequence[Any]
    answering: Sequence[Post]
    binding: int


def house(viewer: Post, place: Any, on: date) -> House:
    """Gather one institution's day."""
    at = place.code
    unclosed = correction.findings(viewer, at).exclude(state="closed")
    return House(
        place=place,
        report=surveillance.reported(viewer, at, on).first(),
        due_at=surveillance.due_at(viewer, place, on),
        heads=roster.headcount(viewer, at, on),
        closures=list(gate.closures(viewer, at, on)),
        counted=[
            (
                figures.DEFINITIONS[code],
                figures.count(code, viewer=viewer, at=at, on=on),
            )
            for code in FIGURES
        ],
        findings=list(unclosed[:SHOWN]),
        answering=accounts.holders(at, "head", "duty"),
        binding=len(guidance.binding(viewer, place, on)),
    )
