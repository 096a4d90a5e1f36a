"""What may be done to the facts about people: enrol, isolate, check, test, let pass.

Facts are added, never changed: a mistake is put right by a fact that supersedes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.accounts import cipher
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui import wording
from wardline.core.roster import queries
from wardline.core.roster.models import (
    Breach,
    HealthCheck,
    Isolation,
    Pass,
    Person,
    Round,
    Stay,
    TestResult,
)
from wardline.ground.verdict import Verdict

Row = Mapping[str, Any]
# where no measure in force says otherwise
FEVER = Decimal("37.3")


def enrol(
    *,
    by: Post,
    at: str,
    kind: str,
    name: str,
    from_at: datetime | None,
    room: str = "",
    id_number: str = "",
    sex: str = "",
    born_on: date | None = None,
    key: str | None = None,
) -> Person:
    """Enrol a person at an institution; without ``from_at`` the stay is not yet."""
    with deed(by=by, verb=Verb.ENROL, at=at, key=key) as note:
        _refuse_the_future(from_at)
        person = _person(
            at, {"kind": kind, "name": name, "id_number": id_number}, sex, born_on
        )
        person.save()
        if from_at:
            Stay.objects.create(place_id=at, person=person, from_at=from_at, room=room)
        note(person, kind=kind, room=room)
    return person


def enrol_many(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Person]:
    """Enrol a whole roll in one deed; each row as for ``enrol``, ``at`` by row too."""
    with deed(by=by, verb=Verb.ENROL_MANY, at=at, key=key) as note:
        rows = list(rows)
        people = Person.objects.bulk_create(
            [
                _person(r.get("at", at), r, r.get("sex", ""), r.get("born_on"))
                for r in rows
            ],
            batch_size=2000,
        )
        Stay.objects.bulk_create(
            [
                Stay(
                    place_id=person.place_id,
                    person=person,
                    from_at=row["from_at"],
                    room=row.get("room", ""),
                )
                for person, row in zip(people, rows, strict=True)
                if row.get("from_at")
            ],
            batch_size=2000,
        )
        note("roster.person", rows=len(people))
    return people


def begin_stay(
    *, by: Post, person: Person, from_at: datetime, room: str = "", key: Any = None
) -> Stay:
    """Take into the house a person who was enrolled without a stay, or had left."""
    with deed(by=by, verb=Verb.BEGIN_STAY, at=person.place_id, key=key) as note:
        _refuse_the_future(from_at)
        if queries.open_stay(person):
            raise _refusal("roster.stays_already")
        stay = Stay.objects.create(
            place_id=person.place_id, person=person, from_at=from_at, room=room
        )
        note(stay, room=room)
    return stay


def end_stay(
    *, by: Post, person: Person, at_time: datetime, key: str | None = None
) -> Stay:
    """End a person's stay: moved away, left the post, or died."""
    with deed(by=by, verb=Verb.END_STAY, at=person.place_id, key=key) as note:
        _refuse_the_future(at_time)
        stay = queries.open_stay(person)
        if stay is None:
            raise _refusal("roster.no_stay")
        if at_time < stay.from_at:
            raise _refusal("roster.ends_before", from_at=stay.from_at)
        stay.to_at = at_time
        stay.save(update_fields=["to_at"])
        note(stay)
    return stay


def isolate(
    *,
    by: Post,
    person: Person,
    room: str,
    alone: bool,
    from_at: datetime,
    reason: str,
    venue: str = "institution",
    key: str | None = None,
) -> Isolation:
    """Keep a person apart in a room, alone or not, from a moment on."""
    with deed(by=by, verb=Verb.ISOLATE, at=person.place_id, key=key) as note:
        _refuse_the_future(from_at)
        if known := queries.open_isolation(person):
            raise _refusal("roster.isolated_already", from_at=known.from_at)
        isolation = Isolation.objects.create(
            place_id=person.place_id,
            person=person,
            room=room,
            alone=alone,
            from_at=from_at,
            reason=reason,
            venue=venue,
            recorded_at=clock.now(),
            recorded_by=by,
        )
        note(isolation, room=room, alone=alone, reason=reason)
    return isolation


def end_isolation(
    *, by: Post, isolation: Isolation, to_at: datetime, key: str | None = None
) -> Isolation:
    """End an isolation: released by the gate, moved, or taken to hospital."""
    with deed(by=by, verb=Verb.END_ISOLATION, at=isolation.place_id, key=key) as note:
        _refuse_the_future(to_at)
        if isolation.to_at:
            raise _refusal("roster.isolation_ended", to_at=isolation.to_at)
        if to_at < isolation.from_at:
            raise _refusal("roster.ends_before", from_at=isolation.from_at)
        isolation.to_at = to_at
        isolation.save(update_fields=["to_at"])
        note(isolation)
    return isolation


def record_breach(
    *,
    by: Post,
    person: Person,
    kind: str,
    from_at: datetime,
    to_at: datetime | None = None,
    note: str = "",
    supersedes: Breach | None = None,
    key: str | None = None,
) -> Breach:
    """Record what broke an isolation: left the room, a visitor, a sick room-mate."""
    with deed(by=by, verb=Verb.RECORD_BREACH, at=person.place_id, key=key) as noted:
        _refuse_the_future(from_at, to_at)
        if to_at and to_at < from_at:
            raise _refusal("roster.ends_before", from_at=from_at)
        breach = Breach.objects.create(
            **_signed(by, person, from_at),
            kind=kind,
            to_at=to_at,
            note=note,
            supersedes=supersedes,
        )
        noted(breach, kind=kind)
    return breach


def record_round(
    *,
    by: Post,
    at: str,
    on: date,
    slot: str,
    taken_at: datetime,
    checked: int,
    expected: int,
    exceptions: Iterable[Row] = (),
    rooms: Mapping[str, int] | None = None,
    fever_from: Decimal = FEVER,
    key: str | None = None,
) -> Round:
    """Record a temperature round: everybody normal but the exceptions.

    An exception is ``{person, temperature, symptomatic, note}``; everyone in isolation
    gets a check of their own, because clearance reads it.
    """
    with deed(by=by, verb=Verb.RECORD_ROUND, at=at, key=key) as note:
        _refuse_the_future(taken_at)
        if known := Round.objects.filter(place_id=at, on=on, slot=slot).first():
            raise _refusal("roster.round_known", at=known.at)
        found = {row["person"].pk: row for row in exceptions}
        checks = _checks(by, at, taken_at, found, rooms)
        _refuse_the_impossible(check.temperature for check in checks)
        feverish = sum((c.temperature or 0) >= fever_from for c in checks)
        made = Round.objects.create(
            place_id=at,
            on=on,
            slot=slot,
            at=taken_at,
            checked=checked,
            expected=expected,
            feverish=feverish,
            rooms=dict(rooms or {}),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        HealthCheck.objects.bulk_create(checks)
        note(made, checked=checked, expected=expected, feverish=feverish)
    return made


def record_check(
    *,
    by: Post,
    person: Person,
    taken_at: datetime,
    temperature: Decimal | None,
    symptomatic: bool | None,
    note: str = "",
    supersedes: HealthCheck | None = None,
    key: str | None = None,
) -> HealthCheck:
    """Record one person's temperature and symptoms (None: not done)."""
    with deed(by=by, verb=Verb.RECORD_CHECK, at=person.place_id, key=key) as noted:
        _refuse_the_future(taken_at)
        _refuse_the_impossible([temperature])
        check = HealthCheck.objects.create(
            **_signed(by, person, taken_at),
            temperature=temperature,
            symptomatic=symptomatic,
            note=note,
            supersedes=supersedes,
        )
        noted(check)
    return check


def record_test(
    *,
    by: Post,
    person: Person,
    sampled_at: datetime,
    outcome: str,
    pathogen: str,
    assay: str = "NAAT",
    specimen: str = "NP",
    laboratory: str = "",
    reported_at: datetime | None = None,
    supersedes: TestResult | None = None,
    key: str | None = None,
) -> TestResult:
    """Record a test by the time its specimen was taken."""
    with deed(by=by, verb=Verb.RECORD_TEST, at=person.place_id, key=key) as note:
        _refuse_the_future(sampled_at, reported_at)
        if reported_at and reported_at < sampled_at:
            raise _refusal("roster.reported_before", sampled_at=sampled_at)
        result = TestResult.objects.create(
            **_signed(by, person, sampled_at),
            outcome=outcome,
            pathogen=pathogen,
            assay=assay,
            specimen=specimen,
            laboratory=laboratory,
            reported_at=reported_at,
            supersedes=supersedes,
        )
        note(result, assay=assay)
    return result


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
    purpose: str = "",
    temperature: Decimal | None = None,
    key: str | None = None,
) -> Pass:
    """Enter a crossing of the gate with its verdict, a refused one too."""
    with deed(by=by, verb=Verb.RECORD_PASS, at=at, key=key) as note:
        _refuse_the_future(crossed_at)
        _refuse_the_impossible([temperature])
        made = Pass.objects.create(
            place_id=at,
            at=crossed_at,
            direction=direction,
            crosser=crosser,
            person=person,
            name=name,
            purpose=purpose,
            temperature=temperature,
            allowed=verdict.favourable,
            verdict=verdict.as_plain(),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        note(made, crosser=crosser, direction=direction, allowed=made.allowed)
    return made


# ── what the deeds share ──


def _refusal(code: str, **args: Any) -> ValidationError:
    return ValidationError(wording.say(code, **args), code=code)


def _refuse_the_future(*moments: datetime | None) -> None:
    if any(moment and moment > clock.now() for moment in moments):
        raise _refusal("roster.in_the_future", now=clock.now())


def _refuse_the_impossible(temperatures: Iterable[Decimal | None]) -> None:
    """A living body has 30 to 45 °C; anything else is a slip of the finger."""
    for given in temperatures:
        if given is not None and not 30 <= given <= 45:
            raise _refusal("roster.temperature_impossible", temperature=given)


def _person(at: str, row: Row, sex: str, born_on: date | None) -> Person:
    number = str(row.get("id_number") or "").strip().upper()
    return Person(
        place_id=at,
        kind=row["kind"],
        name=row["name"],
        id_number=number,
        id_index=cipher.blind(number) if number else "",
        sex=sex,
        born_on=born_on,
    )


def _signed(by: Post, person: Person, at: datetime) -> dict[str, Any]:
    return {
        "place_id": person.place_id,
        "person": person,
        "at": at,
        "recorded_at": clock.now(),
        "recorded_by": by,
    }


def _checks(
    by: Post,
    at: str,
    taken_at: datetime,
    found: Mapping[int, Row],
    rooms: Mapping[str, int] | None,
) -> list[HealthCheck]:
    """Make the checks of a round: the exceptions, and all in isolation who were seen.

    Rooms left out were not walked: nobody there is said to be well.
    """
    quiet = {
        isolation.person
        for isolation in queries.isolating(by, at).filter(place_id=at)
        if not rooms or isolation.room in rooms
    }
    people = {row["person"] for row in found.values()} | quiet
    return [
        HealthCheck(
            **_signed(by, person, taken_at),
            temperature=found.get(person.pk, {}).get("temperature"),
            symptomatic=found.get(person.pk, {}).get("symptomatic", False),
            note=found.get(person.pk, {}).get("note", ""),
        )
        for person in sorted(people, key=lambda p: p.pk)
    ]
