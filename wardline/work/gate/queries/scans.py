"""What a gatekeeper's phone has read and done: judged again when it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wardline.base.places.models import Place
from wardline.ground.rules import tickets as rule
from wardline.ground.rules.closure import Direction
from wardline.ground.verdict import Outcome, Reason, Verdict
from wardline.work.gate.models import Ticket
from wardline.work.gate.queries.tickets import shown


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass read at the gate: when, and what the gatekeeper did."""

    ticket: Ticket
    at: datetime
    let_through: bool


def judge_scan(
    verdict: Verdict, scan: Scan, place: Place, direction: str, when: datetime
) -> Verdict:
    """Put together what the measures say, what the pass says, and what was done.

    On the way out a pass that has run out holds nobody back.
    """
    said = rule.judge(shown(scan.ticket), place.code, when)
    against = said if direction == Direction.IN else ()
    refused = (*against, *(() if verdict.favourable else verdict.reasons))
    if scan.let_through and refused:
        told = Reason("gate.let_through_offline")
        return Verdict(Outcome.ALLOWED, (told, *refused))
    if refused:
        return Verdict(Outcome.REFUSED, refused)
    if not scan.let_through:
        return Verdict(Outcome.REFUSED, (Reason("gate.turned_back"),))
    by = {"serial": scan.ticket.serial, "ticket": scan.ticket.pk}
    return Verdict(verdict.outcome, (Reason("gate.by_ticket", by), *verdict.reasons))
