"""What may be seen of the facts about people, always narrowed to the viewer.

Bulk questions cost a fixed number of queries, however many people or places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from wardline.base.accounts import cipher
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
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

COUNTS = ("residents", "workers", "isolating", "yesterday", "came_in", "went_out")


def day(on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next, in the authority's zone."""
    start = datetime.combine(on, time(0), zone())
    return start, datetime.combine(on + timedelta(days=1), time(0), zone())


# ── people ──


def people(
    viewer: Post, at: str | None = None, kind: str | None = None, search: str = ""
) -> QuerySet[Person]:
    """Return the people of a place, found by name or by their whole ID number."""
    room = Stay.objects.filter(person=OuterRef("pk"), to_at=None).values("room")[:1]
    found: QuerySet[Person] = (
        Person.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("place")
        .annotate(room=Subquery(room))
        .order_by("place_id", "room", "name", "pk")
    )
    if kind:
        found = found.filter(kind=kind)
    if search:
        number = cipher.blind(search.strip().upper())
        found = found.filter(
            Q(name__icontains=search) | Q(room=search) | Q(id_index=number)
        )
    return found


def staying(viewer: Post, at: str | None = None) -> QuerySet[Person]:
    """Return those with an open stay."""
    return people(viewer, at).filter(stays__to_at=None, stays__isnull=False)


def person(viewer: Post, pk: int) -> Person | None:
    """Return a person whom the viewer may know of."""
    return people(viewer).filter(pk=pk).first()


def by_id_number(viewer: Post, number: str) -> QuerySet[Person]:
    """Return the people who bear an ID number, by its blind index."""
    return people(viewer).filter(id_index=cipher.blind(number.strip().upper()))


def masked(person: Person) -> str:
    """Return the person's ID number as it may be shown."""
    return cipher.masked(person.id_number)


def open_stay(person: Person) -> Stay | None:
    """Return the stay that goes on, if the person has one."""
    found: Stay | None = Stay.objects.filter(person=person, to_at=None).first()
    return found


def open_isolation(person: Person) -> Isolation | None:
    """Return the isolation that goes on, if the person is in one."""
    found: Isolation | None = Isolation.objects.filter(
        person=person, to_at=None
    ).first()
    return found


def history(viewer: Post, person: Person) -> dict[str, list]:
    """Return all that is known of one person, newest first."""
    kinds = {
        "stays": Stay.objects.order_by("-from_at"),
        "isolations": Isolation.objects.order_by("-from_at"),
        "breaches": Breach.objects.order_by("-at"),
        "checks": HealthCheck.objects.order_by("-at"),
        "tests": TestResult.objects.order_by("-at"),
        "passes": Pass.objects.order_by("-at"),
    }
    return {
        name: list(rows.within(viewer.place_id).filter(person=person)[:60])
        for name, rows in kinds.items()
    }


# ── isolation ──


def isolating(
    viewer: Post, at: str | None = None, when: datetime | None = None
) -> QuerySet[Isolation]:
    """Return the isolations that are open (or were, at a moment), eldest first."""
    found: QuerySet[Isolation] = (
        Isolation.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place")
        .order_by("from_at", "pk")
    )
    if when is None:
        return found.filter(to_at=None)
    return found.filter(_holds(when))


def isolation(viewer: Post, pk: int) -> Isolation | None:
    """Return an isolation that the viewer may know of."""
    found: Isolation | None = (
        Isolation.objects.within(viewer.place_id)
        .select_related("person", "place")
        .filter(pk=pk)
        .first()
    )
    return found


def day_of(isolation: Isolation, on: date) -> int:
    """Return which day of isolation this is; the day of entry is day 0."""
    return (on - isolation.from_at.astimezone(zone()).date()).days


# ── heads ──


def headcount(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count one institution's heads on a day; see ``headcounts``."""
    return headcounts(viewer, at, on).get(at, dict.fromkeys(COUNTS, 0))


def headcounts(viewer: Post, at: str, on: date) -> dict[str, dict[str, int]]:
    """Count, by place: who is in (residents, workers), who is in isolation, who was in
    when the day began, who came in and went out at the gate since.

    Who has a stay is in, unless their latest crossing during it led out.
    """
    start, end = day(on)
    end = min(end, clock.now())
    found: dict[str, dict[str, int]] = {}

    def put(place: str, name: str, count: int) -> None:
        row = found.setdefault(place, dict.fromkeys(COUNTS, 0))
        row[name] += count

    for place, kind, count in _present(viewer, at, end, "person__kind"):
        put(place, f"{kind}s", count)
    for place, count in _present(viewer, at, start):
        put(place, "yesterday", count)
    for place, count in _grouped(isolating(viewer, at, end)):
        put(place, "isolating", count)
    through = passes(viewer, at).filter(
        at__gte=start, at__lt=end, allowed=True, person__isnull=False
    )
    for place, direction, count in _grouped(through, "direction"):
        put(place, {"in": "came_in", "out": "went_out"}[direction], count)
    return found


def inside(viewer: Post, at: str, when: datetime) -> QuerySet[Stay]:
    """Return the stays of those who were in at a moment, and not out at the gate."""
    latest = (
        Pass.objects.filter(
            person=OuterRef("person"),
            place=OuterRef("place"),
            allowed=True,
            at__gte=OuterRef("from_at"),
            at__lt=when,
        )
        .order_by("-at")
        .values("direction")[:1]
    )
    found: QuerySet[Stay] = (
        Stay.objects.within(viewer.place_id)
        .within(at)
        .filter(_holds(when))
        .annotate(latest=Subquery(latest))
        .exclude(latest="out")
    )
    return found


def _grouped(rows: QuerySet, *also: str) -> QuerySet:
    names = ("place_id", *also)
    return (
        rows.order_by().values_list(*names).annotate(count=Count("pk")).order_by(*names)
    )


def _holds(when: datetime) -> Q:
    return Q(from_at__lte=when) & (Q(to_at=None) | Q(to_at__gt=when))


def _present(viewer: Post, at: str, when: datetime, *also: str) -> QuerySet:
    return _grouped(inside(viewer, at, when), *also)


# ── rounds and crossings ──


def rounds(viewer: Post, at: str | None = None, on: date | None = None):
    """Return the temperature rounds of a day (or all), in order of place and slot."""
    found: QuerySet[Round] = (
        Round.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .order_by("place_id", "-on", F("slot").desc())
    )
    return found.filter(on=on) if on else found


def round_of(viewer: Post, at: str, on: date, slot: str) -> Round | None:
    """Return one round, if it was made."""
    return rounds(viewer, at, on).filter(place_id=at, slot=slot).first()


def passes(
    viewer: Post, at: str | None = None, on: date | None = None
) -> QuerySet[Pass]:
    """Return the crossings of a day (or all), newest first."""
    found: QuerySet[Pass] = (
        Pass.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "recorded_by__user")
        .order_by("-at", "-pk")
    )
    if on:
        start, end = day(on)
        found = found.filter(at__gte=start, at__lt=end)
    return found


def crossing(viewer: Post, pk: int) -> Pass | None:
    """Return one entry of the gate's register."""
    return passes(viewer).filter(pk=pk).first()


def beds(viewer: Post, at: str, when: datetime) -> dict[str, list[Person]]:
    """Return who is in, room by room, for a temperature round."""
    found: dict[str, list[Person]] = {}
    stays = inside(viewer, at, when).select_related("person")
    for stay in stays.order_by("room", "person__name", "person_id"):
        found.setdefault(stay.room, []).append(stay.person)
    return found


def tests(viewer: Post, at: str, on: date) -> Mapping[str, int]:
    """Count the samples of a day and those found positive, at or below a place."""
    start, end = day(on)
    taken = (
        TestResult.objects.within(viewer.place_id)
        .within(at)
        .filter(at__gte=start, at__lt=end)
    )
    return taken.aggregate(
        tested=Count("pk"), positive=Count("pk", filter=Q(outcome="positive"))
    )


def known(rows: QuerySet, persons: Iterable[int], known_at: datetime) -> QuerySet:
    """Narrow facts to some persons and to what was written down by a moment."""
    return rows.filter(person__in=persons, recorded_at__lte=known_at)
