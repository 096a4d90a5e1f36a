"""Authorise an exception by name, a visit at the end of a life, or take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.work.gate.models import Permit, Withdrawal


def permit(
    *,
    by: Post,
    at: str,
    crosser: str,
    reason: str,
    until_at: datetime,
    person: Any = None,
    name: str = "",
    key: str | None = None,
) -> Permit:
    """Authorise one exception: who, why, until when; ``by`` answers for it."""
    with deed(by=by, verb=Verb.PERMIT, at=at, key=key) as note:
        _refuse_what_is_open(name or person, reason, until_at)
        made = Permit.objects.create(
            place_id=at,
            crosser=crosser,
            person=person,
            name=name.strip(),
            reason=reason,
            granted_at=clock.now(),
            granted_by=by,
            until_at=until_at,
        )
        note(made, crosser=crosser, until=until_at.isoformat())
    return made


def permit_visit(
    *,
    by: Post,
    visited: Any,
    name: str,
    relation: str,
    minutes: int,
    protection: Iterable[str],
    until_at: datetime,
    key: str | None = None,
) -> Permit:
    """Authorise a visit at the end of a life: who, to whom, how long, protected how."""
    at = visited.place_id
    with deed(by=by, verb=Verb.PERMIT_VISIT, at=at, key=key) as note:
        _refuse_what_is_open(name, relation, until_at)
        worn = list(protection)
        if not worn:
            raise refusal("gate.visit_unprotected")
        made = Permit.objects.create(
            place_id=at,
            crosser="visitor",
            name=name.strip(),
            reason=relation,
            visited=visited,
            minutes=minutes,
            protection=worn,
            granted_at=clock.now(),
            granted_by=by,
            until_at=until_at,
        )
        note(made, minutes=minutes, until=until_at.isoformat())
    return made


def withdraw_permit(
    *, by: Post, permit: Permit, reason: str, key: str | None = None
) -> Withdrawal:
    """Take an exception back before its end; QR passes for it are gone with it."""
    with deed(by=by, verb=Verb.WITHDRAW_PERMIT, at=permit.place_id, key=key) as note:
        if Withdrawal.objects.filter(permit=permit).exists():
            raise refusal("gate.withdrawn_already")
        if permit.until_at <= clock.now():
            raise refusal("gate.over_already", until_at=permit.until_at)
        made = Withdrawal.objects.create(
            place_id=permit.place_id,
            permit=permit,
            reason=reason,
            at=clock.now(),
            by=by,
        )
        note(permit)
    return made


def _refuse_what_is_open(who: Any, reason: str, until_at: datetime) -> None:
    """An exception is for somebody, for a reason, and for a time."""
    if not who or not (who if not isinstance(who, str) else who.strip()):
        raise refusal("gate.permit_nobody")
    if not reason.strip():
        raise refusal("gate.permit_no_reason")
    if until_at <= clock.now():
        raise refusal("gate.permit_past", now=clock.now())
