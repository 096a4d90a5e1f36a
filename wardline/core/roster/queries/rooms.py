"""Who is in one room with whom, whatever was entered of being alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import permutations
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation
from wardline.ground.rules.clearance import Shared

# Row-level security narrows all three to the viewer. Pairs are made here, not by a
# join: on tables not yet analysed it compares everybody with everybody.
_FROM = """
from roster_isolation
where room <> '' and venue = 'institution' and recorded_at <= %(known_at)s
"""
_KEY = "place_code || '/' || upper(room)"
_MINE = f"select {_KEY} {_FROM} and person_id = any(%(ids)s::bigint[])"
_SOME = f"{_FROM} and place_code = any(%(places)s) and {_KEY} = any(%(keys)s)"
_CROWDED = f"""
select {_KEY} {_SOME} group by 1
having bool_or(alone) and count(distinct person_id) > 1
"""
_BEDS = f"""
select id, person_id, {_KEY}, room, bed, alone, from_at, to_at, recorded_at {_SOME}
order by id
"""
_OPEN = datetime.max.replace(tzinfo=UTC)


class _Bed(NamedTuple):
    """One stretch of somebody's isolation in a room, as the database has it."""

    pk: int
    person: int
    key: str
    room: str
    bed: str
    alone: bool
    since: datetime
    ended: datetime | None
    recorded_at: datetime

    def together(self, other: _Bed) -> bool:
        """Tell whether two people were there at once, one of them entered as alone."""
        return (
            self.person != other.person
            and (self.alone or other.alone)
            and self.since < (other.ended or _OPEN)
            and other.since < (self.ended or _OPEN)
        )

    def shared(self, other: _Bed) -> Shared:
        """Return the fact that somebody shared this room."""
        ended = min(self.ended or _OPEN, other.ended or _OPEN)
        return Shared(
            id=f"shared:{self.pk}:{other.pk}",
            occurred_at=max(self.since, other.since).astimezone(UTC),
            ended_at=None if ended == _OPEN else ended.astimezone(UTC),
            recorded_at=max(self.recorded_at, other.recorded_at).astimezone(UTC),
            other=str(other.person),
            room=self.room,
            bed=self.bed if self.bed.upper() == other.bed.upper() else "",
        )


def shared(persons: Iterable[int], known_at: datetime) -> dict[int, list[Shared]]:
    """Return by person each stretch in one room with somebody else, where one of the
    two was entered as alone: three queries at most, for any number."""
    asked = set(persons)
    rooms: dict[str, list[_Bed]] = {}
    for bed in _crowded(sorted(asked), known_at):
        rooms.setdefault(bed.key, []).append(bed)
    found: dict[int, list[Shared]] = {}
    for beds in rooms.values():
        for mine, other in permutations(beds, 2):
            if mine.person in asked and mine.together(other):
                found.setdefault(mine.person, []).append(mine.shared(other))
    return found


def _crowded(asked: list[int], known_at: datetime) -> list[_Bed]:
    """Return all stretches in those rooms of these people that held others too."""
    told: dict[str, Any] = {"ids": asked, "known_at": known_at}
    told |= _keys(key for (key,) in _rows(_MINE, told)) if asked else _keys(())
    if told["keys"]:
        told |= _keys(key for (key,) in _rows(_CROWDED, told))
    return [_Bed(*row) for row in _rows(_BEDS, told)] if told["keys"] else []


def _keys(keys: Iterable[str]) -> dict[str, list[str]]:
    found = sorted(set(keys))
    return {"keys": found, "places": sorted({key.partition("/")[0] for key in found})}


def _rows(sql: str, told: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


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
