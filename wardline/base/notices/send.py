"""Tell a post something, inside the deed that is its cause."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import connection

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Escalation
from wardline.base.places import clock

# how many late things a notice names; the board shows them all
_NAMED = 5
_AT_ONCE = 10_000
_ENTER = """
    insert into notices_notice (id, place_code, post_id, code, args, url, sent_at)
    select told.*, %s from unnest(
        %s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::jsonb[], %s::text[]
    ) as told
"""
# a post, a code, an address and arguments
Told = tuple[Post, str, str, Mapping[str, object]]


def to(posts: Iterable[Post], code: str, *, url: str = "", **args: object) -> int:
    """Put one notice into the inbox of each post; return how many were sent."""
    return many((post, code, url, args) for post in posts)


def many(told: Iterable[Told]) -> int:
    """Send different notices at once, each a post, a code, an address and arguments;
    return how many were sent."""
    rows = list(told)
    for first in range(0, len(rows), _AT_ONCE):
        _enter(rows[first : first + _AT_ONCE])
    return len(rows)


def _enter(rows: Sequence[Told]) -> None:
    # an order goes to a whole nation: a list for each column takes a third of the time
    # of a row for each notice
    posts, codes, urls, args = zip(*rows, strict=True)
    columns = [
        [str(uuid4()) for _each in rows],
        [post.place_id for post in posts],
        [post.pk for post in posts],
        list(codes),
        [json.dumps(each) for each in args],
        list(urls),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [clock.now(), *columns])


@dataclass(frozen=True, slots=True)
class Climb:
    """One hop to be made: a post is to be told of one late thing at a place."""

    at: str
    subject: str
    rung: int
    post: Post
    due_at: datetime
    url: str = ""
    args: Mapping[str, object] = field(default_factory=dict)


def climb(clock_code: str, hops: Iterable[Climb], *, board: str = "") -> int:
    """Record each hop, and tell each post once, however many things are late.

    One late thing is named by ``late.<clock>``; several by ``late.<clock>.many``, with
    their number, the first names, and a link to the board.
    """
    hops = list(hops)
    Escalation.objects.bulk_create(
        (
            Escalation(
                place_id=hop.at,
                clock=clock_code,
                subject=hop.subject,
                rung=hop.rung,
                post=hop.post,
                due_at=hop.due_at,
                told_at=clock.now(),
            )
            for hop in hops
        ),
        batch_size=2000,
    )
    by_post: dict[int, list[Climb]] = {}
    for hop in hops:
        by_post.setdefault(hop.post.pk, []).append(hop)
    many(_told(clock_code, mine, board) for mine in by_post.values())
    return len(hops)


def _told(clock_code: str, hops: list[Climb], board: str) -> Told:
    first = hops[0]
    several = len(hops) > 1
    names = [hop.args.get("name", hop.at) for hop in hops[:_NAMED]]
    args = {"count": len(hops), "names": names} if several else dict(first.args)
    code = f"late.{clock_code}.many" if several else f"late.{clock_code}"
    return first.post, code, board if several else first.url, args
