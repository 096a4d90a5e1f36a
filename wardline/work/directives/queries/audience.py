"""Whom a directive or a meeting is for, and who answers for those places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place, Tier

# who is told: the first of these roles that a place has
_ROLES = (("authority", "officer"), ("head",), ("duty",))


def addressed(
    viewer: Post,
    at: str,
    to: Collection[str] = (),
    depths: Collection[int] = (),
    *,
    own: bool = False,
) -> QuerySet[Place]:
    """Return the open places below ``at``: those named, those of these levels, or all.

    With ``own`` the place itself is among them.
    """
    found = places.places(viewer).filter(places.under(at), closed_on__isnull=True)
    if not own:
        found = found.exclude(code=at)
    if to or depths:
        found = found.filter(Q(code__in=list(to)) | Q(depth__in=list(depths)))
    return found


def levels(viewer: Post, at: str, *, own: bool = False) -> list[Tier]:
    """Return the levels that have a place below ``at``, top first."""
    there = addressed(viewer, at, own=own).order_by().values_list("depth", flat=True)
    known = set(there.distinct())
    return [tier for tier in places.tiers() if tier.depth in known]


def responsible(viewer: Post, codes: Iterable[str]) -> list[Post]:
    """Return the posts that must be told: officers, else heads, else duty staff."""
    return [post for held in answering(viewer, codes).values() for post in held]


def answering(viewer: Post, codes: Iterable[str]) -> dict[str, list[Post]]:
    """Return who answers for each place today, in one query."""
    wanted = set(codes)
    held = accounts.posts(viewer).filter(role_code__in=[r for rs in _ROLES for r in rs])
    if len(wanted) < 1000:
        held = held.filter(place_id__in=wanted)
    else:  # a whole province: the names of its places are not needed
        held = held.select_related(None)
    found: dict[str, list[Post]] = defaultdict(list)
    for post in held.active(clock.today()).order_by("place_id", "id"):
        if post.place_id in wanted:
            found[post.place_id].append(post)
    return {code: _first_told(posts) for code, posts in found.items()}


def _first_told(posts: list[Post]) -> list[Post]:
    for roles in _ROLES:
        if told := [post for post in posts if post.role_code in roles]:
            return told
    return []
