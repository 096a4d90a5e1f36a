"""A round along the corridor as it was kept: each reading, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.verdict import Reason
from wardline.work.gate.queries.clearances import revived


@dataclass(frozen=True, slots=True)
class Kept:
    """One reading as it came, and what is to be said of it."""

    person: int
    name: str
    room: str
    temperature: Decimal | None
    symptoms: str
    antipyretic: bool
    counts: bool
    reasons: tuple[Reason, ...]


_SYMPTOMS = {True: "yes", False: "no", None: "not_done"}


def readings(made: Any) -> list[Kept]:
    """Return the readings of a round, in the order of the corridor."""
    return [
        Kept(
            row["person"],
            row["name"],
            row["room"],
            Decimal(row["temperature"]) if row["temperature"] else None,
            f"gate.symptoms.{_SYMPTOMS[row['symptomatic']]}",
            row.get("antipyretic", False),
            row["check"] is not None,
            _reasons(row["reasons"]),
        )
        for row in made.rows
    ]


def remarks(made: Any) -> tuple[Reason, ...]:
    """Return what is to be said of a round as a whole."""
    return _reasons(made.remarks)


def _reasons(rows: list[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(row["code"], revived(row)) for row in rows)


def fever_from(viewer: Post, place: Place, on: date) -> Decimal:
    """Return from where on the measures in force call it a fever."""
    named = guidance.parameter(viewer, place, on, "closure.temperature", "max", None)
    return roster.FEVER if named is None else Decimal(str(named))


def walked(viewer: Post, at: str, on: date) -> list[tuple[Any, int]]:
    """Return the rounds of a day along a home's corridor, the newest first, each with
    how many of its readings somebody should look at."""
    return [
        (made, sum(bool(row["reasons"]) for row in made.rows))
        for made in roster.corridors(viewer, at, on)
    ]
