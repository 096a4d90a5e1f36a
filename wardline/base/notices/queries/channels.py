"""Which channels there are, whose notices they carry, and which of them fail."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef, Q, QuerySet, Subquery

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Channel, Delivery
from wardline.base.places import clock


def channels(viewer: Post, search: str = "") -> QuerySet[Channel]:
    """Return the channels at or below the viewer's place, their own place's first."""
    found: QuerySet[Channel] = Channel.objects.within(viewer.place_id)
    if search:
        found = found.filter(
            Q(name__icontains=search)
            | Q(place__name_zh__icontains=search)
            | Q(place__name_en__icontains=search)
        )
    return (
        _with_last(found)
        .select_related("place", "post__user")
        .order_by("place_id", "pk")
    )


def channel(viewer: Post, pk: int) -> Channel | None:
    """Return a channel at or below the viewer's place, or None."""
    return channels(viewer).filter(pk=pk).first()


def switched_on(codes: Collection[str] | None = None) -> QuerySet[Channel]:
    """Return the channels that carry something now: all, or those of these places.

    Their addresses stay unopened: the clock asks each minute.
    """
    found = Channel.objects.filter(on_since__isnull=False).defer("address")
    if codes is not None:
        found = found.filter(place_id__in=codes)
    return found.order_by("pk")


def faulty() -> list[Channel]:
    """Return the channels whose newest message did not arrive."""
    found = _with_last(switched_on()).filter(last_sent__isnull=True, last_tries__gt=0)
    return list(found)


def posts_at(code: str) -> QuerySet[Post]:
    """Return the posts of exactly this place that hold today, not the program's."""
    return (
        Post.objects.active(clock.today())
        .filter(place_id=code)
        .exclude(role_code="clock")
        .select_related("user", "place")
        .order_by("role_code", "pk")
    )


def _with_last(found: QuerySet[Channel]) -> QuerySet[Channel]:
    """Add what came of each channel's newest message that was tried."""
    last = Delivery.objects.filter(channel=OuterRef("pk"), tries__gt=0)
    last = last.order_by("-made_at", "-pk")

    def of(column: str) -> Subquery:
        return Subquery(last.values(column)[:1])

    return found.annotate(
        last_made=of("made_at"),
        last_sent=of("sent_at"),
        last_tries=of("tries"),
        last_answer=of("answer"),
        last_given_up=of("given_up_at"),
    )
