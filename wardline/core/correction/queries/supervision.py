"""What may be seen of listed supervision."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.correction.models import Listing


def listings(
    viewer: Post, at: str | None = None, *, search: str = ""
) -> QuerySet[Listing]:
    """Return what is or was under listed supervision; what still is comes first."""
    found = Listing.objects.within(viewer.place_id).within(at or viewer.place_id)
    for word in search.split():
        found = found.filter(
            Q(reason__icontains=word)
            | Q(place__name_zh__icontains=word)
            | Q(place__name_en__icontains=word)
        )
    return found.select_related(
        "place", "finding", "listed_by__user", "removed_by__user"
    ).order_by(F("removed_at").desc(nulls_first=True), "-listed_at", "-id")


def standing(viewer: Post, at: str, now: datetime) -> QuerySet[Listing]:
    """Return what was under listed supervision at a moment."""
    still = Q(removed_at=None) | Q(removed_at__gt=now)
    return listings(viewer, at).filter(still, listed_at__lte=now)
