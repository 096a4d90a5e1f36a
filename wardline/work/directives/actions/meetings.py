"""A meeting is called; who joins answers its roll, who cannot says why; its minutes."""

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
from wardline.work.directives.models import Directive, Excuse, Meeting, RollCall

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
    agenda: str = "",
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
            agenda=agenda.strip(),
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


def excuse(
    *, by: Post, meeting: Meeting, reason: str, key: str | None = None
) -> Excuse:
    """Say, before a meeting is over, why nobody of one's place can come."""
    with deed(by=by, verb=Verb.EXCUSE, at=by.place_id, key=key) as note:
        if not reason.strip():
            raise refusal("directives.say_why_absent")
        if clock.now() > meeting.ends_at:
            raise refusal("directives.meeting_over", at=meeting.ends_at)
        if not queries.invited(by, meeting).filter(code=by.place_id).exists():
            raise refusal("directives.not_invited")
        known = meeting.excuses.filter(place_id=by.place_id).first()
        if known is not None:
            raise refusal("directives.excused_already", at=known.at)
        made = Excuse.objects.create(
            place_id=by.place_id,
            meeting=meeting,
            reason=reason.strip(),
            at=clock.now(),
            by=by,
        )
        note(made, meeting=meeting.pk)
    return made


def write_minutes(
    *,
    by: Post,
    meeting: Meeting,
    text_zh: str = "",
    text_en: str = "",
    key: str | None = None,
) -> Directive:
    """Write the minutes down as a draft of the office that called the meeting: what was
    decided is marked on it as obligations, and issued to those who were invited."""
    with deed(by=by, verb=Verb.WRITE_MINUTES, at=meeting.place_id, key=key) as note:
        if not (text_zh.strip() or text_en.strip()):
            raise refusal("directives.minutes_empty")
        if clock.now() < meeting.starts_at:
            raise refusal("directives.meeting_not_begun", at=meeting.starts_at)
        place = meeting.place
        made = Directive.objects.create(
            place_id=meeting.place_id,
            minutes_of=meeting,
            title_zh=_titled("会议纪要：", meeting.title_zh, text_zh, meeting.title_en),
            title_en=_titled("Minutes: ", meeting.title_en, text_en, meeting.title_zh),
            issuer_zh=place.name_zh,
            issuer_en=place.name_en,
            issued_on=clock.today(),
            body_zh=text_zh.strip(),
            body_en=text_en.strip(),
            taken_in_at=clock.now(),
            taken_in_by=by,
        )
        note(made, meeting=meeting.pk)
    return made


def _titled(kind: str, title: str, text: str, otherwise: str) -> str:
    return f"{kind}{title or otherwise}"[:200] if text.strip() else ""


def _fresh_code(by: Post) -> str:
    """Return six digits that no meeting the caller can see goes by."""
    while True:
        code = f"{secrets.randbelow(900_000) + 100_000}"
        if queries.meeting_by_code(by, code) is None:
            return code
