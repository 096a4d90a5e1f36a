"""Numbers of the visits that leave the room. Below the authority they are not known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Min, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.correction.figures import rolled_up
from wardline.ground.figure import Figure
from wardline.work.inspection import queries
from wardline.work.inspection.models import Visit


def teams(viewer: Post, at: str, on: date) -> Figure:
    """Count the teams that stood at a gate."""
    return _count("teams", "team", viewer, at, on)


def areas(viewer: Post, at: str, on: date) -> Figure:
    """Count the areas in which a home was visited."""
    made = _made(viewer, at, on)
    codes = set(made.values_list("institution", flat=True))
    entered = {area for area in queries.areas_entered(viewer) if _in(area, codes)}
    return _figure("areas", len(entered), viewer, at, on, made)


def institutions(viewer: Post, at: str, on: date) -> Figure:
    """Count the homes visited."""
    return _count("institutions", "institution", viewer, at, on)


def findings(viewer: Post, at: str, on: date) -> Figure:
    """Count what fell short on visits."""
    made = _made(viewer, at, on)
    short = queries.short(made).filter(observed_at__lte=_end(on))
    return _figure("findings", short.count(), viewer, at, on, made)


def on_the_spot(viewer: Post, at: str, on: date) -> Figure:
    """Count what was corrected before the team's eyes."""
    made = _made(viewer, at, on)
    short = queries.short(made).filter(observed_at__lte=_end(on))
    mended = short.filter(finding__actions=None).count()
    return _figure("on_the_spot", mended, viewer, at, on, made)


def by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count the homes visited, at each home and under each division."""
    if not _known(viewer):
        return {}
    codes = set(_made(viewer, at, on).values_list("institution", flat=True))
    return rolled_up(viewer, at, dict.fromkeys(codes, 1))


def _in(area: str, codes: set[str]) -> bool:
    return any(code.startswith(area) for code in codes)


def _known(viewer: Post) -> bool:
    """Tell whether the viewer stands where the visits are kept."""
    return viewer.place_id == places.root()


def _end(on: date) -> datetime:
    midnight = datetime.combine(on + timedelta(days=1), time(), places.zone())
    return min(clock.now(), midnight - timedelta(microseconds=1))


def _made(viewer: Post, at: str, on: date) -> QuerySet[Visit]:
    return queries.made(viewer, at, _end(on))


def _count(code: str, what: str, viewer: Post, at: str, on: date) -> Figure:
    made = _made(viewer, at, on)
    number = made.order_by().values(what).distinct().count()
    return _figure(code, number, viewer, at, on, made)


def _figure(
    code: str, value: int, viewer: Post, at: str, on: date, made: QuerySet[Visit]
) -> Figure:
    first = made.order_by().aggregate(first=Min("arrived_at"))["first"]
    since = first.astimezone(places.zone()).date() if first else on
    return Figure(
        code=f"inspection.{code}",
        value=value if _known(viewer) else None,
        unit="",
        place=at,
        since=min(since, on),
        until=on,
        counted_at=clock.now(),
    )
