"""What was seen, and when it became known: append-only facts on two axes of time.

A fact is never changed. A correction is a new fact that names the one it supersedes,
so that "right by what we knew then?" and "what do we know now?" both have an answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar


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
        return min(self.ended_at or moment, moment)

    def running(self, moment: datetime) -> bool:
        """Tell whether it goes on after the moment."""
        return self.ended_at is None or self.ended_at > moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolated(Lasting):
    """Somebody is kept apart in a kind of place, alone in the room or not."""

    alone: bool = True
    where: str = "institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach(Lasting):
    """Something broke the isolation."""

    kind: BreachKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(Lasting):
    """Somebody shared air with a source, known or feared."""

    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms(Fact):
    """One look at somebody's symptoms; `seen` names those present, if named."""

    presence: Presence
    seen: frozenset[str] = frozenset()


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
    pool: int = 1  # how many people's specimens were tested as one


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus(Fact):
    """A physician's word on somebody as a case."""

    state: CaseState


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


Kind = TypeVar("Kind", bound=Fact)


def as_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, where moments compare without surprise."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment needs its time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


class Known:
    """Facts in the order in which they happened, laid out by kind."""

    __slots__ = ("_by_kind",)

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_kind: dict[type[Fact], list[Any]] = {}
        for fact in sorted(facts, key=lambda fact: (fact.occurred_at, fact.id)):
            self._by_kind.setdefault(type(fact), []).append(fact)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the facts of one kind."""
        return self._by_kind.get(kind, [])


def known(evidence: Iterable[Fact], decide_at: datetime, known_at: datetime) -> Known:
    """Return what had happened by then and stood uncorrected by what was known."""
    facts = [fact for fact in evidence if fact.recorded_at <= known_at]
    replaced = {fact.supersedes for fact in facts}
    return Known(
        fact
        for fact in facts
        if fact.id not in replaced and fact.occurred_at <= decide_at
    )
