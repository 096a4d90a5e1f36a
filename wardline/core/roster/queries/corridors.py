"""Rounds among those in isolation: who is there, what was read today, what came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places.queries import zone
from wardline.core.roster.models import CorridorRound, HealthCheck, Isolation, Stay
from wardline.core.roster.queries.arrays import any_of
from wardline.core.roster.queries.evidence import FEVER
from wardline.core.roster.queries.heads import day
from wardline.ground.rules import corridor

# of two phones that send for one house at once, one waits
_LOCK = 620_006


@dataclass(frozen=True, slots=True)
class Look:
    """One person's reading, with when it was taken and who wrote it down."""

    at: datetime
    temperature: Any
    symptomatic: bool | None
    by: str

    @property
    def reading(self) -> corridor.Reading:
        """Return it as the rule needs it."""
        return corridor.Reading(self.temperature, self.symptomatic)

    @property
    def bad(self) -> bool:
        """Tell whether it shows a fever or a symptom."""
        return self.reading.bad(FEVER)


Looks = Mapping[int, Mapping[str, Look]]


def looks(viewer: Post, persons: Iterable[int], on: date) -> Looks:
    """Return by person and slot the first reading of a day that is one: one query."""
    start, end = day(on)
    rows = (
        HealthCheck.objects.within(viewer.place_id)
        .filter(any_of("roster_healthcheck.person_id", persons))
        .filter(at__gte=start, at__lt=end)
        .order_by("at", "pk")
        .values_list(
            *("pk", "supersedes_id", "person_id", "at", "temperature"),
            *("symptomatic", "recorded_by__user__name"),
        )
    )
    taken = list(rows)
    corrected = {row[1] for row in taken}
    found: dict[int, dict[str, Look]] = {}
    for pk, _corrects, person, at, *told in taken:
        look = Look(at, *told)
        if pk not in corrected and not look.reading.blank:
            slot = corridor.slot_of(at, zone())[1].value
            found.setdefault(person, {}).setdefault(slot, look)
    return found


def whereabouts(
    viewer: Post, isolations: Iterable[Isolation], when: datetime
) -> dict[int, corridor.Whereabouts]:
    """Return by isolation where the records have its person at a moment, in two
    queries for any number."""
    asked = list(isolations)
    persons = [each.person_id for each in asked]
    of = any_of("person_id", persons)
    stays: dict[int, list[Stay]] = {}
    for stay in Stay.objects.within(viewer.place_id).filter(of, from_at__lte=when):
        stays.setdefault(stay.person_id, []).append(stay)
    rooms = {
        each.person_id: each.room
        for each in Isolation.objects.within(viewer.place_id)
        .filter(of, from_at__lte=when)
        .order_by("from_at", "pk")
        if each.to_at is None or each.to_at > when
    }
    return {
        each.pk: corridor.Whereabouts(
            each.room,
            each.to_at if each.to_at and each.to_at <= when else None,
            rooms.get(each.person_id, ""),
            _left(stays.get(each.person_id, ()), when),
        )
        for each in asked
    }


def _left(stays: Iterable[Stay], when: datetime) -> datetime | None:
    """Return when somebody left who is not in; one who never had a stay has not."""
    ends = [stay.to_at for stay in stays]
    if any(end is None or end > when for end in ends):
        return None
    return max((end for end in ends if end), default=None)


def shown(viewer: Post, at: str, pks: Iterable[int]) -> list[Isolation]:
    """Return the open isolations of a house, and those that a page has shown before,
    in the order of the corridor."""
    wanted = {int(pk) for pk in pks}
    found = (
        Isolation.objects.within(viewer.place_id)
        .filter(place_id=at)
        .filter(Q(to_at=None) | Q(pk__in=wanted))
        .select_related("person")
    )
    return sorted(found, key=along)


def along(isolation: Any) -> tuple[Any, ...]:
    """Return the place of an isolation along the corridor: G-2 before G-10."""
    parts = re.split(r"(\d+)", isolation.room)
    room = tuple((not p.isdigit(), int(p) if p.isdigit() else p) for p in parts if p)
    return (room, isolation.person.name, isolation.pk)


def corridors(
    viewer: Post, at: str | None = None, on: date | None = None
) -> QuerySet[CorridorRound]:
    """Return the rounds among those in isolation, newest first."""
    found: QuerySet[CorridorRound] = (
        CorridorRound.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("place", "recorded_by__user")
        .order_by("-at", "-pk")
    )
    return found.filter(on=on) if on else found


def one_phone_at_a_time(at: str) -> None:
    """Hold others who send a round of this house until this deed ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, str(at)]
        )
