"""How the norm is written: a reload makes no duplicates, and what a standing hold keeps
is not let go of by any deed but one that names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.models import Norm

Kind = TypeVar("Kind", bound=Norm)


def keep(kind: type[Kind], records: Sequence[Kind], *unique: str) -> list[Kind]:
    """Write records by what makes them unique, so that a reload makes no duplicates."""
    for record in records:
        record.clean_fields(exclude=["place", "document"])
    fixed = {"id", "place", *unique, "withdrawn_on", "withdrawn_by_document"}
    changing = [f.name for f in kind._meta.concrete_fields if f.name not in fixed]
    made: list[Kind] = kind.objects.bulk_create(
        records,
        update_conflicts=True,
        unique_fields=["place", *unique],
        update_fields=changing,
    )
    return made


def refuse_losses(ratchet: queries.Ratchet) -> None:
    """Refuse a deed that lets go of what a standing hold keeps."""
    if losses := ratchet.losses():
        first = losses[0]
        raise refusal(
            "guidance.lets_go",
            hold=first.hold.code,
            measure=first.measure.code,
            number=len({loss.measure.code for loss in losses}),
        )
