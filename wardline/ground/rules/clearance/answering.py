"""Writes down how a clause stands: one shape for all clauses."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from wardline.ground.rules.clearance.clauses import Clause
from wardline.ground.rules.clearance.clock import Case
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.verdict import Reason


def answer(
    case: Case,
    clause: Clause,
    status: Status,
    code: str,
    args: Mapping[str, object] | None = None,
    evidence: Sequence[str] = (),
    earliest: datetime | None = None,
    notes: Sequence[Reason] = (),
) -> ClauseResult:
    """Say how a clause stands and by which text; what could be met is met from now."""
    reason = Reason(code, args or {}, clause.citation or case.policy.citation)
    if earliest is not None and earliest < case.at:
        earliest = case.at
    return ClauseResult(
        clause.TYPE, status, reason, tuple(evidence), earliest, tuple(notes)
    )
