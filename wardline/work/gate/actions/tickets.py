"""Issue a QR pass, judged before it is signed, or take it back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import wording
from wardline.base.ui.wording import refusal
from wardline.ground.rules import tickets as rule
from wardline.work.gate import queries, tokens
from wardline.work.gate.models import Permit, Ticket, Withdrawal


def issue_ticket(
    *,
    by: Post,
    at: str,
    crosser: str,
    hours: int,
    person: Any = None,
    permit: Permit | None = None,
    name: str = "",
    plate: str = "",
    from_at: datetime | None = None,
    key: str | None = None,
) -> Ticket:
    """Issue a QR pass for a person, a visit or an exception.

    It is refused where the gate would refuse its bearer, whatever the temperature; it
    holds for at most 72 hours, and never longer than the exception it rests on.
    """
    with deed(by=by, verb=Verb.ISSUE_TICKET, at=at, key=key) as note:
        if permit is not None:
            name, person, crosser = permit.name, permit.person, permit.crosser
        begins, ends = _span(from_at or clock.now(), hours, permit)
        who = {"person": person, "name": person.name if person else name.strip()}
        if not who["name"]:
            raise refusal("ticket.nobody")
        _refuse_whom_the_gate_would(by, at, crosser, who, begins, permit)
        number = rule.serial(secrets.randbelow(rule.SERIALS))
        made = Ticket(
            place_id=at,
            serial=number,
            crosser=crosser,
            permit=permit,
            plate=plate,
            from_at=begins,
            until_at=ends,
            issued_at=clock.now(),
            issued_by=by,
            **who,
        )
        made.token = tokens.sign(_content(made))
        made.save()
        note(made, crosser=crosser, until=ends.isoformat())
    return made


def withdraw_ticket(
    *, by: Post, ticket: Ticket, reason: str, key: str | None = None
) -> Withdrawal:
    """Take a QR pass back; phones at the gate know it from their next contact on."""
    with deed(by=by, verb=Verb.WITHDRAW_TICKET, at=ticket.place_id, key=key) as note:
        if queries.withdrawal_of(ticket):
            raise refusal("gate.withdrawn_already")
        if ticket.until_at <= clock.now():
            raise refusal("gate.over_already", until_at=ticket.until_at)
        made = Withdrawal.objects.create(
            place_id=ticket.place_id,
            ticket=ticket,
            reason=reason,
            at=clock.now(),
            by=by,
        )
        note(ticket)
    return made


def _span(
    from_at: datetime, hours: int, permit: Permit | None
) -> tuple[datetime, datetime]:
    """Return from when to when, in whole minutes, never longer than the exception."""
    begins = from_at.replace(second=0, microsecond=0)
    ends = begins + timedelta(hours=hours)
    if permit is not None:
        ends = min(ends, permit.until_at.replace(second=0, microsecond=0))
    if ends <= clock.now() or ends <= begins:
        raise refusal("ticket.past", now=clock.now())
    if ends - begins > rule.LONGEST:
        raise refusal("ticket.too_long", hours=rule.LONGEST // timedelta(hours=1))
    return begins, ends


def _refuse_whom_the_gate_would(
    by: Post,
    at: str,
    crosser: str,
    who: dict[str, Any],
    begins: datetime,
    permit: Permit | None,
) -> None:
    """Judge as the gate will, but for what only the gate can measure. A resident's pass
    is for the way out, everybody else's for the way in."""
    place = places.places(by).filter(code=at, kind__isnull=False).first()
    if place is None:
        raise refusal("gate.no_institution")
    if permit is not None and queries.permit_state(permit) != "in_force":
        raise refusal("ticket.permit_over")
    when = max(begins, clock.now())
    way = "out" if crosser == "resident" else "in"
    verdict = queries.judge_crossing(
        by, place, direction=way, crosser=crosser, when=when, **who
    )
    held = [r for r in verdict.reasons if r.code != "closure.not_measured"]
    if not verdict.favourable and held:
        said = [ValidationError(wording.say_reason(r), code=r.code) for r in held]
        raise ValidationError(said)


def _content(made: Ticket) -> tokens.Content:
    name = " ".join(filter(None, [made.name, made.plate]))
    return tokens.Content(
        made.serial, made.place_id, made.crosser, name, made.from_at, made.until_at
    )
