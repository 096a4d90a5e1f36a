"""What is late with somebody in isolation: nobody looked, a test that is due was not
taken, a release that could be signed was not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from wardline.ground.rules.clearance.decision import ClauseResult, Decision
from wardline.ground.rules.clearance.evidence import (
    Fact,
    Isolated,
    LabTest,
    Looks,
    Presence,
    Symptoms,
)
from wardline.ground.verdict import Outcome, Reason

# a day of grace; a policy's own limits (36 hours without a look, say) are longer
LATE_AFTER = timedelta(days=1)


def overdue(
    decision: Decision, facts: Sequence[Fact], waiting: Iterable[datetime] = ()
) -> tuple[Reason, ...]:
    """Say what is more than a day late; ``waiting``: samples without a result."""
    since = last_look(facts)
    found: list[tuple[str, datetime] | None] = [_log(decision, since)]
    if decision.status is not Outcome.BLOCKED:
        found += _tests(decision, max(waiting, default=None))
        found.append(_release(decision, facts))
    return tuple(
        Reason(code, {"since": due})
        for code, due in filter(None, found)
        if decision.decide_at - due > LATE_AFTER
    )


def last_look(facts: Iterable[Fact]) -> datetime | None:
    """Return when somebody was last looked at, else when the isolation began."""
    times: list[datetime] = []
    for fact in facts:
        match fact:
            case Looks():
                times.append(fact.times[-1])
            case Symptoms() if fact.presence is not Presence.NOT_DONE:
                times.append(fact.occurred_at)
            case Isolated() if fact.ended_at is None:
                times.append(fact.occurred_at)
    return max(times, default=None)


def due_tests(decision: Decision) -> tuple[ClauseResult, ...]:
    """Return the tests that are missing, the last due of each kind."""
    found: dict[object, ClauseResult] = {}
    for clause in decision.missing:
        if clause.reason.code == "test.missing":
            assay = clause.reason.args["assay"]
            known = found.get(assay)
            if known is None or _from(clause, decision) > _from(known, decision):
                found[assay] = clause
    return tuple(found.values())


def _from(clause: ClauseResult, decision: Decision) -> datetime:
    due = clause.reason.args.get("not_before")
    return due if isinstance(due, datetime) else decision.decide_at


def _log(decision: Decision, since: datetime | None) -> tuple[str, datetime] | None:
    asked = any(clause.type == "symptom_log" for clause in decision.clauses)
    return ("late.log", since) if asked and since else None


def _tests(
    decision: Decision, sampled_at: datetime | None
) -> Iterator[tuple[str, datetime]]:
    for clause in due_tests(decision):
        due = _from(clause, decision)
        if sampled_at is None or sampled_at < due:
            yield "late.test", due


def _release(decision: Decision, facts: Iterable[Fact]) -> tuple[str, datetime] | None:
    """Return since when it could be signed: the days over, the last result known."""
    if not decision.ready:
        return None
    used = {id_ for clause in decision.clauses for id_ in clause.evidence}
    known = [f.recorded_at for f in facts if isinstance(f, LabTest) and f.id in used]
    dues = [
        due
        for clause in decision.clauses
        if clause.type == "sign_off"
        and isinstance(due := clause.reason.args.get("not_before"), datetime)
    ]
    return ("late.release", max(dues + known)) if dues else None
