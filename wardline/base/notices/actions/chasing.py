"""Remind posts of one thing, with a trace, and not too often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import grades, queries, send
from wardline.base.notices.models import Chase
from wardline.base.places import clock
from wardline.base.ui import wording

# nobody is reminded of the same thing more often, whoever does it
AGAIN_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Chased:
    """How many posts were reminded, how many had been so lately and were left out, and
    when the reminder goes out to them."""

    told: int
    lately: int
    expected: queries.Expected

    @property
    def said(self) -> str:
        """Say what came of it, to whoever reminded."""
        held = self.expected
        found = [
            ("chase.told", self.told, {}),
            ("chase.quiet", held.quiet, {"at": held.quiet_until}),
            ("chase.inbox", held.inbox, {}),
            ("chase.lately", self.lately, {"minutes": AGAIN_AFTER.seconds // 60}),
        ]
        said = [wording.say(code, count=n, **args) for code, n, args in found if n]
        return " ".join(map(str, said)) or str(wording.say("chase.nobody"))


def chase(
    *,
    by: Post,
    at: str,
    subject: str,
    posts: Iterable[Post],
    code: str,
    url: str,
    key: str | None = None,
    **args: object,
) -> Chased:
    """Remind posts at or below ``at`` of a thing: ``subject`` names it for good
    ("directives.directive:12"), ``code`` with its arguments says it.

    Every inbox has it at once; channels that are quiet carry it when their quiet ends.
    A post that was reminded of the same thing within ``AGAIN_AFTER`` is left out.
    """
    with deed(by=by, verb=Verb.CHASE, at=at, key=key) as note:
        _one_at_a_time(subject)
        now = clock.now()
        below = (post for post in posts if post.place_id.startswith(at))
        asked = {post.pk: post for post in below if post.pk != by.pk}
        lately = queries.lately(subject, asked.values(), now - AGAIN_AFTER)
        told = [post for pk, post in asked.items() if pk not in lately]
        send.to(told, code, url=url, **args)
        each = {
            "place_id": [post.place_id for post in told],
            "post_id": [post.pk for post in told],
        }
        Chase.objects.create_alike(each, subject=subject, by_id=by.pk, at=now)
        note(subject, told=len(told), lately=len(lately))
    return Chased(len(told), len(lately), queries.expected(told, now, grades.of(code)))


def _one_at_a_time(subject: str) -> None:
    """Let two who remind of the same thing at once do so one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 620004))", [subject]
        )
