"""How the isolation, the days and the signatures stand, why, and how soon they could
be met."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wardline.ground.rules.clearance.answering import answer
from wardline.ground.rules.clearance.circumstances import Moved, Shared, Shift
from wardline.ground.rules.clearance.clauses import (
    ClockStart,
    Duration,
    Isolation,
    SignOff,
)
from wardline.ground.rules.clearance.clock import Case, Clock, Stay, clock, runs, stay
from wardline.ground.rules.clearance.counting import day_index, over_at
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import (
    Breach,
    Exposure,
    Isolated,
    Lasting,
    Signed,
)
from wardline.ground.verdict import Reason

DAWN = datetime.min.replace(tzinfo=UTC)
MOVERS: dict[type[Lasting], str] = {
    Exposure: "exposure",
    Isolated: "shared_air",
    Shared: "shared_air",
    Moved: "transport",
    Shift: "shift",
}


def isolation(case: Case, clause: Isolation, found: Stay) -> ClauseResult:
    """Judge whether the isolation runs, and in the form that counts."""
    if not found.hindrance:
        since = {"since": found.counts_from}
        code = "isolation.running"
        return answer(case, clause, Status.MET, code, since, found.evidence, case.at)
    args, ids = _told(found.cause) if found.cause else {}, found.evidence
    # where no day counts anyway, a room-mate's illness is still to be acted on
    ill = [b for b in case.facts.of(Breach) if b.ill_at and b.running(case.at)]
    notes = list(_noted("restarted", ill))
    code = found.hindrance
    return answer(case, clause, Status.UNMET, code, args, ids, None, notes)


def durations(
    case: Case, clauses: Sequence[Duration], found: Stay, main: Clock | None
) -> list[ClauseResult]:
    """Judge each count of days; a stage begins when the one before it is over."""
    results: list[ClauseResult] = []
    stage_from = case.at
    for number, clause in enumerate(clauses):
        if clause.where:
            results.append(_stage(case, clause, found, stage_from))
            stage_from = results[-1].earliest or stage_from
        else:
            start = clock(case, clause, found) if number else main
            results.append(duration(case, clause, start))
    return results


def duration(case: Case, clause: Duration, start: Clock | None) -> ClauseResult:
    """Judge whether the days are over."""
    if start is None:
        if clause.clock is ClockStart.EXPOSURE_IF_ANY:
            code = "duration.no_exposure"
            return answer(case, clause, Status.MET, code, earliest=case.at)
        return answer(case, clause, Status.UNKNOWN, "duration.no_start")
    due = days_over_at(case, clause, start)
    over = case.at >= due
    return answer(
        case,
        clause,
        Status.MET if over else Status.UNMET,
        "duration.over" if over else "duration.short",
        {
            "count": clause.count.value,
            "day": day_index(start.start, case.at, clause.count, case.zone),
            "extra": start.extra_days,
            "needed": clause.min_days,
            "since": start.start,
            "until": due,
        },
        start.evidence,
        due,
        _moves(start),
    )


def days_over_at(case: Case, clause: Duration, start: Clock) -> datetime:
    """Return when the days are over."""
    extra = start.extra_days
    return over_at(start.start, clause.min_days, clause.count, case.zone, extra)


def _stage(
    case: Case, clause: Duration, now: Stay, stage_from: datetime
) -> ClauseResult:
    """Judge the days of one stage: a run of them in such a place, as it then stood.

    It must belong to the isolation that runs now: between the stages nobody goes home.
    """
    asked = case.policy.one(Isolation) or Isolation()
    inside: list[Lasting] = [
        each
        for each in case.facts.of(Isolated)
        if each.where in clause.where and (each.alone or not asked.single_room)
    ]
    inside += [move for move in case.facts.of(Moved) if move.alone]
    running: ClauseResult | None = None
    since = now.began_at or case.at
    found = [run for run in runs(inside, case.at) if run[1] >= since]
    for begun, ended in found:
        result = _as_it_stood(case, clause, begun, ended)
        if result.status is Status.MET:
            return replace(result, earliest=case.at)
        running = result if ended == case.at else None
    if running:
        return running
    due = over_at(stage_from, clause.min_days, clause.count, case.zone)
    where = [f"place.{name}" for name in sorted(clause.where)]
    args = {"needed": clause.min_days, "where": where, "until": due}
    code = "duration.left_early" if found else "duration.not_there"
    return answer(case, clause, Status.UNMET, code, args, (), due)


def _as_it_stood(
    case: Case, clause: Duration, begun: datetime, ended: datetime
) -> ClauseResult:
    """Judge the days of one run when it ended; what came later touches other stages."""
    then = replace(case, facts=case.facts.until(ended), at=ended)
    start = clock(then, clause, stay(then))
    if start is not None:
        start = replace(start, start=max(start.start, begun))
    return duration(then, clause, start)


def sign_off(
    case: Case,
    clause: SignOff,
    days: Sequence[ClauseResult],
    start: Clock | None,
) -> ClauseResult:
    """Judge whether all have signed after the days were over."""
    due = _signable_from(case, days, start)
    if due is None:
        return answer(case, clause, Status.UNKNOWN, "sign_off.no_start")
    names = [
        fact
        for fact in case.facts.of(Signed)
        if fact.role in clause.roles
        and fact.occurred_at >= due
        and fact.id not in case.facts.ahead
    ]
    missing = sorted(set(clause.roles) - {name.role for name in names})
    alone = clause.two_person and len({name.by for name in names}) < 2
    code = "missing" if missing else "second_person" if alone else "signed"
    return answer(
        case,
        clause,
        Status.UNMET if missing or alone else Status.MET,
        f"sign_off.{code}",
        {"missing": missing, "not_before": due, "two_person": clause.two_person},
        [name.id for name in names],
        due,
    )


def _signable_from(
    case: Case, days: Sequence[ClauseResult], start: Clock | None
) -> datetime | None:
    """Return from when a signature counts: the end of the days, else the start."""
    if any(each.status is Status.UNKNOWN for each in days):
        return None
    dues = [each.reason.args["until"] for each in days if "until" in each.reason.args]
    if dues:
        return max(due for due in dues if isinstance(due, datetime))
    if case.policy.one(Isolation):
        return start.start if start else None
    return DAWN


def _moves(start: Clock) -> list[Reason]:
    """Say what moved the clock or lengthened the count."""
    if not start.moved_by and not start.lengthened_by:
        return []
    return [
        *_noted("restarted", start.moved_by),
        *_noted("lengthened", start.lengthened_by),
    ]


def _noted(code: str, facts: Iterable[Lasting]) -> Iterator[Reason]:
    """Say what came in between; of the signs of one illness only the first."""
    said: set[tuple[str, str, datetime | None]] = set()
    for fact in facts:
        known, args = code if fact.ended_at else "held", _told(fact)
        what = _what(fact)
        if isinstance(fact, Breach) and fact.ill_at:
            if (known, what, fact.ended_at) in said:
                continue
            said.add((known, what, fact.ended_at))
            known, args["ill_at"] = f"mate_{known}", fact.ill_at
        yield Reason(f"clock.{known}", {"what": what, **args})


def _what(fact: Lasting) -> str:
    if isinstance(fact, Breach):
        return f"moved_by.{fact.kind}"
    if isinstance(fact, Exposure) and fact.by_count:
        return "moved_by.roommate_count"
    return f"moved_by.{MOVERS[type(fact)]}"


def _told(fact: Lasting) -> dict[str, object]:
    """Give what a sentence may say of something that lasts."""
    told: dict[str, object] = {"since": fact.occurred_at}
    if fact.ended_at:
        minutes = (fact.ended_at - fact.occurred_at) // timedelta(minutes=1)
        told |= {"until": fact.ended_at, "minutes": minutes}
    return told | {
        name: getattr(fact, name) for name in ("room", "bed") if getattr(fact, name, "")
    }
