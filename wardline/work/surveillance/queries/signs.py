"""What reports tell of a home to whoever plans visits: which came late or are hard to
believe, and where somebody tested positive."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q

from wardline.base.accounts.models import Post
from wardline.work.surveillance.models import DailyReport


def doubtful(viewer: Post, at: str, since: date) -> dict[str, int]:
    """Count each home's reports since a day that were late or hard to believe."""
    odd = Q(signed_at__gt=F("due_at")) | ~Q(flags=[])
    return _counted(viewer, at, since, odd)


def outbreaks(viewer: Post, at: str, since: date) -> dict[str, int]:
    """Return 1 for each home that reported somebody positive since a day."""
    return dict.fromkeys(_counted(viewer, at, since, Q(positive__gt=0)), 1)


def _counted(viewer: Post, at: str, since: date, which: Q) -> dict[str, int]:
    those = DailyReport.objects.within(viewer.place_id).within(at)
    rows = those.filter(which, on__gte=since).order_by().values("place_id")
    counted = rows.annotate(days=Count("on", distinct=True))
    return {row["place_id"]: row["days"] for row in counted}
