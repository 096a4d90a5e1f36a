"""Invents believable histories of people in isolation: the same seed, the same people.

Most go well, some go wrong in the ways in which they do: a day without a look, a walk
outside, a sample that was lost. All end near the day on which somebody would ask.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from random import Random

from wardline.ground.rules.clearance.circumstances import Infection, Moved, Proof
from wardline.ground.rules.clearance.counting import midnight
from wardline.ground.rules.clearance.evidence import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Exposure,
    Fact,
    Isolated,
    LabTest,
    Presence,
    Result,
    Retraction,
    Signed,
    Symptoms,
)

FIRST_DAY = date(2020, 3, 1)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BREACHES = tuple(BreachKind)
UNHAPPY = (
    *(Result.INDETERMINATE,) * 3,
    *(Result.INVALID, Result.LOST) * 2,
    *(Result.POSITIVE, Result.WEAK_POSITIVE),
)


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one person, and when somebody asks whether they may leave."""

    name: str
    facts: tuple[Fact, ...]
    decide_at: datetime


@dataclass(frozen=True, slots=True)
class World:
    """What the policies in question know: days, places, roles; and how much goes wrong
    (1: as it does; 0: nothing)."""

    zone: tzinfo
    days: Sequence[int] = (14,)
    places: Sequence[str] = ("institution",)
    roles: Sequence[str] = ()
    trouble: float = 1.0


def generate(world: World, number: int, seed: int, first: int = 0) -> Iterator[History]:
    """Give so many histories, from one number on.

    Each has a chance of its own, so that any of them can be told again by itself.
    """
    for each in range(first, first + number):
        name = f"{seed}/{each}"
        yield _Person(world, Random(name), name).history()


class _Person:
    """Puts one history together, fact by fact."""

    def __init__(self, world: World, chance: Random, name: str) -> None:
        self.world, self.chance, self.name = world, chance, name
        self.facts: list[Fact] = []
        self.came_on = chance.randrange(7)
        self.came_at = self.day(0) + chance.randrange(7 * 60, 24 * 60) * MINUTE
        self.stays = chance.choice(world.days)
        # about when the days are over, or somewhere in the middle
        around = self.stays + chance.uniform(-0.5, 4.5)
        if chance.random() < 0.1:
            around = chance.uniform(0.5, self.stays + 1)
        self.asked_at = self.day(0) + max(around, 0.6) * DAY

    def day(self, number: int) -> datetime:
        """Return the midnight that begins a day of the history."""
        return midnight(FIRST_DAY + (self.came_on + number) * DAY, self.world.zone)

    def happens(self, share: float) -> bool:
        """Tell whether something that goes wrong so often does."""
        return self.chance.random() < share * self.world.trouble

    def between(self, since: datetime, until: datetime) -> datetime:
        """Return some minute between two moments."""
        minutes = max(1, (until - since) // MINUTE)
        return since + self.chance.randrange(minutes) * MINUTE

    def named(self) -> str:
        """Return a name for the next fact."""
        return f"f{len(self.facts):03}"

    def history(self) -> History:
        """Return the whole history."""
        self.isolation()
        self.looks()
        self.tests()
        if self.happens(0.15):
            self.breach()
        if self.happens(0.12):
            self.exposure()
        if self.happens(0.04):
            self.illness()
        self.signatures()
        return History(self.name, tuple(self.facts), self.asked_at)

    def isolation(self) -> None:
        """Come in, most often alone; sometimes shared at first, or moved half-way."""
        if len(self.world.places) > 1 and self.chance.random() < 0.5:
            return self.moved(self.chance.sample(list(self.world.places), 2))
        where = self.chance.choice(self.world.places)
        alone_at = self.came_at
        if self.happens(0.1):
            alone_at += self.chance.randrange(1, 72) * HOUR
            self.inside(self.came_at, alone_at, where, alone=False)
        return self.inside(alone_at, None, where, alone=not self.happens(0.03))

    def inside(
        self, since: datetime, until: datetime | None, where: str, alone: bool = True
    ) -> None:
        """Note one episode of isolation."""
        recorded_at = since + 10 * MINUTE
        fact = Isolated(
            id=self.named(),
            occurred_at=since,
            recorded_at=recorded_at,
            ended_at=until,
            alone=alone,
            where=where,
        )
        self.facts.append(fact)

    def moved(self, places: Sequence[str]) -> None:
        """Go from one kind of place to another when about half or all days are over."""
        share = self.chance.choice((0.5, 0.66, 1))
        left_at = self.came_at + (self.stays * share + 0.7) * DAY
        there_at = left_at + self.chance.randrange(20, 240) * MINUTE
        self.inside(self.came_at, left_at, places[0])
        if self.chance.random() < 0.9:
            fact = Moved(
                id=self.named(),
                occurred_at=left_at,
                recorded_at=there_at,
                ended_at=there_at,
                alone=not self.happens(0.2),
            )
            self.facts.append(fact)
        self.inside(there_at, None, places[1])

    def looks(self) -> None:
        """Look twice a day, but for some times; and find what there is."""
        ill_from = self.between(self.came_at, self.asked_at)
        ill_until = ill_from + self.chance.randrange(6, 72) * HOUR
        ill, quiet = self.happens(0.08), _quiet(self.world.zone)
        for number in range((self.asked_at - self.day(0)) // DAY + 1):
            for slot in (0, 1):
                draw = self.chance.random()
                fact: Fact = quiet[self.came_on + number, slot, int(draw * 4)]
                if fact.occurred_at < self.came_at or draw < 0.004 * self.world.trouble:
                    continue
                if ill and ill_from <= fact.occurred_at <= ill_until:
                    fact = self.found(fact)
                if fact.occurred_at <= self.asked_at:
                    self.facts.append(fact)

    def found(self, quiet: Fact) -> Symptoms:
        """Turn a quiet look into one that found something, or that was hidden."""
        hidden = self.chance.random() < 0.1
        seen = self.chance.choice((("fever",), ("fever", "cough"), ("cough",), ()))
        return Symptoms(
            id=self.named() + quiet.id,
            occurred_at=quiet.occurred_at,
            recorded_at=quiet.recorded_at,
            presence=Presence.ABSENT if hidden else Presence.PRESENT,
            seen=frozenset(() if hidden else seen),
            antipyretic=hidden,
        )

    def tests(self) -> None:
        """Take samples on the first days of a plan and in the last before the end."""
        moments = [self.day(n) + 10 * HOUR for n in (1, 4, 7) if n < self.stays]
        last = self.asked_at - self.chance.triangular(2, 110, 8) * HOUR
        moments += [last] if self.chance.random() < 0.93 else []
        if self.chance.random() < 0.5:
            moments.append(last - self.chance.choice((0, 12, 24, 25, 30, 48)) * HOUR)
        for moment in moments:
            self.sample(moment)

    def sample(self, taken_at: datetime) -> None:
        """Take one sample; its result comes hours later."""
        chance = self.chance
        fact = LabTest(
            id=self.named(),
            occurred_at=taken_at,
            recorded_at=taken_at + int(chance.triangular(2, 30, 4)) * HOUR,
            result=chance.choice(UNHAPPY) if self.happens(0.04) else Result.NEGATIVE,
            assay="AG" if self.happens(0.04) else "NAAT",
            specimen=chance.choice(("NP", "OP")),
            laboratory=chance.choice("AB"),
            reagent=chance.choice("12"),
            specimen_timed=not self.happens(0.01),
            pool=10 if self.happens(0.03) else 1,
        )
        self.facts.append(fact)

    def breach(self) -> None:
        """Break the isolation once; now and then somebody withdraws what they wrote."""
        since = self.between(self.came_at, self.asked_at)
        until = since + self.chance.choice((5, 30, 60, 120, 240, 720)) * MINUTE
        fact = Breach(
            id=self.named(),
            occurred_at=since,
            recorded_at=since + HOUR,
            ended_at=None if self.chance.random() < 0.05 else until,
            kind=self.chance.choice(BREACHES),
        )
        self.facts.append(fact)
        if self.chance.random() < 0.1:
            self.facts.append(
                Retraction(
                    id=self.named(),
                    occurred_at=since + 2 * HOUR,
                    recorded_at=since + 2 * HOUR,
                    supersedes=fact.id,
                )
            )

    def exposure(self) -> None:
        """Share air with a source, before coming in or inside."""
        since = self.between(self.came_at - 3 * DAY, self.asked_at)
        until = since + self.chance.randrange(1, 48) * HOUR
        self.facts.append(
            Exposure(
                id=self.named(),
                occurred_at=since,
                recorded_at=since + 6 * HOUR,
                ended_at=until,
            )
        )

    def illness(self) -> None:
        """Be taken for a case for some days, or have been one before."""
        at = self.between(self.came_at, self.asked_at)
        if self.chance.random() < 0.5:
            began = self.came_at - self.chance.randrange(5, 150) * DAY
            past = Infection(
                id=self.named(),
                occurred_at=began,
                recorded_at=self.came_at,
                ended_at=began + 10 * DAY,
                proof=self.chance.choice(tuple(Proof)),
            )
            return self.facts.append(past)
        states = [CaseState.SUSPECTED, CaseState.RULED_OUT]
        for state in states[: self.chance.choice((1, 2, 2))]:
            named = self.named()
            word = CaseStatus(id=named, occurred_at=at, recorded_at=at, state=state)
            self.facts.append(word)
            at += self.chance.randrange(12, 60) * HOUR
        return None

    def signatures(self) -> None:
        """Have it signed shortly before somebody asks, by most of those who must."""
        for role in self.world.roles:
            if self.chance.random() < 0.85:
                at = self.asked_at - self.chance.randrange(1, 300) * MINUTE
                named, by = self.named(), f"{role} {self.chance.choice('12')}"
                self.facts.append(
                    Signed(id=named, occurred_at=at, recorded_at=at, role=role, by=by)
                )


@lru_cache(maxsize=8)
def _quiet(zone: tzinfo) -> dict[tuple[int, int, int], Symptoms]:
    """Return the looks that find nothing, by day, time of day and variant.

    Made once and shared: nine facts in ten are such looks.
    """
    found = {}
    for number in range(120):
        begins = midnight(FIRST_DAY + number * DAY, zone)
        for slot, hour in enumerate((8, 20)):
            for variant, minutes in enumerate((0, 7, 16, 41)):
                at = begins + hour * HOUR + minutes * MINUTE
                found[number, slot, variant] = Symptoms(
                    id=f"look {number} {slot} {variant}",
                    occurred_at=at,
                    recorded_at=at,
                    presence=Presence.ABSENT,
                )
    return found
