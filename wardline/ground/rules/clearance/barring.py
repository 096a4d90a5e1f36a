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

POSITIVE, WEAK_POSITIVE = Result.POSITIVE, Result.WEAK_POSITIVE
ADVERSE = {CaseState.SUSPECTED, CaseState.CONFIRMED}
DAWN = datetime.min.replace(tzinfo=UTC)


def bars(case: Case) -> Iterator[ClauseResult]:
    """Give what closes this pathway or holds it: a case, a suspension, a doctor."""
    words = case.facts.of(CaseStatus)
    if died := [word for word in words if word.state is CaseState.DECEASED]:
        yield _bar(case, "case", "case.deceased", died)
    alarming = [
        test
        for test in case.about(case.facts.of(LabTest))
        if test.result is POSITIVE or test.result is WEAK_POSITIVE
    ]
    adverse = [] if case.policy.admits_cases else _adverse(case, alarming)
    if adverse:
        yield _bar(case, "case", f"case.{_said(adverse[-1])}", adverse)
    elif unclear := _unresolved(case, alarming):
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
    past = case.about(case.facts.of(Infection))
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


def waived(case: Case, found: ClauseResult) -> ClauseResult | None:
    """Let an unmet clause go that an authority let go by name; show who did and why.

    A waiver that does not hold is said beside the clause.
    """
    words = [
        word
        for word in case.facts.of(Waiver)
        if (word.policy, word.clause) == (case.policy.id, found.type)
    ]
    if not words:
        return None
    word = words[-1]
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


def _adverse(case: Case, alarming: Sequence[LabTest]) -> list[CaseStatus | LabTest]:
    """Return what makes somebody a case, and was not ended by a physician's word."""
    words = case.about(case.facts.of(CaseStatus))
    bad: list[CaseStatus | LabTest] = [
        *(word for word in words if word.state in ADVERSE),
        *(test for test in alarming if _own_positive(case, test)),
    ]
    if not bad:
        return []
    # recovered or ruled out ends what was before it, and nothing after
    ahead = case.facts.ahead
    endings = [
        w.occurred_at for w in words if w.state not in ADVERSE and w.id not in ahead
    ]
    standing = [fact for fact in bad if fact.occurred_at >= max(endings, default=DAWN)]
    return sorted(standing, key=lambda fact: (fact.occurred_at, fact.id))


def _own_positive(case: Case, test: LabTest) -> bool:
    """Tell whether a positive is of this person alone, and no infection explains it."""
    return (
        test.result is POSITIVE
        and test.pool == 1
        and not any(
            timedelta(0)
            <= test.occurred_at - past.occurred_at
            <= timedelta(days=clause.within_days)
            for clause in case.policy.all(Recovered)
            for past in case.about(case.facts.of(Infection))
            if past.proof in DATED and not past.running(case.at)
        )
    )


def _unresolved(case: Case, alarming: Sequence[LabTest]) -> list[LabTest]:
    """Return positives of a pool or one gene that no later test of one's own ended."""
    tests = case.facts.of(LabTest)
    return [
        test
        for test in alarming
        if test.result is WEAK_POSITIVE or test.pool > 1
        if not any(_ends(case, test, other) for other in case.about(tests))
    ]


def _ends(case: Case, unclear: LabTest, other: LabTest) -> bool:
    """Tell whether another test of the same kind, of this person alone, says no."""
    return (
        other.result is Result.NEGATIVE
        and other.pool == 1
        and other.assay == unclear.assay
        and unclear.pathogen in ("", other.pathogen)
        and other.occurred_at >= unclear.occurred_at
        and other.id not in case.facts.ahead
    )


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
