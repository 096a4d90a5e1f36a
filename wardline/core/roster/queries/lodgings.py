"""Who slept or was kept apart in which room, as facts: what a look-back follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Isolation, Stay
from wardline.core.roster.queries.merges import same
from wardline.ground.rules.clearance import Fact, Isolated, Lodged

_OPEN = datetime.max.replace(tzinfo=UTC)


def lodgings(viewer: Post, at: str, since: datetime) -> dict[int, list[Fact]]:
    """Return by person the rooms of one institution since a moment: three queries.

    Whoever is kept apart is not in the room that their stay names.
    """
    lasting = Q(to_at=None) | Q(to_at__gt=since)
    found: dict[int, list[Fact]] = defaultdict(list)
    one = same(viewer)
    isolations = Isolation.objects.within(viewer.place_id).filter(lasting, place_id=at)
    for apart in isolations.exclude(room="").order_by("pk"):
        found[one.get(apart.person_id, apart.person_id)].append(_isolated(apart))
    stays = Stay.objects.within(viewer.place_id).filter(lasting, place_id=at)
    for stay in stays.exclude(room="").order_by("pk"):
        mine = found[one.get(stay.person_id, stay.person_id)]
        away = [fact for fact in mine if isinstance(fact, Isolated)]
        mine += lodged(stay, away)
    return dict(found)


def _isolated(apart: Any) -> Isolated:
    return Isolated(
        id=f"isolation:{apart.pk}",
        occurred_at=apart.from_at,
        recorded_at=apart.recorded_at,
        ended_at=apart.to_at,
        alone=apart.alone,
        room=_room(apart),
    )


def lodged(
    stay: Any, away: Iterable[Isolated], *, known_at: datetime = _OPEN
) -> Iterator[Lodged]:
    """Give the stretches of a stay in its own room; an end that was not yet known at a
    moment is left out."""
    until = stay.to_at if stay.to_at and stay.to_at < known_at else None
    since, last = stay.from_at, until or _OPEN
    for apart in sorted(away, key=lambda fact: fact.occurred_at):
        if since < min(apart.occurred_at, last):
            yield _stretch(stay, since, min(apart.occurred_at, last))
        since = max(since, apart.ended_at or last)
    if since < last:
        yield _stretch(stay, since, until)


def _stretch(stay: Any, since: datetime, until: datetime | None) -> Lodged:
    return Lodged(
        id=f"stay:{stay.pk}:{since.isoformat()}",
        occurred_at=since,
        # a stay does not say when it was written down
        recorded_at=since,
        ended_at=until,
        room=_room(stay),
    )


def _room(row: Any) -> str:
    return f"{row.place_id}/{row.room.upper()}"
