"""What a draw is made from: every open home, its area, the points of its risk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Max, Min, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.ground.methods.risk import Exposure, points
from wardline.work.inspection.models import Plan, Visit


def frame(viewer: Post, at: str) -> list[dict[str, Any]]:
    """Return every open home with its area and the points of its risk."""
    homes = list(places.institutions(viewer, at))
    top = places.places(viewer).get(code=at)
    areas = list(places.divisions(viewer, at).filter(depth=top.depth + 1))
    open_findings = correction.open_by_place(viewer, at)
    last = last_visits(viewer)
    above = _kinds_above(homes, open_findings)
    today = clock.today()
    return [
        {
            "institution": home.code,
            "area": next((a.code for a in areas if home.code.startswith(a.code)), at),
            "points": points(
                Exposure(
                    capacity=home.capacity or 0,
                    kind_above=home.kind_id in above,
                    days=(today - last[home.code]).days if home.code in last else None,
                    open_findings=open_findings.get(home.code, 0),
                )
            ),
        }
        for home in homes
    ]


def last_visits(viewer: Post) -> dict[str, Any]:
    """Return the day of each home's last visit."""
    rows = (
        Visit.objects.within(viewer.place_id)
        .filter(arrived_at__isnull=False)
        .values("institution")
        .annotate(last=Max("arrived_at"))
    )
    zone = places.zone()
    return {row["institution"]: row["last"].astimezone(zone).date() for row in rows}


def unseen(viewer: Post) -> Callable[[str], int]:
    """Return how to tell for how many days a home has not been visited.

    One that never was counts from the first plan: before it nobody owed it a visit.
    """
    last, today, zone = last_visits(viewer), clock.today(), places.zone()
    plans = Plan.objects.within(viewer.place_id)
    first = plans.aggregate(first=Min("committed_at"))["first"]
    begun = first.astimezone(zone).date() if first else today
    return lambda home: (today - last.get(home, begun)).days


def _kinds_above(homes: Sequence[Place], found: Mapping[str, int]) -> set[str]:
    """Return the kinds with more open findings for each home than the mean."""
    number: dict[str, int] = {}
    total: dict[str, int] = {}
    for home in homes:
        kind = str(home.kind_id)
        number[kind] = number.get(kind, 0) + 1
        total[kind] = total.get(kind, 0) + found.get(home.code, 0)
    every = sum(total.values())
    return {k for k in number if total[k] * len(homes) > every * number[k]}


def areas(viewer: Post) -> QuerySet[Place]:
    """Return the areas that a plan of the viewer's place can enter."""
    return places.divisions(viewer).filter(depth=viewer.place.depth + 1)
