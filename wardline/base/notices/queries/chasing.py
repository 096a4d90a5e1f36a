"""Who was reminded of a thing and when, and when a reminder will be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Channel, Chase
from wardline.base.notices.queries.channels import switched_on
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.ground.rules import outgoing
from wardline.ground.rules.outgoing import Grade


@dataclass(frozen=True, slots=True)
class Expected:
    """Of a notice to several posts: how many have a channel that carries it at once,
    how many one that is quiet until when, and how many read it in the inbox alone."""

    at_once: int = 0
    quiet: int = 0
    quiet_until: datetime | None = None
    inbox: int = 0


def expected(
    posts: Sequence[Post], now: datetime, grade: Grade = Grade.LOUD
) -> Expected:
    """Return when a notice sent now goes out to each of these posts."""
    by_place: dict[str, list[Channel]] = defaultdict(list)
    for channel in switched_on({post.place_id for post in posts}):
        by_place[channel.place_id].append(channel)
    zone = places.zone()
    moments: list[datetime | None] = []
    for post in posts:
        goes = (
            outgoing.goes_at(now, grade, channel.hours, zone)
            for channel in by_place[post.place_id]
            if channel.carries_for(post)
        )
        moments.append(min((at for at in goes if at), default=None))
    later = [at for at in moments if at and at > now]
    return Expected(
        at_once=sum(at == now for at in moments),
        quiet=len(later),
        quiet_until=min(later, default=None),
        inbox=moments.count(None),
    )


def lately(subject: str, posts: Iterable[Post], since: datetime) -> set[int]:
    """Return the posts that have been reminded of a thing since a moment."""
    return set(
        Chase.objects.filter(
            subject=subject, post__in=[post.pk for post in posts], at__gt=since
        ).values_list("post_id", flat=True)
    )


def reminders(viewer: Post, subject: str) -> list[dict[str, Any]]:
    """Return who reminded how many below the viewer of a thing, newest first; of the
    newest also for how many it waits until their quiet hours end."""
    mine = Chase.objects.within(viewer.place_id).filter(subject=subject)
    found = list(
        mine.order_by()
        .values("at", "by__user__name")
        .annotate(count=Count("pk"))
        .order_by("-at")[:5]
    )
    if found:
        newest = mine.filter(at=found[0]["at"]).select_related("post")
        held = expected([each.post for each in newest], found[0]["at"])
        if held.quiet_until and held.quiet_until > clock.now():
            found[0] |= {"quiet": held.quiet, "until": held.quiet_until}
    return found
