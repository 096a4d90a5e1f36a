"""Numbers of the offices: how many institutions, and where nobody answers."""

from __future__ import annotations

from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.ground.figure import Figure
from wardline.work.offices import queries


def institutions(viewer: Post, at: str, on: date) -> Figure:
    """Count the open institutions at or below a place."""
    count = places.institutions(viewer, at).count()
    return _figure("offices.institutions", count, at, on)


def unanswered(viewer: Post, at: str, on: date) -> Figure:
    """Count the places at or below without a responsible person."""
    count = queries.unanswered(viewer, at, on).count()
    return _figure("offices.unanswered", count, at, on)


def by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Return 1 for each place at or below that has no responsible person."""
    codes = queries.unanswered(viewer, at, on).values_list("code", flat=True)
    return dict.fromkeys(codes, 1)


def _figure(code: str, value: int, at: str, on: date) -> Figure:
    return Figure(
        code=code,
        value=value,
        unit="",
        place=at,
        since=on,
        until=on,
        counted_at=clock.now(),
    )
