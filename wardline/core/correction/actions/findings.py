"""A finding, deed by deed: opened, ordered, extended, done, verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import evidence, guards
from wardline.core.correction.evidence import Photo
from wardline.core.correction.guards import DANGER
from wardline.core.correction.models import Action, Completion, Finding, Verification


def open_finding(
    *,
    by: Post,
    at: str,
    source: str,
    fact: str,
    severity: int,
    scope: str = "isolated",
    origin: str = "",
    aspect: str = "",
    measure_code: str = "",
    citation: str = "",
    found_at: datetime | None = None,
    photo: Photo = None,
    more_photos: Sequence[Photo] = (),
    key: str | None = None,
) -> Finding:
    """Keep a fact that falls short of a norm, and tell who answers for the place.

    A danger to people is told every office above in the same moment.
    """
    with deed(by=by, verb=Verb.OPEN_FINDING, at=at, key=key) as note:
        found_at = found_at or clock.now()
        if found_at > clock.now():
            raise refusal("correction.found_in_future")
        finding = Finding.objects.create(
            place_id=at,
            source=source,
            origin=origin,
            aspect=aspect,
            measure_code=measure_code,
            citation=citation,
            fact=fact,
            severity=severity,
            scope=scope,
            found_at=found_at,
            found_by=by,
            photo=evidence.keep(photo, at),
        )
        evidence.keep_more(more_photos, finding)
        told = accounts.holders(at, "duty", "head") or accounts.holders(at, "officer")
        guards.tell(told, "finding.opened", finding)
        if severity == DANGER:
            guards.tell(guards.above(at), "finding.danger", finding)
        note(finding, source=source, aspect=aspect, severity=severity)
    return finding


def correct_on_spot(
    *,
    by: Post,
    at: str,
    mended: str = "",
    proof: Photo = None,
    key: str | None = None,
    **found: Any,
) -> Finding:
    """Keep a finding that was put right at once, with its proof; ``found`` is what
    ``open_finding`` takes. Someone else then verifies it."""
    with deed(by=by, verb=Verb.CORRECT_ON_SPOT, at=at, key=key) as note:
        finding = open_finding(by=by, at=at, **found)
        report_done(by=by, finding=finding, text=mended, photo=proof)
        note(finding, severity=finding.severity)
    return finding


def order_action(
    *,
    by: Post,
    finding: Finding,
    what: str,
    post: Post,
    due_at: datetime,
    told_at: datetime | None = None,
    key: str | None = None,
) -> Action:
    """Order what is to be done, by which post, by when.

    ``told_at``: when it was told by word of mouth, if it is only written down now; the
    term then stands as it was told, passed or not.
    """
    with deed(by=by, verb=Verb.ORDER_ACTION, at=finding.place_id, key=key) as note:
        guards.refuse_settled(guards.locked(by, finding))
        if told_at is None:
            guards.refuse_past(due_at)
        if not post.reaches(finding.place_id):
            raise refusal("correction.post_elsewhere")
        if not accounts.posts(by).active(clock.today()).filter(pk=post.pk).exists():
            raise refusal("correction.post_not_held")
        order = guards.order(by, finding, what, post, due_at, "", told_at)
        note(order, finding=finding.pk, due_at=due_at.isoformat())
    return order


def extend(
    *,
    by: Post,
    finding: Finding,
    due_at: datetime,
    reason: str,
    key: str | None = None,
) -> Action:
    """Set a later term for what was ordered, and say why."""
    with deed(by=by, verb=Verb.EXTEND, at=finding.place_id, key=key) as note:
        guards.refuse_settled(guards.locked(by, finding))
        before = finding.actions.select_related("post").order_by("-id").first()
        if before is None:
            raise refusal("correction.nothing_ordered")
        if before.post.user_id == by.user_id:
            raise refusal("correction.own_term")
        guards.refuse_past(due_at)
        if due_at <= before.due_at:
            raise refusal("correction.not_later", due_at=before.due_at)
        order = guards.order(by, finding, before.what, before.post, due_at, reason)
        note(order, finding=finding.pk, due_at=due_at.isoformat())
    return order


def report_done(
    *,
    by: Post,
    finding: Finding,
    text: str = "",
    photo: Photo = None,
    more_photos: Sequence[Photo] = (),
    done_at: datetime | None = None,
    key: str | None = None,
) -> Completion:
    """Report that it is done, with evidence; someone else then verifies.

    ``done_at`` is when it was done, where somebody who saw it tells that later.
    """
    with deed(by=by, verb=Verb.REPORT_DONE, at=finding.place_id, key=key) as note:
        guards.refuse_settled(guards.locked(by, finding))
        if not text.strip() and photo is None and not more_photos:
            raise refusal("correction.no_evidence")
        done = Completion.objects.create(
            place_id=finding.place_id,
            finding=finding,
            text=text,
            photo=evidence.keep(photo, finding.place_id),
            done_at=done_at or clock.now(),
            done_by=by,
        )
        evidence.keep_more(more_photos, finding, done)
        order = finding.actions.select_related("ordered_by").order_by("-id").first()
        if order and order.ordered_by.user_id != by.user_id:
            guards.tell([order.ordered_by], "finding.done", finding)
        note(done, finding=finding.pk, photo=done.photo_id is not None)
    return done


def verify(
    *,
    by: Post,
    finding: Finding,
    holds: bool,
    note: str = "",
    due_at: datetime | None = None,
    on_visit: bool = False,
    seen_at: datetime | None = None,
    photos: Sequence[Photo] = (),
    key: str | None = None,
) -> Verification:
    """Say that it has been seen: it holds and is closed, or it is reopened.

    Never by whoever reported it done. A closed finding that a look-back drew is
    verified again by people who had no part in it: ``on_visit``, where its home was
    drawn to be visited. ``due_at`` is the new term. ``seen_at`` is when it was seen,
    where that is told later: the term then stands, passed or not.
    """
    with deed(by=by, verb=Verb.VERIFY, at=finding.place_id, key=key) as write:
        done, lookback = guards.verifiable(by, guards.locked(by, finding), on_visit)
        if not holds and not note.strip():
            raise refusal("correction.say_what_is_wrong")
        if due_at is not None and not holds and seen_at is None:
            guards.refuse_past(due_at)
        seen = Verification.objects.create(
            place_id=finding.place_id,
            finding=finding,
            completion=done,
            holds=holds,
            note=note,
            lookback=lookback,
            verified_at=seen_at or clock.now(),
            verified_by=by,
        )
        evidence.keep_more(photos, finding, verification=seen)
        guards.follow_up(by, seen, None if holds else due_at)
        again = lookback.pk if lookback else None
        write(seen, finding=finding.pk, holds=holds, lookback=again)
    return seen


def reopen(
    *,
    by: Post,
    finding: Finding,
    reason: str,
    due_at: datetime | None = None,
    key: str | None = None,
) -> Verification:
    """Open a closed finding again, on what came to be known since, and say what.

    ``due_at`` is the new term.
    """
    with deed(by=by, verb=Verb.REOPEN, at=finding.place_id, key=key) as note:
        done = guards.shut(guards.locked(by, finding))
        if not reason.strip():
            raise refusal("correction.say_what_is_wrong")
        if due_at is not None:
            guards.refuse_past(due_at)
        seen = Verification.objects.create(
            place_id=finding.place_id,
            finding=finding,
            completion=done,
            holds=False,
            note=reason,
            reopens=True,
            verified_at=clock.now(),
            verified_by=by,
        )
        guards.follow_up(by, seen, due_at)
        note(seen, finding=finding.pk)
    return seen
