"""Let somebody cross the gate, or turn them back: judged and entered, both."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.roster import actions as roster
from wardline.ground.rules import tickets as rule
from wardline.ground.rules.closure import Direction
from wardline.ground.verdict import Outcome, Reason, Verdict
from wardline.work.gate import queries
from wardline.work.gate.models import Ticket
from wardline.work.gate.refusals import refusal


def cross(
    *,
    by: Post,
    at: str,
    direction: str,
    crosser: str,
    person: Any = None,
    name: str = "",
    plate: str = "",
    purpose: str = "",
    temperature: Decimal | None = None,
    masked: bool = True,
    to_isolation: bool = False,
    special_vehicle: bool = False,
    ticket: Ticket | None = None,
    crossed_at: datetime | None = None,
    let_through: bool | None = None,
    key: str | None = None,
) -> Any:
    """Judge a crossing by the measures in force and enter it, a refused one too.

    ``to_isolation``: straight to the isolation area, and nowhere else. ``let_through``
    at ``crossed_at``: what a gatekeeper without a network has already done by a QR
    pass; the register says what was done, and what the measures say of it.
    """
    with deed(by=by, verb=Verb.CROSS, at=at, key=key) as note:
        place = places.places(by).filter(code=at, kind__isnull=False).first()
        if place is None:
            raise refusal("gate.no_institution")
        when = min(crossed_at or clock.now(), clock.now())
        who: dict[str, Any] = {
            "direction": direction,
            "crosser": crosser,
            "person": person,
            "name": name.strip(),
            "temperature": temperature,
        }
        verdict = queries.judge_crossing(
            by,
            place,
            **who,
            masked=masked,
            to_isolation=to_isolation,
            special_vehicle=special_vehicle,
            when=when,
        )
        if ticket is not None:
            verdict = _by_ticket(verdict, ticket, place, direction, when)
        if let_through is not None:
            verdict = _as_done(verdict, let_through)
        made = roster.record_pass(
            by=by,
            at=at,
            crossed_at=when,
            verdict=verdict,
            plate=plate,
            purpose=purpose,
            allowed=let_through,
            **who,
        )
        note(made, outcome=verdict.outcome.value, reasons=list(verdict.codes))
    return made


def _by_ticket(
    verdict: Verdict, ticket: Ticket, place: Place, direction: str, when: datetime
) -> Verdict:
    """Add what the QR pass says: on the way out an old one holds nobody back."""
    said = rule.judge(queries.shown(ticket), place.code, when)
    against = said if direction == Direction.IN else ()
    shown = Reason("gate.by_ticket", {"serial": ticket.serial, "ticket": ticket.pk})
    if verdict.favourable and not against:
        return Verdict(verdict.outcome, (shown, *verdict.reasons))
    refused = () if verdict.favourable else verdict.reasons
    return Verdict(Outcome.REFUSED, (*against, *refused))


def _as_done(verdict: Verdict, let_through: bool) -> Verdict:
    """Say so where the gatekeeper did otherwise than the measures say."""
    if let_through == verdict.favourable:
        return verdict
    if let_through:
        told = (Reason("gate.let_through_offline"), *verdict.reasons)
        return Verdict(Outcome.ALLOWED, told)
    return Verdict(Outcome.REFUSED, (Reason("gate.turned_back"),))
