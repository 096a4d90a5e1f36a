"""Who has been in one room with whom, whatever was entered of being alone; and what
each of them has to be told of the others: the room, a later clock, an illness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Upper

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation, Stay
from wardline.core.roster.queries.arrays import array
from wardline.core.roster.queries.lodgings import lodged
from wardline.core.roster.queries.merges import Same
from wardline.ground.rules.clearance import Fact, Isolated, Shared, shared_air

# Row-level security narrows it to the viewer. Only rooms that held several people at
# once come back, and those of people who were not alone: stretches of a room that
# overlap stand in one row after the other, so one look at each room finds them.
_CROWDED = """
with stretch as (
    select id, person_id, place_code, upper(room) as room, alone, from_at,
        case when coalesce(end_recorded_at, to_at) < %(known_at)s then to_at
        else 'infinity' end as ended
    from roster_isolation
    where room <> '' and venue = 'institution' and recorded_at <= %(known_at)s
        and place_code = any(array(
            select distinct place_code from roster_isolation
            where person_id = any(%(ids)s::bigint[])
        ))
), marked as (
    select *, from_at < max(ended) over (
        partition by place_code, room order by from_at, id
        rows between unbounded preceding and 1 preceding
    ) as met
    from stretch
), next as (
    select *, lead(met) over (
        partition by place_code, room order by from_at, id
    ) as met_next
    from marked
)
select id, person_id, place_code, room, alone, from_at from next
where met or met_next or not alone
order by id
"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those who have shared rooms with the people asked about, and the rooms."""

    # place and room of an isolation, by the name of its fact
    rooms: Mapping[str, tuple[str, str]]
    # who was entered as alone in a room: then none of those who sleep there was in it
    alone: frozenset[str]
    # who sleeps in those rooms; `sleeper` is their record that stays
    stays: tuple[Any, ...]
    people: frozenset[int]
    # by institution, whom its rooms concern
    inside: Mapping[str, frozenset[int]]


def crowd(asked: Iterable[int], known_at: datetime, one: Same) -> Crowd:
    """Return who has shared a room with these people, themselves or through others:
    two queries at most, for any number. ``one`` names the record that stays of those
    that are one person's."""
    mine = {one.get(pk, pk) for pk in asked}
    ids = sorted({*mine, *(pk for pk, into in one.items() if into in mine)})
    with connection.cursor() as cursor:
        cursor.execute(_CROWDED, {"ids": array(ids), "known_at": known_at})
        found = cursor.fetchall()
    rooms, alone = {}, set()
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, person, place, room, by_oneself, _ in found:
        rooms[f"isolation:{pk}"] = place, room
        groups[place, room].add(one.get(person, person))
        alone |= {f"isolation:{pk}"} if by_oneself else set()
    stays = _sleeping([row for row in found if not row[4]], known_at)
    for stay in stays:
        stay.sleeper = one.get(stay.person_id, stay.person_id)
        groups[stay.place_id, stay.room.upper()].add(stay.sleeper)
    people = frozenset(_connected(mine, list(groups.values())))
    inside: dict[str, frozenset[int]] = defaultdict(frozenset)
    for (place, _), group in groups.items():
        inside[place] |= people & group if len(group) > 1 else frozenset()
    return Crowd(rooms, frozenset(alone), tuple(stays), people, inside)


def _sleeping(rows: list[tuple[Any, ...]], known_at: datetime) -> list[Any]:
    """Return the stays of those who sleep in the rooms of people not alone."""
    if not rows:
        return []
    names = {f"{place}/{room}" for _, _, place, room, *_ in rows}
    stays = Stay.objects.annotate(
        door=Concat("place_id", Value("/"), Upper("room"))
    ).filter(
        Q(to_at=None) | Q(to_at__gt=min(row[5] for row in rows)),
        place_id__in={row[2] for row in rows},
        door__in=names,
        from_at__lte=known_at,
    )
    return list(stays.order_by("pk"))


def _connected(asked: set[int], groups: list[set[int]]) -> set[int]:
    """Return the people of all groups that hang together with those asked about."""
    found = set(asked)
    while more := [group for group in groups if group & found and group - found]:
        found = found.union(*more)
    return found


def told(
    crowd: Crowd, known: Mapping[int, Iterable[Fact]], known_at: datetime
) -> dict[int, list[Fact]]:
    """Return by person what follows for them from the rooms of the others: `Shared`,
    `Exposure` and `Breach`. Each house by itself, so that all who may see it agree."""
    found: dict[int, list[Fact]] = defaultdict(list)
    alone = _by_oneself(crowd, known)
    for place, people in sorted(crowd.inside.items()):
        histories = {
            str(person): list(_inside(crowd, place, known[person])) for person in people
        }
        for stay in (s for s in crowd.stays if s.place_id == place):
            if stay.sleeper in people:
                mine = histories[str(stay.sleeper)]
                mine += _asleep(stay, mine, alone, known_at)
        for who, facts in shared_air(histories, known_at).items():
            found[int(who)] += [_named(fact, known[int(who)]) for fact in facts]
    return found


def _inside(crowd: Crowd, place: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Give somebody's facts, the rooms of this house named alike, others not at all."""
    for fact in facts:
        if isinstance(fact, Isolated):
            where, room = crowd.rooms.get(fact.id, ("", ""))
            yield replace(
                fact, room=room if where == place else "", bed=fact.bed.upper()
            )
        else:
            yield fact


def _by_oneself(
    crowd: Crowd, known: Mapping[int, Iterable[Fact]]
) -> dict[tuple[str, str], list[Isolated]]:
    """Return by room the isolations of those who were entered as alone there."""
    found: dict[tuple[str, str], list[Isolated]] = defaultdict(list)
    for person in crowd.people if crowd.stays else ():
        for fact in known[person]:
            if isinstance(fact, Isolated) and fact.id in crowd.alone:
                found[crowd.rooms[fact.id]].append(fact)
    return found


def _asleep(
    stay: Any,
    mine: Iterable[Fact],
    alone: Mapping[tuple[str, str], list[Isolated]],
    known_at: datetime,
) -> list[Fact]:
    """Return when somebody slept in the room of their stay: not while they were kept
    apart, and not while somebody was alone there."""
    room = stay.room.upper()
    away = [fact for fact in mine if isinstance(fact, Isolated)]
    away += alone.get((stay.place_id, room), [])
    return [replace(each, room=room) for each in lodged(stay, away, known_at=known_at)]


def _named(fact: Fact, mine: Iterable[Fact]) -> Fact:
    """Return a shared room under the name that one's own isolation gives it."""
    if not isinstance(fact, Shared):
        return fact
    for each in mine:
        if isinstance(each, Isolated) and each.room.upper() == fact.room:
            return replace(fact, room=each.room)
    return fact


def roommates(viewer: Post, at: str, room: str, since: datetime) -> QuerySet[Isolation]:
    """Return who is isolated in a room at a moment or later."""
    found: QuerySet[Isolation] = (
        Isolation.objects.within(viewer.place_id)
        .filter(Q(to_at=None) | Q(to_at__gt=since))
        .filter(place_id=at, room__iexact=room, venue=Isolation.VENUES[0])
        .select_related("person")
        .order_by("from_at", "pk")
    )
    return found
