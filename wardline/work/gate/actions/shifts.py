"""Let workers begin a shift that lives in: whoever was outside is cleared first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.roster import actions as roster
from wardline.work.gate import queries


def begin_shifts(
    *,
    by: Post,
    at: str,
    people: Iterable[Any],
    from_at: datetime,
    key: str | None = None,
) -> list[Any]:
    """Let workers begin a shift, if nothing stands against any of them."""
    with deed(by=by, verb=Verb.BEGIN_SHIFTS, at=at, key=key) as note:
        place = places.places(by).filter(code=at, kind__isnull=False).first()
        if place is None:
            raise refusal("gate.no_institution")
        workers = list(people)
        if not workers:
            raise refusal("shift.nobody")
        for each in queries.standings(by, place, workers):
            if each.person.kind != "worker" or each.person.place_id != at:
                raise refusal("shift.no_worker", name=each.person.name)
            if not each.may_begin:
                raise refusal(f"shift.held.{each.state}", name=each.person.name)
        made = roster.record_shifts(by=by, at=at, people=workers, from_at=from_at)
        note("roster.shift", workers=len(made))
    return made
