"""What holds somebody back whatever a policy asks, and what an authority may let go."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wardline.ground.rules.clearance.answering import answer
from wardline.ground.rules.clearance.circumstances import (
    DATED,
    Extension,
    Infection,
    Waiver,
)
from wardline.ground.rules.clearance.clauses import Recovered
from wardline.ground.rules.clearance.clock import Case
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import (
    CaseState,
    CaseStatus,
    Fact,
    LabTest,
    Result,
    Suspension,
)
from wardline.ground.rules.clearance.testing import Soonest
from wardline.ground.verdict import Reason

ADVERSE = {CaseState.SUSPECTED, CaseState.CONFIRMED}
DAWN = datetime.min.replace(tzinfo=UTC)


def bars(case: Case) -> Iterator[ClauseResult]:
    """Give what closes this pathway or holds it: a case, a suspension, a doctor."""
    died = [w for w in case.facts.of(CaseStatus) if w.state is CaseState.DECEASED]
    if died:
        yield _bar(case, "case", "case.deceased", died)
    adverse = [] if case.policy.admits_cases else _adverse(case)
    if adverse:
        yield _bar(case, "case", f"case.{_said(adverse[-1])}", adverse)
    elif unclear := _unresolved(case):
        yield _held(case, "case", "case.unresolved", unclear, Status.UNKNOWN, case.at)
    stops = case.facts.of(Suspension)
    stopped = [stop for stop in stops if stop.running(case.at)]
    if stopped:
        yield _bar(case, "suspension", "suspension.in_force", stopped)
    for longer in case.facts.of(Extension):
        if longer.running(case.at):
            until = longer.ended_at
            code = "extension.in_force" if until else "extension.open"
            yield _held(case, "extension", code, [longer], Status.UNMET, until)


def recovered(case: Case, clause: Recovered) -> tuple[ClauseResult, Soonest | None]:
    """Judge whether an infection lies behind, and not too long ago."""
    past = [each for each in case.facts.of(Infection) if case.about(each)]
    sound = [
        each for each in past if each.proof in DATED and each.id not in case.facts.ahead
    ]
    code = "recovered.unproven" if past else "recovered.none"
    for infection in reversed(sound):
        until = infection.occurred_at + timedelta(days=clause.within_days)
        if infection.running(case.at):
            code = "recovered.not_over"
        elif until < case.at:
            code = "recovered.too_long_ago"
        else:
            return _recovered(case, clause, infection, until)
    args = {"within_days": clause.within_days}
    ids = [each.id for each in past]
    return answer(case, clause, Status.UNMET, code, args, ids), None


def _recovered(
    case: Case, clause: Recovered, past: Infection, until: datetime
) -> tuple[ClauseResult, Soonest]:
    told = {"within_days": clause.within_days, "since": past.occurred_at}
    result = answer(
        case,
        clause,
        Status.MET,
        "recovered.within",
        {**told, "until": until},
        [past.id],
        case.at,
    )
    return result, lambda moment: moment if moment <= until else None


def waived(case: Case, found: ClauseResult) -> ClauseResult:
    """Let an unmet clause go that an authority let go by name; show who did and why."""
    for word in reversed(case.facts.of(Waiver)):
        if (word.policy, word.clause) == (case.policy.id, found.type):
            return _waived(case, found, word)
    return found


def _waived(case: Case, found: ClauseResult, word: Waiver) -> ClauseResult:
    told = {
        "authority": word.authority,
        "because": word.reason,
        "by": word.by,
        "second_by": word.second_by,
    }
    if not word.complete or word.id in case.facts.ahead:
        notes = (*found.notes, Reason("waiver.incomplete", told))
        return replace(found, notes=notes)
    return replace(
        found,
        status=Status.MET,
        reason=Reason("waiver.given", told, word.authority),
        evidence=(word.id, *found.evidence),
        earliest=case.at,
        notes=(found.reason, *found.notes),
    )


def _adverse(case: Case) -> list[CaseStatus | LabTest]:
    ahead = case.facts.ahead
    words = [word for word in case.facts.of(CaseStatus) if case.about(word)]
    # recovered or ruled out ends what was before it, and nothing after
    endings = [
        w.occurred_at for w in words if w.state not in ADVERSE and w.id not in ahead
    ]
    bad: list[CaseStatus | LabTest] = [
        *(word for word in words if word.state in ADVERSE),
        *(test for test in _own(case) if test.result is Result.POSITIVE),
    ]
    standing = [fact for fact in bad if fact.occurred_at >= max(endings, default=DAWN)]
    return sorted(standing, key=lambda fact: (fact.occurred_at, fact.id))


def _own(case: Case) -> Iterator[LabTest]:
    """Give the tests of this person alone, but for those that an infection explains."""
    spans = [
        (past.occurred_at, past.occurred_at + timedelta(days=clause.within_days))
        for clause in case.policy.all(Recovered)
        for past in case.facts.of(Infection)
        if case.about(past) and past.proof in DATED and not past.running(case.at)
    ]
    for test in case.facts.of(LabTest):
        explained = any(since <= test.occurred_at <= until for since, until in spans)
        if test.pool == 1 and case.about(test) and not explained:
            yield test


def _unresolved(case: Case) -> list[LabTest]:
    """Return positives of a pool or one gene that no later test of one's own ended."""
    tests = [test for test in case.facts.of(LabTest) if case.about(test)]
    ends = [
        test.occurred_at
        for test in tests
        if test.result is Result.NEGATIVE
        and test.pool == 1
        and test.id not in case.facts.ahead
    ]
    last = max(ends, default=DAWN)
    return [
        test
        for test in tests
        if test.result is Result.WEAK_POSITIVE
        or (test.result is Result.POSITIVE and test.pool > 1)
        if test.occurred_at > last
    ]


def _said(fact: CaseStatus | LabTest) -> str:
    return fact.state.value if isinstance(fact, CaseStatus) else "positive_test"


def _bar(case: Case, kind: str, code: str, facts: Sequence[Fact]) -> ClauseResult:
    return _held(case, kind, code, facts, Status.VIOLATED)


def _held(
    case: Case,
    kind: str,
    code: str,
    facts: Sequence[Fact],
    status: Status,
    earliest: datetime | None = None,
) -> ClauseResult:
    last = facts[-1]
    document = getattr(last, "document", "") or case.policy.citation
    told: dict[str, object] = {"since": last.occurred_at}
    if isinstance(last, Extension):
        told |= {"until": last.ended_at, "by": last.by, "because": last.reason}
    ids = tuple(fact.id for fact in facts)
    return ClauseResult(kind, status, Reason(code, told, document), ids, earliest)
