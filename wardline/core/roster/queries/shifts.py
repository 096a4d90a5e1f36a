"""Shifts that live in, and what the gate's register says of workers' nights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation, Pass, Shift, Stay
from wardline.ground.rules.shifts import Crossed, Span


def shifts(viewer: Post, at: str | None = None) -> QuerySet[Shift]:
    """Return the shifts at or below a place, the newest first."""
    found: QuerySet[Shift] = (
        Shift.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "recorded_by__user")
        .order_by("-from_at", "-pk")
    )
    return found


def shift(viewer: Post, pk: int) -> Shift | None:
    """Return a shift that the viewer may know of."""
    return shifts(viewer).filter(pk=pk).first()


def open_shifts(viewer: Post, people: Iterable[Any]) -> dict[int, Shift]:
    """Return the shift that nobody has ended, by person."""
    found = shifts(viewer).filter(person__in=list(people), to_at=None)
    return {each.person_id: each for each in found}


def crossed(
    viewer: Post, people: Iterable[Any], since: datetime
) -> dict[int, list[Crossed]]:
    """Return by person the crossings let through, in order: those since a moment, and
    the last one before it."""
    let = Pass.objects.within(viewer.place_id).filter(
        person__in=list(people), allowed=True
    )
    before = let.filter(at__lt=since).annotate(
        back=Window(RowNumber(), partition_by="person", order_by=F("at").desc())
    )
    found: dict[int, list[Crossed]] = {}
    for rows in (before.filter(back=1), let.filter(at__gte=since).order_by("at", "pk")):
        for person, at, way in rows.values_list("person_id", "at", "direction"):
            found.setdefault(person, []).append(Crossed(at, way == "in"))
    return found


def isolated(viewer: Post, people: Iterable[Any]) -> dict[int, list[Span]]:
    """Return by person the spans of their isolations, the eldest first."""
    rows = Isolation.objects.within(viewer.place_id).filter(person__in=list(people))
    found: dict[int, list[Span]] = {}
    for row in rows.order_by("from_at"):
        found.setdefault(row.person_id, []).append(Span(row.from_at, row.to_at))
    return found


def here_from(viewer: Post, people: Iterable[Any]) -> dict[int, datetime]:
    """Return by person since when they belong to the house, where they still do."""
    rows = Stay.objects.within(viewer.place_id).filter(
        person__in=list(people), to_at=None
    )
    return dict(rows.values_list("person_id", "from_at"))
