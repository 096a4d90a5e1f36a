"""Counts of heads by place, in a fixed number of queries for any number of places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster.models import Pass, Person, Stay
from wardline.core.roster.queries.merges import merged_away
from wardline.core.roster.queries.people import holds, isolating

COUNTS = ("residents", "workers", "isolating", "yesterday", "came_in", "went_out")


def day(on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next, in the authority's zone."""
    start = datetime.combine(on, time(0), zone())
    return start, datetime.combine(on + timedelta(days=1), time(0), zone())


def headcount(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count one institution's heads on a day; see ``headcounts``."""
    return headcounts(viewer, at, on).get(at, dict.fromkeys(COUNTS, 0))


def headcounts(viewer: Post, at: str, on: date) -> dict[str, dict[str, int]]:
    """Count, by place: who is in (residents, workers), who is in isolation, who was in
    when the day began, who came in and went out at the gate since.

    Who has a stay is in, unless their latest crossing during it led out.
    """
    start, end = day(on)
    end = min(end, clock.now())
    found: dict[str, dict[str, int]] = {}

    def put(place: str, name: str, count: int) -> None:
        row = found.setdefault(place, dict.fromkeys(COUNTS, 0))
        row[name] += count

    for place, kind, count in _present(viewer, at, end, "person__kind"):
        put(place, f"{kind}s", count)
    for place, count in _present(viewer, at, start):
        put(place, "yesterday", count)
    for place, count in _grouped(isolating(viewer, at, end)):
        put(place, "isolating", count)
    through = (
        Pass.objects.within(viewer.place_id)
        .within(at)
        .filter(at__gte=start, at__lt=end, allowed=True, person__isnull=False)
    )
    for place, direction, count in _grouped(through, "direction"):
        put(place, {"in": "came_in", "out": "went_out"}[direction], count)
    return found


def inside(viewer: Post, at: str, when: datetime) -> QuerySet[Stay]:
    """Return the stays of those who were in at a moment, and not out at the gate."""
    latest = (
        Pass.objects.filter(
            person=OuterRef("person"),
            place=OuterRef("place"),
            allowed=True,
            at__gte=OuterRef("from_at"),
            at__lt=when,
        )
        .order_by("-at")
        .values("direction")[:1]
    )
    found: QuerySet[Stay] = (
        Stay.objects.within(viewer.place_id)
        .within(at)
        .filter(holds(when))
        .annotate(latest=Coalesce(Subquery(latest), Value("in")))
        .filter(~merged_away("person"), latest="in")
    )
    return found


def grouped(rows: QuerySet) -> dict[str, int]:
    """Count any rows that belong to places, by place."""
    return dict(_grouped(rows))


def _grouped(rows: QuerySet, *also: str) -> QuerySet:
    names = ("place_id", *also)
    return (
        rows.prefetch_related(None)
        .order_by()
        .values_list(*names)
        .annotate(count=Count("pk"))
        .order_by(*names)
    )


def _present(viewer: Post, at: str, when: datetime, *also: str) -> QuerySet:
    return _grouped(inside(viewer, at, when), *also)


def beds(viewer: Post, at: str, when: datetime) -> dict[str, list[Person]]:
    """Return who is in, room by room, for a temperature round."""
    found: dict[str, list[Person]] = {}
    stays = inside(viewer, at, when).select_related("person")
    for stay in stays.order_by("room", "person__name", "person_id"):
        found.setdefault(stay.room, []).append(stay.person)
    return found
