"""Begin and end isolations, and record what broke them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import refuse_stale, refuse_the_future, signed
from wardline.core.roster.models import (
    Breach,
    Isolation,
    Person,
)

Row = Mapping[str, Any]


def isolate(
    *,
    by: Post,
    person: Person,
    room: str,
    alone: bool,
    from_at: datetime,
    reason: str,
    bed: str = "",
    venue: str = "institution",
    key: str | None = None,
) -> Isolation:
    """Keep a person apart in a room, alone or not, from a moment on.

    Refused where somebody lies in that bed, or in the room of one said to be alone.
    """
    with deed(by=by, verb=Verb.ISOLATE, at=person.place_id, key=key) as note:
        refuse_the_future(from_at)
        if person.pk in queries.same(by):
            raise refusal("roster.merged")
        if known := queries.open_isolation(person):
            raise refusal("roster.isolated_already", from_at=known.from_at)
        room, bed = room.strip(), bed.strip()
        if venue == Isolation.VENUES[0]:
            _refuse_the_taken(by, person, from_at, room, bed, alone)
        isolation = Isolation.objects.create(
            place_id=person.place_id,
            person=person,
            room=room,
            bed=bed,
            alone=alone,
            from_at=from_at,
            reason=reason,
            venue=venue,
            recorded_at=clock.now(),
            recorded_by=by,
        )
        note(isolation, room=room, alone=alone, reason=reason)
    return isolation


def _refuse_the_taken(
    by: Post, person: Person, from_at: datetime, room: str, bed: str, alone: bool
) -> None:
    for mate in queries.roommates(by, person.place_id, room, from_at):
        told = {"room": room, "bed": bed, "name": mate.person.name}
        if bed and mate.bed.casefold() == bed.casefold():
            raise refusal("roster.bed_taken", since=mate.from_at, **told)
        if alone:
            raise refusal("roster.room_taken", since=mate.from_at, **told)


def end_isolation(
    *, by: Post, isolation: Isolation, to_at: datetime, key: str | None = None
) -> Isolation:
    """End an isolation: released by the gate, moved, or taken to hospital."""
    with deed(by=by, verb=Verb.END_ISOLATION, at=isolation.place_id, key=key) as note:
        refuse_the_future(to_at)
        if isolation.to_at:
            raise refusal("roster.isolation_ended", to_at=isolation.to_at)
        if to_at < isolation.from_at:
            raise refusal("roster.ends_before", from_at=isolation.from_at)
        isolation.to_at, isolation.end_recorded_at = to_at, clock.now()
        isolation.save(update_fields=["to_at", "end_recorded_at"])
        note(isolation)
    return isolation


def record_breach(
    *,
    by: Post,
    person: Person,
    kind: str,
    from_at: datetime,
    to_at: datetime | None = None,
    broken_by: Post | None = None,
    note: str = "",
    supersedes: Breach | None = None,
    key: str | None = None,
) -> Breach:
    """Record what broke an isolation: left the room, a visitor, a carer.

    ``broken_by`` is one of the house who did it: their looks count no more."""
    with deed(by=by, verb=Verb.RECORD_BREACH, at=person.place_id, key=key) as noted:
        refuse_the_future(from_at, to_at)
        refuse_stale(by, person, supersedes)
        if to_at and to_at < from_at:
            raise refusal("roster.ends_before", from_at=from_at)
        breach = Breach.objects.create(
            **signed(by, person, from_at),
            kind=kind,
            to_at=to_at,
            broken_by=broken_by,
            note=note,
            supersedes=supersedes,
        )
        noted(breach, kind=kind)
    return breach
