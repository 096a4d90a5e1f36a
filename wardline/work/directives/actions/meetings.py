"""A meeting is called; who joins answers its roll from a phone."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.work.directives import queries
from wardline.work.directives.models import Directive, Meeting, RollCall

LENGTH = timedelta(hours=2)
OPENS = timedelta(hours=1)


def call_meeting(
    *,
    by: Post,
    at: str,
    title_zh: str = "",
    title_en: str = "",
    starts_at: datetime,
    ends_at: datetime | None = None,
    link: str = "",
    code: str = "",
    directive: Directive | None = None,
    to: Collection[str] = (),
    depths: Collection[int] = (),
    key: str | None = None,
) -> Meeting:
    """Call a meeting of places named, of levels, or (neither) of all here and below."""
    with deed(by=by, verb=Verb.CALL_MEETING, at=at, key=key) as note:
        ends_at = ends_at or starts_at + LENGTH
        if ends_at <= starts_at:
            raise refusal("directives.ends_before_it_starts")
        found = queries.addressed(by, at, to, depths, own=True)
        codes = list(found.values_list("code", flat=True))
        if not codes:
            raise refusal("directives.nobody_invited")
        made = Meeting.objects.create(
            place_id=at,
            title_zh=title_zh,
            title_en=title_en,
            starts_at=starts_at,
            ends_at=ends_at,
            link=link,
            code=code or _fresh_code(by),
            directive=directive,
            invited_places=sorted(to),
            invited_depths=sorted(depths),
            called_at=clock.now(),
            called_by=by,
        )
        told = [post for post in queries.responsible(by, codes) if post.pk != by.pk]
        send.to(
            told,
            "meeting.called",
            url=reverse("directives:meeting", args=[made.pk]),
            title=str(made),
            at=f"{starts_at.astimezone(places.zone()):%Y-%m-%d %H:%M}",
        )
        note(made, invited=len(codes))
    return made


def answer_roll(
    *,
    by: Post,
    meeting: Meeting,
    name: str = "",
    code: str = "",
    key: str | None = None,
) -> RollCall:
    """Answer a meeting's roll by its link, or with the ``code`` that was read out.

    Lateness is seen from the time; an answer after the end is kept, and counts as none.
    """
    with deed(by=by, verb=Verb.ANSWER_ROLL, at=by.place_id, key=key) as note:
        now = clock.now()
        if code and code != meeting.code:
            raise refusal("directives.wrong_code")
        if now < meeting.starts_at - OPENS:
            raise refusal("directives.roll_not_open", at=meeting.starts_at - OPENS)
        known = queries.answer_of(by, meeting)
        if known is not None:
            raise refusal("directives.answered_already", at=known.joined_at)
        made = RollCall.objects.create(
            place_id=by.place_id,
            meeting=meeting,
            post=by,
            name=name.strip()[:80] or (by.user.name if by.user else ""),
            via=RollCall.CODE if code else RollCall.LINK,
            joined_at=now,
        )
        note(made, meeting=meeting.pk, via=made.via)
    return made


def _fresh_code(by: Post) -> str:
    """Return six digits that no meeting the caller can see goes by."""
    while True:
        code = f"{secrets.randbelow(900_000) + 100_000}"
        if queries.meeting_by_code(by, code) is None:
            return code
