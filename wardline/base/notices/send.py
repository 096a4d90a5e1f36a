"""Tell a post something, inside the deed that is its cause."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Escalation, Notice
from wardline.base.places import clock

# how many late things a notice names; the board shows them all
_NAMED = 5
# a post, a code, an address and arguments
Told = tuple[Post, str, str, Mapping[str, object]]


def to(posts: Iterable[Post], code: str, *, url: str = "", **args: object) -> int:
    """Put one notice into the inbox of each post; return how many were sent."""
    told = [(post.place_id, post.pk, uuid4()) for post in posts]
    if told:
        places, pks, ids = zip(*told, strict=True)
        each = {"place_id": places, "post_id": pks, "id": ids}
        every = {"code": code, "url": url, "args": args, "sent_at": clock.now()}
        Notice.objects.create_alike(each, **every)
    return len(told)


def many(told: Iterable[Told]) -> int:
    """Send different notices at once, each a post, a code, an address and arguments;
    return how many were sent."""
    rows = list(told)
    if rows:
        posts, codes, urls, args = zip(*rows, strict=True)
        each = {
            "id": [uuid4() for _each in rows],
            "place_id": [post.place_id for post in posts],
            "post_id": [post.pk for post in posts],
            "code": codes,
            "url": urls,
            "args": [json.dumps(one) for one in args],
        }
        Notice.objects.create_alike(each, sent_at=clock.now())
    return len(rows)


def hand_on(before: Post, after: Post) -> int:
    """Give whoever follows in a post what was not read; return how many."""
    unread = Notice.objects.filter(post=before, read_at=None).order_by("sent_at")
    return many((after, one.code, one.url, one.args) for one in unread)


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
