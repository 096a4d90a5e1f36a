"""Record a round among those in isolation, as a phone sends it: now, or hours later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import refuse_the_future, refuse_the_impossible, signed
from wardline.core.roster.models import CorridorRound, HealthCheck
from wardline.ground.rules import corridor
from wardline.ground.verdict import Reason

Row = Mapping[str, Any]
Judged = tuple[Row, corridor.Reading, corridor.Fate]


def record_corridor(
    *,
    by: Post,
    at: str,
    taken_at: datetime,
    rows: Iterable[Row],
    fever_from: Decimal,
    remarks: Sequence[Reason] = (),
    key: str | None = None,
) -> CorridorRound:
    """Record one reading for each person; a row is ``{isolation, temperature,
    symptomatic, antipyretic}``, the isolation as the page showed it.

    Every reading is kept with the round. A check is made of each that counts: not of a
    "well" that meets another reading, or a person who was elsewhere by then.
    """
    with deed(by=by, verb=Verb.RECORD_CORRIDOR, at=at, key=key) as note:
        refuse_the_future(taken_at)
        rows = list(rows)
        refuse_the_impossible(row["temperature"] for row in rows)
        if not rows:
            raise refusal("roster.no_reading")
        queries.one_phone_at_a_time(at)
        judged = _judged(by, rows, taken_at, fever_from)
        checks = _checks(by, taken_at, judged)
        on, slot = corridor.slot_of(taken_at, zone())
        made = CorridorRound.objects.create(
            place_id=at,
            at=taken_at,
            on=on,
            slot=slot.value,
            rows=[_kept(*each) for each in zip(judged, checks, strict=True)],
            remarks=[remark.as_plain() for remark in remarks],
            recorded_at=clock.now(),
            recorded_by=by,
        )
        feverish = sum(reading.bad(fever_from) for _, reading, _ in judged)
        note(
            made,
            readings=len(rows),
            counted=len(checks) - checks.count(None),
            feverish=feverish,
        )
    return made


def _judged(
    by: Post, rows: Sequence[Row], taken_at: datetime, fever_from: Decimal
) -> list[Judged]:
    """Set each reading against what the records say of the person by then."""
    isolations = [row["isolation"] for row in rows]
    on, slot = corridor.slot_of(taken_at, zone())
    looks = queries.looks(by, {each.person_id for each in isolations}, on)
    found = queries.whereabouts(by, isolations, taken_at)
    known = {
        person: corridor.Earlier(each[slot].reading, each[slot].at, each[slot].by)
        for person, each in looks.items()
        if slot in each
    }
    judged = []
    for row in rows:
        isolation = row["isolation"]
        reading = corridor.Reading(row["temperature"], row["symptomatic"])
        earlier = known.get(isolation.person_id)
        fate = corridor.judge(reading, found[isolation.pk], earlier, fever_from)
        judged.append((row, reading, fate))
        # a page that names somebody twice, in the old room and the new
        if fate.counts and not reading.blank:
            mine = corridor.Earlier(reading, taken_at, by.user.name)
            known.setdefault(isolation.person_id, mine)
    return judged


def _checks(by: Post, taken_at: datetime, judged: Sequence[Judged]) -> list[int | None]:
    """Make the checks; return the number of each reading's, where it counts."""
    made = HealthCheck.objects.bulk_create(
        [
            HealthCheck(
                **signed(by, row["isolation"].person, taken_at),
                temperature=reading.temperature,
                symptomatic=reading.symptomatic,
                antipyretic=row.get("antipyretic", False),
            )
            for row, reading, fate in judged
            if fate.counts
        ]
    )
    kept = iter(made)
    return [next(kept).pk if fate.counts else None for _, _, fate in judged]


def _kept(judged: Judged, check: int | None) -> dict[str, Any]:
    row, reading, fate = judged
    person, warm = row["isolation"].person, reading.temperature
    return {
        "person": person.pk,
        "name": person.name,
        "room": row["isolation"].room,
        "temperature": None if warm is None else str(warm),
        "symptomatic": reading.symptomatic,
        "antipyretic": row.get("antipyretic", False),
        "check": check,
        "reasons": [reason.as_plain() for reason in fate.reasons],
    }
