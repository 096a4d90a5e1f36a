"""What the evaluation of policies says: an outcome, the earliest moment, and for each
clause how it stands, why, on which evidence and by which text."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from wardline.ground.verdict import Outcome, Plain, Reason, Verdict, plain

ENGINE = "clearance/1"


class Status(StrEnum):
    """How a clause stands; unknown is not met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How one clause stands. No earliest: no moment can be promised as things are."""

    type: str
    status: Status
    reason: Reason
    evidence: tuple[str, ...] = ()
    earliest: datetime | None = None

    def as_plain(self) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "args": plain(self.reason.args),
            "citation": self.reason.rests_on,
            "code": self.reason.code,
            "earliest": plain(self.earliest),
            "evidence": plain(self.evidence),
            "status": self.status.value,
            "type": self.type,
        }


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy says by itself."""

    id: str
    version: str
    status: Outcome
    earliest: datetime | None
    clauses: tuple[ClauseResult, ...]

    def as_plain(self) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "clauses": [clause.as_plain() for clause in self.clauses],
            "earliest": plain(self.earliest),
            "id": self.id,
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

    @property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """List the clauses of all policies, in order."""
        return tuple(clause for each in self.policies for clause in each.clauses)

    @property
    def missing(self) -> tuple[ClauseResult, ...]:
        """List the clauses that are not met."""
        return tuple(each for each in self.clauses if each.status is not Status.MET)

    @property
    def ready(self) -> bool:
        """Tell whether nothing but signatures is missing."""
        return bool(self.policies) and all(
            clause.type == "sign_off" for clause in self.missing
        )

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
            "decide_at": plain(self.decide_at),
            "earliest": plain(self.earliest),
            "engine": ENGINE,
            "known_at": plain(self.known_at),
            "policies": [policy.as_plain() for policy in self.policies],
            "status": self.status.value,
            "zone": str(self.zone),
        }
