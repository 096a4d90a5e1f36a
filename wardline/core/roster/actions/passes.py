"""Enter a crossing of the gate with its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.core.roster.facts import (
    refuse_the_future,
    refuse_the_impossible,
)
from wardline.core.roster.models import (
    Pass,
    Person,
)
from wardline.ground.verdict import Verdict

Row = Mapping[str, Any]


def record_pass(
    *,
    by: Post,
    at: str,
    crossed_at: datetime,
    direction: str,
    crosser: str,
    verdict: Verdict,
    person: Person | None = None,
    name: str = "",
    plate: str = "",
    purpose: str = "",
    temperature: Decimal | None = None,
    key: str | None = None,
) -> Pass:
    """Enter a crossing of the gate with its verdict, a refused one too."""
    with deed(by=by, verb=Verb.RECORD_PASS, at=at, key=key) as note:
        refuse_the_future(crossed_at)
        refuse_the_impossible([temperature])
        made = Pass.objects.create(
            place_id=at,
            at=crossed_at,
            direction=direction,
            crosser=crosser,
            person=person,
            name=name,
            plate=plate,
            purpose=purpose,
            temperature=temperature,
            allowed=verdict.favourable,
            verdict=verdict.as_plain(),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        note(made, crosser=crosser, direction=direction, allowed=made.allowed)
    return made
