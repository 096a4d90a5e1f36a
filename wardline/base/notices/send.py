"""Tell a post something, inside the deed that is its cause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Escalation, Notice
from wardline.base.places import clock

# how many late things a notice names; the board shows them all
_NAMED = 5


def to(posts: Iterable[Post], code: str, *, url: str = "", **args: object) -> int:
    """Put one notice into the inbox of each post; return how many were sent."""
    told = [(post.place_id, post.pk, uuid4()) for post in posts]
    if told:
        places, pks, ids = zip(*told, strict=True)
        each = {"place_id": places, "post_id": pks, "id": ids}
        every = {"code": code, "url": url, "args": args, "sent_at": clock.now()}
        Notice.objects.create_alike(each, **every)
    return len(told)


def many(told: Iterable[tuple[Post, str, str, Mapping[str, object]]]) -> int:
    """Send different notices at once, each a post, a code, an address and arguments;
    return how many were sent."""
    made = [
        Notice(
            place_id=post.place_id,
            post=post,
            code=code,
            args=args,
            url=url,
            sent_at=clock.now(),
        )
        for post, code, url, args in told
    ]
    Notice.objects.bulk_create(made, batch_size=2000)
    return len(made)


def hand_on(before: Post, after: Post) -> int:
    """Give whoever follows in a post what was not read; return how many."""
    unread = Notice.objects.filter(post=before, read_at=None)
    made = [
        Notice(
            place_id=after.place_id,
            post=after,
            code=one.code,
            args=one.args,
            url=one.url,
            sent_at=clock.now(),
        )
        for one in unread.order_by("sent_at")
    ]
    Notice.objects.bulk_create(made, batch_size=2000)
    return len(made)


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
    Notice.objects.bulk_create(
        (_told(clock_code, mine, board) for mine in by_post.values()), batch_size=2000
    )
    return len(hops)


def _told(clock_code: str, hops: list[Climb], board: str) -> Notice:
    first = hops[0]
    many = len(hops) > 1
    names = [hop.args.get("name", hop.at) for hop in hops[:_NAMED]]
    args = {"count": len(hops), "names": names} if many else dict(first.args)
    return Notice(
        place_id=first.post.place_id,
        post=first.post,
        code=f"late.{clock_code}.many" if many else f"late.{clock_code}",
        args=args,
        url=board if many else first.url,
        sent_at=clock.now(),
    )
