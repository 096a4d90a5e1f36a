"""Numbers of the safety net that may leave the room: by place, and summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.correction import queries as correction
from wardline.ground.figure import Figure
from wardline.work.safetynet import queries

ByPlace = dict[str, int]


def campaigns(viewer: Post, at: str, on: date) -> Figure:
    """Count the campaigns under way on a day."""
    count = queries.campaigns(viewer, at, on).count()
    return _figure("safetynet.campaigns", count, at, on)


def counties_reporting(viewer: Post, at: str, on: date) -> Figure:
    """Count the lowest divisions that reported in the week up to a day."""
    every = set(queries.leaves(viewer, at).values_list("code", flat=True))
    told = len(every & queries.reporting(viewer, at, on))
    since = on - queries.WEEK
    code = "safetynet.counties_reporting"
    return _figure(code, told, at, on, since=since, missing=len(every) - told)


def reporting_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Return 1 for each division that reported in the week up to a day."""
    return dict.fromkeys(sorted(queries.reporting(viewer, at, on)), 1)


def gaps_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the gaps opened on or before a day."""
    found = queries.gaps(viewer, at).filter(opened_at__lt=queries.end_of(on))
    return dict(Counter(found.values_list("place_id", flat=True)))


def confirmed_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the gaps that a person confirmed on or before a day."""
    found = queries.gaps(viewer, at, "confirmed")
    found = found.filter(confirmed_at__lt=queries.end_of(on))
    return dict(Counter(found.values_list("place_id", flat=True)))


def closed_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the confirmed gaps whose finding was closed on or before a day."""
    end = min(queries.end_of(on), clock.now())
    found = correction.findings(viewer, at, "closed", "safetynet", now=end)
    return correction.tally(found)


def entitled_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the households entitled by rule."""
    return {code: each[0] for code, each in queries.cover(viewer, at, on).items()}


def covered_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the households entitled by rule that are covered."""
    return {code: each[1] for code, each in queries.cover(viewer, at, on).items()}


def gaps(viewer: Post, at: str, on: date) -> Figure:
    """Gaps found."""
    return _sum("safetynet.gaps", gaps_by_place, viewer, at, on)


def gaps_confirmed(viewer: Post, at: str, on: date) -> Figure:
    """Gaps confirmed by a person."""
    return _sum("safetynet.gaps_confirmed", confirmed_by_place, viewer, at, on)


def gaps_closed(viewer: Post, at: str, on: date) -> Figure:
    """Gaps confirmed and closed since."""
    return _sum("safetynet.gaps_closed", closed_by_place, viewer, at, on)


def entitled(viewer: Post, at: str, on: date) -> Figure:
    """Households entitled by rule."""
    return _sum("safetynet.entitled", entitled_by_place, viewer, at, on)


def covered(viewer: Post, at: str, on: date) -> Figure:
    """Households entitled by rule that are covered."""
    return _sum("safetynet.covered", covered_by_place, viewer, at, on)


def _sum(
    code: str,
    count: Callable[[Post, str, date], ByPlace],
    viewer: Post,
    at: str,
    on: date,
) -> Figure:
    return _figure(code, sum(count(viewer, at, on).values()), at, on)


def _figure(
    code: str,
    value: int,
    at: str,
    on: date,
    since: date | None = None,
    missing: int | None = None,
) -> Figure:
    return Figure(
        code=code,
        value=value,
        unit="",
        place=at,
        since=since or on,
        until=on,
        counted_at=clock.now(),
        missing=missing,
    )
