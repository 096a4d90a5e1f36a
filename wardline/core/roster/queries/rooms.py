"""Who is in one room with whom, whatever was entered of being alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation
from wardline.ground.rules.clearance import Shared

# walled like every other query: row-level security narrows both sides
_PAIRS = """
select mine.person_id, theirs.id, theirs.person_id, mine.room,
       case when upper(mine.bed) = upper(theirs.bed) then mine.bed else '' end,
       greatest(mine.from_at, theirs.from_at), least(mine.to_at, theirs.to_at),
       greatest(mine.recorded_at, theirs.recorded_at)
from roster_isolation mine
join roster_isolation theirs
  on theirs.place_code = mine.place_code and upper(theirs.room) = upper(mine.room)
 and theirs.person_id <> mine.person_id
 and theirs.from_at < coalesce(mine.to_at, 'infinity')
 and mine.from_at < coalesce(theirs.to_at, 'infinity')
where mine.person_id = any(%(ids)s::bigint[]) and mine.room <> ''
  and mine.venue = 'institution' and theirs.venue = 'institution'
  and (mine.alone or theirs.alone)
  and greatest(mine.recorded_at, theirs.recorded_at) <= %(known_at)s
order by mine.person_id, theirs.id
"""


def shared(persons: Iterable[int], known_at: datetime) -> dict[int, list[Shared]]:
    """Return by person each stretch in one room with somebody else, where one of the
    two was entered as alone: one query for any number."""
    found: dict[int, list[Shared]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"ids": sorted(persons), "known_at": known_at})
        for person, theirs, other, room, bed, since, until, recorded in cursor:
            fact = Shared(
                id=f"shared:{theirs}",
                occurred_at=since.astimezone(UTC),
                ended_at=until and until.astimezone(UTC),
                recorded_at=recorded.astimezone(UTC),
                other=str(other),
                room=room,
                bed=bed,
            )
            found.setdefault(person, []).append(fact)
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
