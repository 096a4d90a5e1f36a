"""What was seen, and when it became known: append-only facts on two axes of time.

A fact is never changed. A correction is a new fact that names the one it supersedes,
so that "right by what we knew then?" and "what do we know now?" both have an answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import Any, ClassVar, TypeVar

# by how much the clocks of two honest devices may differ
SKEW = timedelta(minutes=15)


class BreachKind(StrEnum):
    """What breaks an isolation."""

    LEFT_ROOM = "left_room"
    VISITOR = "visitor"
    ROOMMATE_SYMPTOMATIC = "roommate_symptomatic"
    ROOMMATE_POSITIVE = "roommate_positive"
    UNPROTECTED_CARER = "unprotected_carer"


class Presence(StrEnum):
    """What a look at somebody's symptoms found; not done is not absent."""

    ABSENT = "absent"
    PRESENT = "present"
    NOT_DONE = "not_done"


class Result(StrEnum):
    """What a laboratory may answer."""

    NEGATIVE = "negative"
    POSITIVE = "positive"
    WEAK_POSITIVE = "weak_positive"  # one gene of several: neither yes nor no
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"
    LOST = "lost"


class CaseState(StrEnum):
    """What a physician says of somebody as a case."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"
    RECOVERED = "recovered"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One observation: when it happened, when it was written down, what it corrects."""

    id: str
    occurred_at: datetime
    recorded_at: datetime
    supersedes: str | None = None

    # the names of the moments, so that making a fact asks only for these
    MOMENTS: ClassVar[tuple[str, ...]] = ("occurred_at", "recorded_at")

    def __post_init__(self) -> None:
        for name in self.MOMENTS:
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.tzinfo is not UTC:
                object.__setattr__(self, name, as_utc(moment))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting(Fact):
    """An observation that goes on until it ends; no end: it goes on still."""

    ended_at: datetime | None = None

    MOMENTS: ClassVar[tuple[str, ...]] = ("occurred_at", "recorded_at", "ended_at")

    def __post_init__(self) -> None:
        Fact.__post_init__(self)
        if self.ended_at is not None and self.ended_at < self.occurred_at:
            raise ValueError(f"{self.id} ends before it begins")

    def until(self, moment: datetime) -> datetime:
        """Return its end, or the moment if it still goes on then."""
        ended_at = self.ended_at
        return moment if ended_at is None or ended_at > moment else ended_at

    def running(self, moment: datetime) -> bool:
        """Tell whether it goes on after the moment."""
        return self.ended_at is None or self.ended_at > moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolated(Lasting):
    """Somebody is kept apart in a kind of place, alone in the room or not."""

    alone: bool = True
    where: str = "institution"
    room: str = ""  # unlike any room of another house
    bed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach(Lasting):
    """Something broke the isolation."""

    kind: BreachKind
    by: str = ""  # who broke it, if it was not the isolated person
    # when a room-mate's illness showed, where it was read off the rooms
    ill_at: datetime | None = None

    MOMENTS: ClassVar[tuple[str, ...]] = (*Lasting.MOMENTS, "ill_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(Lasting):
    """Somebody shared air with a source, known or feared."""

    source: str = ""
    room: str = ""
    pathogen: str = ""  # empty: whichever
    by_count: bool = False  # the source's own count began then, and is shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms(Fact):
    """One look at somebody's symptoms; `seen` names those present, if named."""

    presence: Presence
    seen: frozenset[str] = frozenset()
    by: str = ""  # who looked
    antipyretic: bool = False  # a medicine that hides fever had been given


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks(Fact):
    """Many looks at which nothing was seen, as one fact: what a board of thousands
    reads instead of a `Symptoms` for each. `times` are in order, from `occurred_at` on.
    """

    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTest(Fact):
    """A test by the time of its specimen, or, that unknown, by its report's."""

    result: Result
    assay: str = "NAAT"
    specimen: str = ""
    laboratory: str = ""
    specimen_timed: bool = True
    pathogen: str = ""  # empty: whichever
    reagent: str = ""
    pool: int = 1  # how many people's specimens were tested as one
    ct: Decimal | None = None  # cycle threshold of a positive
    reported_at: datetime | None = None

    MOMENTS: ClassVar[tuple[str, ...]] = ("occurred_at", "recorded_at", "reported_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus(Fact):
    """A physician's word on somebody as a case."""

    state: CaseState
    pathogen: str = ""  # empty: whichever


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(Lasting):
    """An authority lets nobody in here for a time, by this document."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Fact):
    """Somebody in a role put their name to the release."""

    role: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(Fact):
    """A fact is taken back and nothing put in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Fact):
    """Something that went on has ended; itself it stays as it was written down."""

    of: str


Kind = TypeVar("Kind", bound=Fact)
_IN_ORDER = attrgetter("occurred_at", "id")


def as_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, where moments compare without surprise."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment needs its time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


class Known:
    """Facts laid out by kind, each kind in the order in which they happened."""

    __slots__ = ("_by_kind", "ahead", "to_come")

    def __init__(self, facts: Iterable[Fact], to_come: Sequence[Fact] = ()) -> None:
        # written down although they have not happened yet
        self.to_come = to_come
        self._by_kind: dict[type[Fact], list[Any]] = {}
        kind: type[Fact] | None = None
        alike: list[Any] = []
        for fact in facts:
            # most often one kind comes in a row
            if type(fact) is not kind:
                kind = type(fact)
                alike = self._by_kind.setdefault(kind, [])
            alike.append(fact)
        # written down before they happened, some clock being wrong: by their names
        self.ahead: set[str] = set()
        for alike in self._by_kind.values():
            if len(alike) > 1:
                alike.sort(key=_IN_ORDER)
            self.ahead.update(
                [f.id for f in alike if f.occurred_at > f.recorded_at and _ahead(f)]
            )

    def __iter__(self) -> Iterator[Fact]:
        return chain.from_iterable(self._by_kind.values())

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the facts of one kind."""
        return self._by_kind.get(kind, [])

    def until(self, moment: datetime) -> "Known":
        """Return those that had happened by a moment."""
        return Known(fact for fact in self if fact.occurred_at <= moment)


def _ahead(fact: Fact) -> bool:
    return fact.occurred_at - fact.recorded_at > SKEW


def known(evidence: Iterable[Fact], decide_at: datetime, known_at: datetime) -> Known:
    """Return what had happened by then and stood uncorrected by what was known."""
    facts = standing(evidence, known_at)
    happened = [fact for fact in facts if fact.occurred_at <= decide_at]
    if len(happened) == len(facts):
        return Known(happened)
    rest = [fact for fact in facts if fact.occurred_at > decide_at and _ahead(fact)]
    return Known(happened, rest)


def standing(evidence: Iterable[Fact], known_at: datetime) -> list[Fact]:
    """Return what was known at a moment and stood uncorrected, ends written in."""
    facts = [fact for fact in evidence if fact.recorded_at <= known_at]
    if replaced := {fact.supersedes for fact in facts if fact.supersedes}:
        facts = [fact for fact in facts if fact.id not in replaced]
    if ends := {fact.of: fact.occurred_at for fact in facts if type(fact) is Ended}:
        facts = [_ended(fact, ends) for fact in facts if type(fact) is not Ended]
    return facts


def _ended(fact: Fact, ends: Mapping[str, datetime]) -> Fact:
    if isinstance(fact, Lasting) and fact.id in ends:
        return replace(fact, ended_at=ends[fact.id])
    return fact
