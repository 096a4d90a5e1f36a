"""Let somebody cross the gate, or turn them back: judged and entered, both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.roster import actions as roster
from wardline.work.gate import queries


def cross(
    *,
    by: Post,
    at: str,
    direction: str,
    crosser: str,
    person: Any = None,
    name: str = "",
    temperature: Decimal | None = None,
    plate: str = "",
    purpose: str = "",
    scan: queries.Scan | None = None,
    key: str | None = None,
    **seen: bool,
) -> Any:
    """Judge a crossing by the measures in force and enter it, a refused one too.

    ``seen``: ``masked``; ``to_isolation`` (straight to the isolation area, and nowhere
    else); ``special_vehicle``. ``scan``: what a gatekeeper has already done by a QR
    pass, maybe hours ago; the register says what was done, and what speaks against it.
    """
    with deed(by=by, verb=Verb.CROSS, at=at, key=key) as note:
        place = places.places(by).filter(code=at, kind__isnull=False).first()
        if place is None:
            raise refusal("gate.no_institution")
        when = min(scan.at, clock.now()) if scan else clock.now()
        who: dict[str, Any] = {"direction": direction, "crosser": crosser}
        who |= {"person": person, "name": name.strip(), "temperature": temperature}
        verdict = queries.judge_crossing(by, place, **who, **seen, when=when)
        if scan:
            verdict = queries.judge_scan(verdict, scan, place, direction, when)
        made = roster.record_pass(
            by=by,
            at=at,
            crossed_at=when,
            verdict=verdict,
            plate=plate,
            purpose=purpose,
            **who,
        )
        note(made, outcome=verdict.outcome.value, reasons=list(verdict.codes))
    return made
