"""People, their stays and their isolations, narrowed to the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from wardline.base.accounts import cipher
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster.models import (
    Breach,
    CaseStatus,
    HealthCheck,
    Isolation,
    Move,
    Pass,
    Person,
    Stay,
    TestResult,
)
from wardline.core.roster.models.signed import Observed
from wardline.core.roster.queries.arrays import fetched
from wardline.core.roster.queries.merges import members, merged_away, standing


def holds(when: datetime) -> Q:
    """Return the filter "had begun and not ended at a moment"."""
    return Q(from_at__lte=when) & (Q(to_at=None) | Q(to_at__gt=when))


def people(
    viewer: Post, at: str | None = None, kind: str | None = None, search: str = ""
) -> QuerySet[Person]:
    """Return the people of a place, found by name or by their whole ID number; of those
    with two records the one that stays."""
    return _records(viewer, at, kind, search).filter(~merged_away())


def _records(
    viewer: Post, at: str | None = None, kind: str | None = None, search: str = ""
) -> QuerySet[Person]:
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
        found = found.filter(
            Q(name__icontains=search) | Q(room=search) | _bears(search)
        )
    return found


def _bears(number: str) -> Q:
    """Return the filter "bears this number", on either of two records."""
    index = cipher.blind(number.strip().upper())
    second = standing().filter(person__id_index=index).values("into")
    return Q(id_index=index) | Q(pk__in=second)


def staying(viewer: Post, at: str | None = None) -> QuerySet[Person]:
    """Return those with an open stay."""
    return people(viewer, at).filter(stays__to_at=None, stays__isnull=False)


def person(viewer: Post, pk: int) -> Person | None:
    """Return a person whom the viewer may know of."""
    return _records(viewer).filter(pk=pk).first()


def by_id_number(viewer: Post, number: str) -> QuerySet[Person]:
    """Return the people who bear an ID number, by its blind index."""
    return people(viewer).filter(_bears(number))


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
    records = members(viewer, person)
    kinds = {
        "stays": Stay.objects.order_by("-from_at"),
        "isolations": Isolation.objects.order_by("-from_at"),
        "breaches": _corrigible(Breach),
        "cases": _corrigible(CaseStatus),
        "checks": _corrigible(HealthCheck),
        "tests": _corrigible(TestResult).select_related("sample"),
        "moves": _corrigible(Move),
        "passes": Pass.objects.order_by("-at"),
    }
    return {
        name: list(rows.within(viewer.place_id).filter(person__in=records)[:60])
        for name, rows in kinds.items()
    }


def _corrigible(kind: type[Observed]) -> QuerySet:
    """Return the facts of a kind, newest first, ``corrected`` where a later one is."""
    later = kind.objects.filter(supersedes=OuterRef("pk"))
    return kind.objects.annotate(corrected=Exists(later)).order_by("-at", "-pk")


# what a person's page writes down and corrects, by the word in its address
CORRIGIBLE: dict[str, type[Observed]] = {
    "breach": Breach,
    "case": CaseStatus,
    "check": HealthCheck,
    "move": Move,
    "test": TestResult,
}


def correctable(viewer: Post, person: Person, what: str, pk: str) -> Any:
    """Return the fact about a person that is to be corrected, or None."""
    kind = CORRIGIBLE.get(what)
    if kind is None or not pk.isdecimal():
        return None
    rows = kind.objects.within(viewer.place_id)
    rows = rows.filter(person__in=members(viewer, person))
    return rows.filter(pk=int(pk)).first()


def last_move(viewer: Post, person: Person) -> Move | None:
    """Return how somebody came here last, if it was within two days."""
    rows = _corrigible(Move).within(viewer.place_id).filter(person=person)
    since = clock.now() - timedelta(days=2)
    found: Move | None = rows.filter(corrected=False, arrived_at__gte=since).first()
    return found


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
    return found.filter(holds(when))


def begun(
    viewer: Post, since: datetime, until: datetime, reasons: Sequence[str] = ()
) -> QuerySet[Isolation]:
    """Return the isolations that began in a window, for some reasons or for any."""
    found: QuerySet[Isolation] = Isolation.objects.within(viewer.place_id).filter(
        from_at__gte=since, from_at__lt=until
    )
    return found.filter(reason__in=reasons) if reasons else found


class Apart(NamedTuple):
    """An isolation as a rule needs it: ten thousand are read at once."""

    person: int
    kind: str
    place: str
    home: str
    from_at: datetime
    reason: str

    @classmethod
    def of(cls, isolation: Isolation) -> Self:
        """Take it from the record, whose person and place are at hand."""
        person, place = isolation.person, isolation.place
        home = place.kind_id or ""
        began, reason = isolation.from_at, isolation.reason
        return cls(person.pk, person.kind, place.code, home, began, reason)


def apart(viewer: Post, at: str | None = None) -> list[Apart]:
    """Return the open isolations at or below a place, the eldest first, in short."""
    rows = isolating(viewer, at).values_list(
        "person_id",
        "person__kind",
        "place_id",
        Coalesce("place__kind_id", Value("")),
        "from_at",
        "reason",
    )
    return [Apart(*row) for row in fetched(rows)]


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
