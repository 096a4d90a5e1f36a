"""Puts the clauses together: every policy is judged whole, the worst one decides."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from wardline.ground.rules.clearance import judging
from wardline.ground.rules.clearance.clauses import (
    Duration,
    Isolation,
    NegativeTest,
    SignOff,
    SymptomFree,
    SymptomLog,
)
from wardline.ground.rules.clearance.clock import Case, clock, stay
from wardline.ground.rules.clearance.decision import (
    ClauseResult,
    Decision,
    PolicyResult,
    Status,
)
from wardline.ground.rules.clearance.evidence import Fact, as_utc, known
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.rules.clearance.testing import Soonest, tests
from wardline.ground.verdict import Outcome, Reason

WORST_FIRST = (Outcome.BLOCKED, Outcome.NOT_YET, Outcome.CLEARED)


def evaluate(
    policies: Sequence[Policy],
    evidence: Iterable[Fact],
    decide_at: datetime,
    known_at: datetime,
    *,
    zone: tzinfo,
) -> Decision:
    """Decide whether somebody may leave isolation, by all policies that bind.

    Policies are judged whole and never merged number by number: the stricter of each
    number has been seen to clear somebody whom one of the two policies refuses.
    """
    at, knowing = as_utc(decide_at), as_utc(known_at)
    facts = known(evidence, at, knowing)
    ids = frozenset(policy.id for policy in policies)
    # in one order, so that the same inputs give the same bytes
    ordered = sorted(policies, key=lambda policy: (policy.id, policy.version))
    judged = [_judge(Case(policy, facts, at, zone), ids) for policy in ordered]
    results = tuple(result for result, _ in judged)
    status = min((each.status for each in results), key=WORST_FIRST.index, default=None)
    return Decision(
        status=status or Outcome.NOT_YET,  # with no policy known, nobody is cleared
        earliest=_earliest(results, [each for _, more in judged for each in more]),
        decide_at=at.astimezone(zone),
        known_at=knowing.astimezone(zone),
        zone=zone,
        policies=results,
    )


def _judge(case: Case, ids: frozenset[str]) -> tuple[PolicyResult, list[Soonest]]:
    found = stay(case)
    counted = clock(case, found.counts_from)
    results: list[ClauseResult] = []
    soonest: list[Soonest] = []
    for clause in case.policy.clauses:
        match clause:
            case Isolation():
                results.append(judging.isolation(case, clause, found))
            case Duration():
                results.append(judging.duration(case, clause, counted))
            case SymptomFree():
                results.append(judging.symptom_free(case, clause, found))
            case SymptomLog():
                results.append(judging.symptom_log(case, clause, found))
            case SignOff():
                results.append(judging.sign_off(case, clause, counted))
            case NegativeTest():
                result, more = tests(case, clause, counted)
                results.append(result)
                soonest += [more] if more else []
    results += [
        _floor(case.policy, name) for name in case.policy.floors if name not in ids
    ]
    results += judging.bars(case)
    return _together(case, tuple(results), soonest), soonest


def _together(
    case: Case, clauses: tuple[ClauseResult, ...], soonest: Sequence[Soonest]
) -> PolicyResult:
    states = {clause.status for clause in clauses}
    status = Outcome.NOT_YET
    if Status.VIOLATED in states:
        status = Outcome.BLOCKED
    elif states <= {Status.MET}:
        status = Outcome.CLEARED
    earliest = _latest([case.at, *(clause.earliest for clause in clauses)], soonest)
    if earliest is not None:
        earliest = earliest.astimezone(case.zone)
    policy = case.policy
    return PolicyResult(policy.id, policy.version, status, earliest, clauses)


def _floor(policy: Policy, name: str) -> ClauseResult:
    """Answer for a policy that must be judged beside this one and is not here."""
    reason = Reason("floor.missing", {"policy": name}, policy.citation)
    return ClauseResult("floor", Status.UNKNOWN, reason)


def _earliest(
    results: Sequence[PolicyResult], soonest: Sequence[Soonest]
) -> datetime | None:
    if not results:
        return None
    return _latest([result.earliest for result in results], soonest)


def _latest(
    moments: Iterable[datetime | None], soonest: Sequence[Soonest]
) -> datetime | None:
    """Return the least moment not before any of these at which all tests are fresh."""
    found = list(moments)
    if None in found:
        return None
    latest = max(moment for moment in found if moment is not None)
    # waiting for one clause can make the test of another stale
    while (later := max([latest, *(each(latest) for each in soonest)])) > latest:
        latest = later
    return latest
