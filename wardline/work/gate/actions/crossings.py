"""Let somebody cross the gate, or turn them back: judged and entered, both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.roster import actions as roster
from wardline.work.gate import queries
from wardline.work.gate.refusals import refusal


def cross(
    *,
    by: Post,
    at: str,
    direction: str,
    crosser: str,
    person: Any = None,
    name: str = "",
    purpose: str = "",
    temperature: Decimal | None = None,
    masked: bool = True,
    key: str | None = None,
) -> Any:
    """Judge a crossing by the measures in force and enter it, a refused one too."""
    with deed(by=by, verb=Verb.CROSS, at=at, key=key) as note:
        place = places.places(by).filter(code=at, kind__isnull=False).first()
        if place is None:
            raise refusal("gate.no_institution")
        who = {"person": person, "name": name, "purpose": purpose}
        seen = {"direction": direction, "crosser": crosser, "temperature": temperature}
        verdict = queries.judge_crossing(by, place, **who, **seen, masked=masked)
        made = roster.record_pass(
            by=by, at=at, crossed_at=clock.now(), verdict=verdict, **who, **seen
        )
        note(made, outcome=verdict.outcome.value, reasons=list(verdict.codes))
    return made
