"""What the evaluation of policies says: an outcome, the earliest moment, and for each
clause how it stands, why, on which evidence and by which text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from wardline.ground.verdict import Outcome, Plain, Reason, Verdict, plain

ENGINE = "clearance/2"


class Status(StrEnum):
    """How a clause stands; unknown is not met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How one clause stands, why, and what else is to be said of it (notes).

    No earliest: no moment can be promised as things are.
    """

    type: str
    status: Status
    reason: Reason
    evidence: tuple[str, ...] = ()
    earliest: datetime | None = None
    notes: tuple[Reason, ...] = ()

    def as_plain(self, zone: tzinfo) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "args": _plain(self.reason.args, zone),
            "citation": self.reason.rests_on,
            "code": self.reason.code,
            "earliest": _plain(self.earliest, zone),
            "evidence": plain(self.evidence),
            "notes": _plain(self.notes, zone),
            "status": self.status.value,
            "type": self.type,
        }


def only_unsigned(clauses: Iterable[ClauseResult]) -> bool:
    """Tell whether nothing but signatures is missing."""
    return all(
        clause.status is Status.MET or clause.type == "sign_off" for clause in clauses
    )


class Glance(NamedTuple):
    """What a count asks of a decision: its status, and whether nothing but signatures
    is missing."""

    status: Outcome
    ready: bool


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy says by itself; of its options, the one nearest to the end."""

    id: str
    version: str
    status: Outcome
    earliest: datetime | None
    clauses: tuple[ClauseResult, ...]
    option: int | None = None  # counted from one

    def as_plain(self, zone: tzinfo) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "clauses": [clause.as_plain(zone) for clause in self.clauses],
            "earliest": _plain(self.earliest, zone),
            "id": self.id,
            "option": self.option,
            "status": self.status.value,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What all policies say together: the worst status, the latest earliest moment.

    `earliest` is a lower bound: if from now on nothing bad happens and every missing
    step is done as soon as it can be.
    """

    status: Outcome
    earliest: datetime | None
    decide_at: datetime
    known_at: datetime
    zone: tzinfo
    policies: tuple[PolicyResult, ...]
    doubts: tuple[Reason, ...] = ()  # facts that somebody should look at again

    @property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """List the clauses of all policies, in order."""
        return tuple(clause for each in self.policies for clause in each.clauses)

    @property
    def missing(self) -> tuple[ClauseResult, ...]:
        """List the clauses that are not met."""
        return tuple(each for each in self.clauses if each.status is not Status.MET)

    @property
    def told(self) -> tuple[ClauseResult, ...]:
        """List what is not met, each thing once though two policies ask it."""
        once: dict[tuple[str, str], ClauseResult] = {}
        for clause in self.missing:
            once.setdefault((clause.type, clause.reason.code), clause)
        return tuple(once.values())

    @property
    def sample_from(self) -> datetime | None:
        """Return from when a sample counts, where one is missing."""
        days = [
            clause.reason.args["not_before"]
            for clause in self.missing
            if clause.reason.code == "test.missing"
            and "not_before" in clause.reason.args
        ]
        found = [day for day in days if isinstance(day, datetime)]
        return max(found, default=None)

    @property
    def ready(self) -> bool:
        """Tell whether nothing but signatures is missing."""
        return bool(self.policies) and only_unsigned(self.clauses)

    @property
    def verdict(self) -> Verdict:
        """Give the short form that every rule shares."""
        reasons = tuple(clause.reason for clause in self.missing)
        if not self.policies:
            reasons = (Reason("policy.none"),)
        return Verdict(self.status, reasons)

    def as_plain(self) -> dict[str, Plain]:
        """Give canonical plain data: the same inputs give the same bytes."""
        return {
            "decide_at": _plain(self.decide_at, self.zone),
            "doubts": _plain(self.doubts, self.zone),
            "earliest": _plain(self.earliest, self.zone),
            "engine": ENGINE,
            "known_at": _plain(self.known_at, self.zone),
            "policies": [policy.as_plain(self.zone) for policy in self.policies],
            "status": self.status.value,
            "zone": str(self.zone),
        }


def _plain(value: object, zone: tzinfo) -> Plain:
    """Give plain data with every moment in the zone of the place."""
    match value:
        case datetime():
            return plain(value.astimezone(zone))
        case Reason():
            return {"args": _plain(value.args, zone), "code": value.code}
        case Mapping():
            return {str(key): _plain(value[key], zone) for key in sorted(value)}
        case list() | tuple():
            return [_plain(each, zone) for each in value]
    return plain(value)
