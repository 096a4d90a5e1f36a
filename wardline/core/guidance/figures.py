"""Numbers of the norm that leave the room: documents, measures, level, hold."""

from __future__ import annotations

from datetime import date, timedelta

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.guidance import queries
from wardline.ground.figure import Figure

_DAY = timedelta(days=1)


def guides(viewer: Post, at: str, on: date) -> Figure:
    """Count the guides that hold at a place, issued by a day."""
    return _documents(viewer, at, on, "guide", "guidance.guides")


def guiding_documents(viewer: Post, at: str, on: date) -> Figure:
    """Count the guiding documents."""
    return _documents(viewer, at, on, "guiding", "guidance.guiding_documents")


def plans(viewer: Post, at: str, on: date) -> Figure:
    """Count the plans."""
    return _documents(viewer, at, on, "plan", "guidance.plans")


def documents(viewer: Post, at: str, on: date) -> Figure:
    """Count the documents of every kind."""
    return _documents(viewer, at, on, None, "guidance.documents")


def measures_in_force(viewer: Post, at: str, on: date) -> Figure:
    """Count the measures that bind at a place on a day."""
    found = places.places(viewer).get(code=at)
    bound = queries.binding(viewer, found, on)
    return _figure("guidance.measures_in_force", len(bound), at, on, on)


def held_measures(viewer: Post, at: str, on: date) -> Figure:
    """Count the measures that bind only because a hold keeps them."""
    found = places.places(viewer).get(code=at)
    kept = [b for b in queries.binding(viewer, found, on) if b.hold_code]
    return _figure("guidance.held_measures", len(kept), at, on, on)


def level(viewer: Post, at: str, on: date) -> Figure:
    """Tell the response level, and since when it is so."""
    now, since = queries.level_since(at, on)
    return _figure("guidance.level", now, at, since or on, on)


def previous_level(viewer: Post, at: str, on: date) -> Figure:
    """Tell the response level before the present one, and over which days."""
    _now, until = queries.level_since(at, on)
    eve = until - _DAY if until else on
    before, since = queries.level_since(at, eve)
    return _figure("guidance.previous_level", before, at, since or eve, eve)


def hold(viewer: Post, at: str, on: date) -> Figure:
    """Count the holds that stand, since the first of them."""
    standing = queries.standing_holds(at, on)
    since = min((found.from_on for found in standing), default=on)
    return _figure("guidance.hold", len(standing), at, since, on)


def by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count the measures in force at each institution below, and at each division."""
    below = places.places(viewer).filter(places.under(at))
    bound = queries.binding_for(viewer, below, on)
    return {code: len(measures) for code, measures in bound.items()}


def _documents(viewer: Post, at: str, on: date, kind: str | None, code: str) -> Figure:
    found = queries.documents(viewer, kind).filter(
        place__in=queries.line(at), issued_on__lte=on
    )
    issued = list(found.values_list("issued_on", flat=True))
    return _figure(code, len(issued), at, min(issued, default=on), on)


def _figure(code: str, value: int | None, at: str, since: date, until: date) -> Figure:
    return Figure(
        code=code,
        value=value,
        unit="",
        place=at,
        since=since,
        until=until,
        counted_at=clock.now(),
    )
