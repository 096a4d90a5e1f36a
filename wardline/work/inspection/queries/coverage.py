"""Who has been where over a year, and which homes nobody has seen for long."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Left, TruncDate

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.inspection.models import Visit
from wardline.work.inspection.queries.risk import areas

MONTHS = (1, 3, 6, 12, 24)
DEFAULT_MONTHS = 6


def since(months: int) -> datetime:
    """Return the moment so many months before now, at midnight."""
    today = clock.today()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, _length(year, month + 1))
    return datetime.combine(date(year, month + 1, day), time(), places.zone())


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def unvisited(viewer: Post, after: datetime, text: str = "") -> QuerySet[Place]:
    """Return the open homes at whose gate no team has stood since a moment.

    Each carries ``last``, the moment of its last visit, or None. Below the authority
    nothing of visits is known, and so nothing of those that were not made.
    """
    made = Visit.objects.filter(institution=OuterRef("pk"))
    recent = made.filter(arrived_at__gte=after)
    found = places.institutions(viewer).filter(~Exists(recent))
    if viewer.role_code != "authority":
        found = found.none()
    for word in text.split():
        found = found.filter(places.named(word))
    last = made.filter(arrived_at__isnull=False).order_by("-arrived_at")
    return found.annotate(last=Subquery(last.values("arrived_at")[:1]))


def coverage(viewer: Post, after: datetime) -> list[dict[str, Any]]:
    """Return each area's open homes and how many of them were visited since then."""
    named = {area.code: area for area in areas(viewer)}
    seen = Visit.objects.filter(institution=OuterRef("pk"), arrived_at__gte=after)
    found = []
    for length in sorted({len(code) for code in named}):
        homes = places.institutions(viewer).order_by()
        rows = homes.annotate(area=Left("code", length)).values("area")
        counted = rows.annotate(
            homes=Count("pk"), visited=Count("pk", filter=Exists(seen))
        )
        found += [r | {"area": named[r["area"]]} for r in counted if r["area"] in named]
    return sorted(found, key=lambda row: row["area"].code)


def load(viewer: Post, after: datetime) -> QuerySet[Any]:
    """Return what each leader's teams did since then: visits, homes, days on the road,
    minutes at a home, what fell short."""
    made = Visit.objects.within(viewer.place_id).filter(arrived_at__gte=after)
    short = Q(observations__answer="short")
    rows = made.order_by().values("team__leader", name=F("team__leader__user__name"))
    return rows.annotate(
        visits=Count("pk", distinct=True),
        homes=Count("institution", distinct=True),
        days=Count(TruncDate("arrived_at"), distinct=True),
        short=Count("observations", filter=short),
        first=Min("arrived_at"),
        last=Max("arrived_at"),
    ).order_by("-visits", "name")
