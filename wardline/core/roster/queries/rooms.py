"""Who is in one room with whom, whatever was entered of being alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation
from wardline.ground.rules.clearance import Shared

# Row-level security narrows both to the viewer. Pairs are made here, not by a join: on
# tables that the database has not measured yet it compares everybody with everybody.
_COLUMNS = """
select id, person_id, place_code || '/' || upper(room), room, bed, alone,
       from_at, to_at, recorded_at
from roster_isolation
where room <> '' and venue = 'institution' and recorded_at <= %(known_at)s
"""
_MINE = _COLUMNS + " and person_id = any(%(ids)s::bigint[])"
_THEIRS = (
    _COLUMNS
    + """ and place_code = any(%(places)s) and (to_at is null or to_at > %(since)s)
  and place_code || '/' || upper(room) = any(%(keys)s) order by id"""
)
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
    two was entered as alone: two queries for any number."""
    asked = sorted(persons)
    mine = _rows(_MINE, {"ids": asked, "known_at": known_at}) if asked else []
    rooms: dict[str, list[_Bed]] = {}
    for bed in _around(mine, known_at):
        rooms.setdefault(bed.key, []).append(bed)
    found: dict[int, list[Shared]] = {}
    for bed in mine:
        for other in rooms.get(bed.key, ()):
            if bed.together(other):
                found.setdefault(bed.person, []).append(bed.shared(other))
    return found


def _around(mine: Sequence[_Bed], known_at: datetime) -> list[_Bed]:
    """Return everyone's stretches in the rooms of these, no older than theirs."""
    if not mine:
        return []
    keys = sorted({bed.key for bed in mine})
    told = {
        "keys": keys,
        "places": sorted({key.partition("/")[0] for key in keys}),
        "since": min(bed.since for bed in mine),
        "known_at": known_at,
    }
    return _rows(_THEIRS, told)


def _rows(sql: str, told: dict[str, object]) -> list[_Bed]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return [_Bed(*row) for row in cursor]


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
