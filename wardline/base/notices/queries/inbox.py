"""What is in a post's inbox, and who has been told about what is late."""

from __future__ import annotations

from django.db.models import F, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Escalation, Notice


def inbox(viewer: Post) -> QuerySet[Notice]:
    """Return the post's notices, unread ones first, then newest first."""
    return Notice.objects.filter(post=viewer).order_by(
        F("read_at").asc(nulls_first=True), "-sent_at", "id"
    )


def unread(viewer: Post) -> int:
    """Return how many notices wait."""
    return Notice.objects.filter(post=viewer, read_at__isnull=True).count()


def hops(viewer: Post, clock: str, subject: str) -> QuerySet[Escalation]:
    """Return who has been told about one late thing, in order."""
    return (
        Escalation.objects.within(viewer.place_id)
        .filter(clock=clock, subject=subject)
        .select_related("post__user", "post__place")
        .order_by("rung", "told_at", "id")
    )


def told(clock: str, subjects: list[str]) -> set[tuple[str, int, int]]:
    """Return (subject, rung, post) of the hops already made for these subjects."""
    return set(
        Escalation.objects.filter(clock=clock, subject__in=subjects).values_list(
            "subject", "rung", "post_id"
        )
    )
