"""Which records are one person's: a second one points to the one that stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Merge, Person

Same = dict[int, int]


def standing(known_at: datetime | None = None) -> QuerySet[Merge]:
    """Return the merges that nobody had taken back by a moment."""
    rows: QuerySet[Merge] = Merge.objects.all()
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    ended = rows.filter(supersedes=OuterRef("pk"))
    return rows.filter(~Exists(ended), into__isnull=False)


def merged_away(column: str = "pk") -> Exists:
    """Return the condition that a person's record is a second one."""
    return Exists(standing().filter(person=OuterRef(column)))


def same(viewer: Post, known_at: datetime | None = None) -> Same:
    """Return, of every second record, the one that stays: one question for all."""
    rows = (
        standing(known_at).within(viewer.place_id).values_list("person_id", "into_id")
    )
    into = dict(rows)
    return {person: _last(into, person) for person in into}


def _last(into: Same, person: int) -> int:
    # a record that has become a second one is merged no more: there are no circles
    while person in into:
        person = into[person]
    return person


def members(viewer: Post, person: Any) -> list[int]:
    """Return all records that are one person's, this one among them."""
    known = same(viewer)
    stays = known.get(person.pk, person.pk)
    return sorted({stays, *(pk for pk, into in known.items() if into == stays)})


def of(person: Any) -> Q:
    """Return the filter "a fact of this person", by a second record or the first.
    ``person`` may be a column of the question outside."""
    up = OuterRef(person) if isinstance(person, OuterRef) else person
    second = standing().filter(person=OuterRef("person"), into=up)
    first = standing().filter(person=up, into=OuterRef("person"))
    return Q(person=person) | Q(Exists(second)) | Q(Exists(first))


def merges(viewer: Post, person: Any) -> QuerySet[Merge]:
    """Return the second records of a person that nobody has taken back."""
    rows = standing().within(viewer.place_id).filter(into=person)
    return rows.select_related("person", "recorded_by__user").order_by("pk")


def merge(viewer: Post, pk: int) -> Merge | None:
    """Return a merge that stands."""
    rows = standing().within(viewer.place_id).select_related("person", "into")
    found: Merge | None = rows.filter(pk=pk).first()
    return found


def twins(viewer: Post, at: str) -> list[list[Person]]:
    """Return records of a house that are likely one person's: of one number, or of one
    name and day of birth; two questions."""
    here = Person.objects.within(viewer.place_id).filter(~merged_away(), place_id=at)
    keys = [("id_index",), ("name", "born_on")]
    several = Q(pk__in=[])
    for key in keys:
        known = here.exclude(**{key[-1]: None}).exclude(**{f"{key[0]}": ""})
        for row in known.values(*key).annotate(n=Count("pk")).filter(n__gt=1):
            several |= Q(**{name: row[name] for name in key})
    found: dict[Any, list[Person]] = {}
    taken: set[int] = set()
    for key in keys:
        for person in here.filter(several).order_by("pk") if several else ():
            values = tuple(getattr(person, name) for name in key)
            if all(values) and person.pk not in taken:
                found.setdefault((key, values), []).append(person)
        taken |= {p.pk for group in _pairs(found.values()) for p in group}
    return _pairs(found.values())


def _pairs(groups: Iterable[list[Person]]) -> list[list[Person]]:
    return [group for group in groups if len(group) > 1]
