"""Which places are closed to the outside, by which closure."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.guidance import queries as guidance
from wardline.work.gate.models import Closure


def closures(viewer: Post, at: str | None = None, on: date | None = None):
    """Return the closures that hold on a day at a place, above it and below it."""
    here, day = at or viewer.place_id, on or clock.today()
    near = Q(place__gte=here, place__lt=here + "~") | Q(place__in=guidance.line(here))
    found: QuerySet[Closure] = (
        Closure.objects.filter(near, from_on__lte=day)
        .filter(Q(until_on=None) | Q(until_on__gt=day))
        .select_related("document", "place")
        .order_by("place_id", "from_on")
    )
    return found


def closures_over(viewer: Post, at: str) -> QuerySet[Closure]:
    """Return the closures that hold over one place today: its own and those above."""
    return closures(viewer, at).filter(place__in=guidance.line(at))


def closed(viewer: Post, at: str, on: date) -> set[str]:
    """Return the codes of the institutions closed on a day, by a closure of their own
    or of a place above."""
    codes = {closure.place_id for closure in closures(viewer, at, on)}
    homes = places.institutions(viewer, at).values_list("code", flat=True)
    return {home for home in homes if not codes.isdisjoint(guidance.line(home))}
