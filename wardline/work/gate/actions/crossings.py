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
    to_isolation: bool = False,
    key: str | None = None,
) -> Any:
    """Judge a crossing by the measures in force and enter it, a refused one too.

    ``to_isolation``: straight to the isolation area, and nowhere else.
    """
    with deed(by=by, verb=Verb.CROSS, at=at, key=key) as note:
        place = places.places(by).filter(code=at, kind__isnull=False).first()
        if place is None:
            raise refusal("gate.no_institution")
        who: dict[str, Any] = {
            "direction": direction,
            "crosser": crosser,
            "person": person,
            "name": name,
            "temperature": temperature,
        }
        verdict = queries.judge_crossing(
            by, place, **who, masked=masked, to_isolation=to_isolation
        )
        made = roster.record_pass(
            by=by,
            at=at,
            crossed_at=clock.now(),
            verdict=verdict,
            purpose=purpose,
            **who,
        )
        note(made, outcome=verdict.outcome.value, reasons=list(verdict.codes))
    return made
