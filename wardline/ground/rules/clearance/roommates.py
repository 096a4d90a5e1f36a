"""Who shared air with whom: from the rooms of several people, what each of them has to
be told about the others.

Three things follow from a shared room. The room was shared, whatever the records say of
alone. Two people admitted on different days take the later clock. And from a room-mate
who falls ill the clock restarts at the last shared air, for every room-mate, and for
theirs in turn: whoever shared a room with somebody exposed shared it with the source.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import combinations

from wardline.ground.rules.clearance.circumstances import Lodged, Moved, Shared, Shift
from wardline.ground.rules.clearance.clock import runs
from wardline.ground.rules.clearance.evidence import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Exposure,
    Fact,
    Isolated,
    LabTest,
    Lasting,
    Presence,
    Result,
    Symptoms,
    standing,
)

Histories = Mapping[str, Iterable[Fact]]
# how long before it shows somebody may pass it on
SHEDS_BEFORE = timedelta(days=4)
# the end of what has not ended
OPEN = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Together:
    """Two people were in one room from–to."""

    one: str
    other: str
    room: str
    bed: str
    since: datetime
    until: datetime
    recorded_at: datetime

    def mate(self, person: str) -> str:
        """Return the other one."""
        return self.other if person == self.one else self.one


def shared_air(
    histories: Histories,
    known_at: datetime,
    *,
    sheds_before: timedelta = SHEDS_BEFORE,
) -> dict[str, tuple[Fact, ...]]:
    """Derive for each person the facts that the rooms of the others add to theirs.

    ``histories`` holds the facts of each person; rooms are named so that no two houses
    have the same. Facts found are `Shared`, `Exposure` (the later clock) and `Breach`
    (a room-mate ill); each is known from when all that it rests on was.
    """
    known = {who: standing(facts, known_at) for who, facts in histories.items()}
    mates = _mates(known)
    found: dict[str, list[Fact]] = {who: [] for who in known}
    for who, facts in known.items():
        found[who] += _shares(who, mates.get(who, ()))
        for ill_at, kind, recorded_at in _illnesses(facts):
            since = ill_at - sheds_before
            for mate, fact in _ring(who, since, kind, ill_at, recorded_at, mates):
                found[mate].append(fact)
    for who, exposed in _later_clocks(known, mates):
        found[who].append(exposed)
    return {who: tuple(_once(facts)) for who, facts in found.items()}


def met_since(
    histories: Histories, person: str, since: datetime, known_at: datetime
) -> dict[str, datetime]:
    """Return everyone who has shared a room with somebody since a moment, themselves or
    through others, each with the moment from which on: the list to look back over."""
    known = {who: standing(facts, known_at) for who, facts in histories.items()}
    reached = _reached(person, since, _mates(known))
    return {who: at for who, (at, _) in reached.items() if who != person}


def _mates(known: Mapping[str, Sequence[Fact]]) -> dict[str, list[Together]]:
    """Return by person each stretch of time with another in one room."""
    rooms: dict[str, list[tuple[str, Isolated | Lodged]]] = defaultdict(list)
    for who in sorted(known):
        for fact in known[who]:
            if isinstance(fact, (Isolated, Lodged)) and fact.room:
                rooms[fact.room].append((who, fact))
    found: dict[str, list[Together]] = defaultdict(list)
    for (one, mine), (other, theirs) in _pairs(rooms.values()):
        since = max(mine.occurred_at, theirs.occurred_at)
        until = min(mine.ended_at or OPEN, theirs.ended_at or OPEN)
        if one != other and since < until:
            both = Together(
                one,
                other,
                mine.room,
                mine.bed if mine.bed == theirs.bed else "",
                since,
                until,
                max(mine.recorded_at, theirs.recorded_at),
            )
            found[one].append(both)
            found[other].append(both)
    return found


def _pairs(
    rooms: Iterable[list[tuple[str, Isolated | Lodged]]],
) -> Iterator[tuple[tuple[str, Isolated | Lodged], tuple[str, Isolated | Lodged]]]:
    for inside in rooms:
        yield from combinations(inside, 2)


def _reached(
    source: str, since: datetime, mates: Mapping[str, Sequence[Together]]
) -> dict[str, tuple[datetime, datetime]]:
    """Return whom the air of somebody can have reached since a moment, at the earliest
    when, and from when that is known."""
    reached: dict[str, tuple[datetime, datetime]] = {}
    waiting = [(since, source, datetime.min.replace(tzinfo=UTC))]
    while waiting:
        at, who, recorded_at = heappop(waiting)
        if who in reached:
            continue
        reached[who] = at, recorded_at
        for both in mates.get(who, ()):
            if both.until > at:
                known_at = max(recorded_at, both.recorded_at)
                heappush(waiting, (max(at, both.since), both.mate(who), known_at))
    return reached


def _ring(
    source: str,
    since: datetime,
    kind: BreachKind,
    ill_at: datetime,
    recorded_at: datetime,
    mates: Mapping[str, Sequence[Together]],
) -> Iterator[tuple[str, Breach]]:
    """Give everyone reached by somebody ill a breach until the last shared air."""
    reached = _reached(source, since, mates)
    for who, (at, _) in reached.items():
        for both in mates.get(who, ()):
            mate = both.mate(who)
            if mate == source or both.until <= at or mate not in reached:
                continue
            begun = max(at, both.since)
            yield (
                mate,
                Breach(
                    id=f"{kind}:{source}:{ill_at.isoformat()}:{who}:{begun.isoformat()}",
                    occurred_at=begun,
                    ended_at=None if both.until == OPEN else both.until,
                    recorded_at=max(recorded_at, reached[mate][1], both.recorded_at),
                    kind=kind,
                    ill_at=ill_at,
                ),
            )


def _shares(who: str, both: Iterable[Together]) -> Iterator[Shared]:
    for each in both:
        mate = each.mate(who)
        yield Shared(
            id=f"shared:{mate}:{each.room}:{each.since.isoformat()}",
            occurred_at=each.since,
            ended_at=None if each.until == OPEN else each.until,
            recorded_at=each.recorded_at,
            other=mate,
            room=each.room,
            bed=each.bed,
        )


def _illnesses(
    facts: Sequence[Fact],
) -> Iterator[tuple[datetime, BreachKind, datetime]]:
    """Give each sign that somebody is ill, unless a physician ruled it out later."""
    ruled_out = [
        fact.occurred_at
        for fact in facts
        if isinstance(fact, CaseStatus) and fact.state is CaseState.RULED_OUT
    ]
    last = max(ruled_out, default=datetime.min.replace(tzinfo=UTC))
    for fact in facts:
        kind = _sign(fact)
        if kind and fact.occurred_at > last:
            yield fact.occurred_at, kind, fact.recorded_at


def _sign(fact: Fact) -> BreachKind | None:
    match fact:
        case Symptoms(presence=Presence.PRESENT):
            return BreachKind.ROOMMATE_SYMPTOMATIC
        case CaseStatus(state=CaseState.SUSPECTED):
            return BreachKind.ROOMMATE_SYMPTOMATIC
        case CaseStatus(state=CaseState.CONFIRMED):
            return BreachKind.ROOMMATE_POSITIVE
        case LabTest(result=Result.POSITIVE, pool=1):
            return BreachKind.ROOMMATE_POSITIVE
    return None


def _later_clocks(
    known: Mapping[str, Sequence[Fact]], mates: Mapping[str, Sequence[Together]]
) -> Iterator[tuple[str, Exposure]]:
    """Give everyone who shared air the starts of the counts of those they met."""
    for source, facts in known.items():
        for fact, until in _starts(facts):
            reached = _reached(source, fact.occurred_at, mates)
            for who in reached.keys() - {source}:
                at, known_at = reached[who]
                last = max(
                    both.until
                    for both in mates[who]
                    if both.mate(who) in reached and both.until > at
                )
                yield who, _exposed(source, fact, min(until, last), known_at)


def _exposed(source: str, fact: Fact, ends: datetime, known_at: datetime) -> Exposure:
    return Exposure(
        id=f"clock:{source}:{fact.id}",
        occurred_at=fact.occurred_at,
        ended_at=None if ends == OPEN else ends,
        recorded_at=max(fact.recorded_at, known_at),
        source=source,
        by_count=True,
    )


def _starts(facts: Sequence[Fact]) -> Iterator[tuple[Fact, datetime]]:
    """Give each fact at which somebody's own count begins or begins anew, with its end:
    coming in, and whatever exposed them."""
    inside: list[Lasting] = [
        fact
        for fact in facts
        if isinstance(fact, Isolated) or (isinstance(fact, Moved) and fact.alone)
    ]
    begun = {since for since, _ in runs(inside, OPEN)}
    for fact in facts:
        match fact:
            case Isolated() if fact.occurred_at in begun:
                yield fact, fact.occurred_at
            case Exposure() | Breach() | Shift() | Moved(alone=False):
                yield fact, fact.ended_at or OPEN


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Give each fact once: by its name, the one known first."""
    best: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.recorded_at, fact.id)):
        best.setdefault(fact.id, fact)
    yield from (best[name] for name in sorted(best))
