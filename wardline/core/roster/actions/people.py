"""Enrol people, begin and end their stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from wardline.base.accounts import cipher
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import refuse_the_future
from wardline.core.roster.models import (
    Person,
    Stay,
)

Row = Mapping[str, Any]
_PARTICULARS = ("name", "id_number", "id_index", "sex", "born_on")


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
        refuse_the_future(from_at)
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


def identify(
    *,
    by: Post,
    person: Person,
    name: str,
    id_number: str = "",
    sex: str = "",
    born_on: date | None = None,
    key: str | None = None,
) -> Person:
    """Write down who somebody is, once it is known; all that is on record stays theirs.

    The ledger tells which particulars changed, and by whom. Refuses a number under
    which somebody else is enrolled.
    """
    with deed(by=by, verb=Verb.IDENTIFY, at=person.place_id, key=key) as note:
        given = {"kind": person.kind, "name": name, "id_number": id_number}
        told = _person(person.place_id, given, sex, born_on)
        others = Person.objects.exclude(pk__in=queries.members(by, person))
        if told.id_index and others.filter(id_index=told.id_index).exists():
            raise refusal("roster.number_taken")
        # what is left empty is not known, and takes nothing away
        fresh = {n: getattr(told, n) for n in _PARTICULARS if getattr(told, n)}
        changed = [n for n, value in fresh.items() if getattr(person, n) != value]
        for field in changed:
            setattr(person, field, fresh[field])
        person.save(update_fields=changed)
        note(person, changed=sorted(set(changed) - {"id_index"}))
    return person


def begin_stay(
    *, by: Post, person: Person, from_at: datetime, room: str = "", key: Any = None
) -> Stay:
    """Take into the house a person who was enrolled without a stay, or had left."""
    with deed(by=by, verb=Verb.BEGIN_STAY, at=person.place_id, key=key) as note:
        refuse_the_future(from_at)
        if queries.open_stay(person):
            raise refusal("roster.stays_already")
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
        refuse_the_future(at_time)
        stay = queries.open_stay(person)
        if stay is None:
            raise refusal("roster.no_stay")
        if at_time < stay.from_at:
            raise refusal("roster.ends_before", from_at=stay.from_at)
        stay.to_at = at_time
        stay.save(update_fields=["to_at"])
        note(stay)
    return stay


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
