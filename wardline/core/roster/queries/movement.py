"""Crossings counted by institution and kind of crosser, over any span of time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Pass, Stay
from wardline.core.roster.queries.people import holds


def crossings_between(
    viewer: Post, at: str, start: datetime, end: datetime
) -> dict[str, dict[str, int]]:
    """Count the crossings let through in ``[start, end)``: by place, by crosser."""
    rows = (
        Pass.objects.within(viewer.place_id)
        .within(at)
        .filter(at__gte=start, at__lt=end, allowed=True)
        .order_by()
        .values_list("place_id", "crosser")
        .annotate(count=Count("pk"))
    )
    found: dict[str, dict[str, int]] = {}
    for place, crosser, count in rows:
        found.setdefault(place, {})[crosser] = count
    return found


def heads_at(viewer: Post, at: str, when: datetime) -> dict[str, int]:
    """Count by place the residents and workers who belong to it at a moment."""
    rows = (
        Stay.objects.within(viewer.place_id)
        .within(at)
        .filter(holds(when))
        .order_by()
        .values_list("place_id")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
