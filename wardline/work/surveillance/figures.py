"""Numbers of the daily reports that leave the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.ground.figure import Figure
from wardline.work.surveillance import queries


def reported(viewer: Post, at: str, on: date) -> Figure:
    """Count the institutions whose report of the day has come."""
    return _figure(viewer, at, on, "reported")


def missing(viewer: Post, at: str, on: date) -> Figure:
    """Count the institutions whose report of the day has not come."""
    return _figure(viewer, at, on, "missing")


def late(viewer: Post, at: str, on: date) -> Figure:
    """Count the reports of the day that came after their hour."""
    return _figure(viewer, at, on, "late")


def residents(viewer: Post, at: str, on: date) -> Figure:
    """Count the residents, as reported."""
    return _figure(viewer, at, on, "residents")


def workers(viewer: Post, at: str, on: date) -> Figure:
    """Count the workers, as reported."""
    return _figure(viewer, at, on, "workers")


def isolating(viewer: Post, at: str, on: date) -> Figure:
    """Count the people in isolation, as reported."""
    return _figure(viewer, at, on, "isolating")


def feverish(viewer: Post, at: str, on: date) -> Figure:
    """Count the people with a fever, as reported."""
    return _figure(viewer, at, on, "feverish")


def positive(viewer: Post, at: str, on: date) -> Figure:
    """Count the positive tests, as reported."""
    return _figure(viewer, at, on, "positive")


def by_place(name: str) -> Callable[[Post, str, date], dict[str, int]]:
    """Return the counter of a figure by place: ``at`` and each division below it; in
    a division without divisions, each institution."""

    def counted(viewer: Post, at: str, on: date) -> dict[str, int]:
        rows = queries.tally(viewer, at, on)
        return {code: getattr(row, name) for code, row in rows.items()}

    return counted


def _figure(viewer: Post, at: str, on: date, name: str) -> Figure:
    row = queries.total(viewer, at, on)
    return Figure(
        code=f"surveillance.{name}",
        value=getattr(row, name),
        unit="",
        place=at,
        since=on,
        until=on,
        counted_at=clock.now(),
        # a total says how much of it is not there
        missing=row.missing if name not in {"missing", "reported"} else None,
    )
