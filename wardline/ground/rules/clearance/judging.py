"""How each clause stands for one case, why, and how soon it could be met."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from wardline.ground.rules.clearance.clauses import (
    Clause,
    Duration,
    Isolation,
    SignOff,
    SymptomFree,
    SymptomLog,
)
from wardline.ground.rules.clearance.clock import Case, Clock, Stay
from wardline.ground.rules.clearance.counting import (
    day_index,
    last_minute,
    local_day,
    midnight,
    over_at,
)
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import (
    CaseState,
    CaseStatus,
    Fact,
    Known,
    LabTest,
    Looks,
    Presence,
    Result,
    Signed,
    Suspension,
    Symptoms,
)
from wardline.ground.verdict import Reason

ADVERSE = {CaseState.SUSPECTED, CaseState.CONFIRMED}
POSITIVE = {Result.POSITIVE, Result.WEAK_POSITIVE}
DAWN = datetime.min.replace(tzinfo=UTC)


def answer(
    case: Case,
    clause: Clause,
    status: Status,
    code: str,
    evidence: Sequence[str] = (),
    earliest: datetime | None = None,
    **args: object,
) -> ClauseResult:
    """Write down how a clause stands, in the zone of the place."""
    shown = {
        name: value.astimezone(case.zone) if isinstance(value, datetime) else value
        for name, value in args.items()
    }
    reason = Reason(code, shown, clause.citation or case.policy.citation)
    soonest = earliest and max(earliest, case.at).astimezone(case.zone)
    return ClauseResult(clause.TYPE, status, reason, tuple(evidence), soonest)


def isolation(case: Case, clause: Isolation, found: Stay) -> ClauseResult:
    """Judge whether the isolation runs, and in the form that counts."""
    if found.hindrance:
        return answer(case, clause, Status.UNMET, found.hindrance, found.evidence)
    return answer(
        case,
        clause,
        Status.MET,
        "isolation.running",
        found.evidence,
        case.at,
        since=found.counts_from,
    )


def duration(case: Case, clause: Duration, clock: Clock | None) -> ClauseResult:
    """Judge whether the days are over."""
    if clock is None:
        return answer(case, clause, Status.UNKNOWN, "duration.no_start")
    due = days_over_at(case, clause, clock)
    over = case.at >= due
    return answer(
        case,
        clause,
        Status.MET if over else Status.UNMET,
        "duration.over" if over else "duration.short",
        clock.moved_by,
        due,
        count=clause.count.value,
        day=day_index(clock.start, case.at, clause.count, case.zone),
        extra=clock.extra_days,
        needed=clause.min_days,
        since=clock.start,
        until=due,
    )


def days_over_at(case: Case, clause: Duration, clock: Clock) -> datetime:
    """Return when the days are over."""
    extra = clock.extra_days
    return over_at(clock.start, clause.min_days, clause.count, case.zone, extra)


def symptom_free(case: Case, clause: SymptomFree, found: Stay) -> ClauseResult:
    """Judge whether no symptom was seen; if nobody looked, that is unknown."""
    if found.began_at is None:
        return answer(case, clause, Status.UNKNOWN, "symptom_free.no_start")
    if not _looked_at(case, found.began_at):
        code = "symptom_free.no_log"
        return answer(case, clause, Status.UNKNOWN, code, (), case.at)
    bad = [look for look in _looks(case, found.began_at) if _counted(look, clause)]
    ends = [_clean_at(case, clause.last_days, look.occurred_at) for look in bad]
    pending = [look for look, end in zip(bad, ends, strict=True) if end > case.at]
    return answer(
        case,
        clause,
        Status.UNMET if pending else Status.MET,
        "symptom_free.seen" if pending else "symptom_free.clear",
        [look.id for look in pending],
        max([case.at, *ends]),
        last_days=clause.last_days,
        seen=sorted({name for look in pending for name in look.seen}),
        **({"last_at": pending[-1].occurred_at} if pending else {}),
    )


def symptom_log(case: Case, clause: SymptomLog, found: Stay) -> ClauseResult:
    """Judge whether somebody looked often enough; a hole counts as a symptom may."""
    if found.began_at is None:
        return answer(case, clause, Status.UNKNOWN, "symptom_log.no_start")
    times = _looked_at(case, found.began_at)
    holes = sorted(
        {*_thin_days(case, clause, times, found.began_at)}
        | {*_lapses(case, clause, times, found.began_at)}
    )
    ends = [_clean_at(case, clause.last_days, hole) for hole in holes]
    open_holes = [hole for hole, end in zip(holes, ends, strict=True) if end > case.at]
    return answer(
        case,
        clause,
        Status.UNKNOWN if open_holes else Status.MET,
        "symptom_log.holes" if open_holes else "symptom_log.complete",
        (),
        max([case.at, *ends]),
        days=sorted({local_day(hole, case.zone) for hole in open_holes}),
        last_days=clause.last_days,
        max_gap_hours=clause.max_gap_hours,
        per_day=clause.per_day,
    )


def sign_off(case: Case, clause: SignOff, clock: Clock | None) -> ClauseResult:
    """Judge whether all have signed after the days were over."""
    if clock is None:
        return answer(case, clause, Status.UNKNOWN, "sign_off.no_start")
    asked = case.policy.one(Duration)
    due = days_over_at(case, asked, clock) if asked else clock.start
    names = [
        fact
        for fact in case.facts.of(Signed)
        if fact.role in clause.roles and fact.occurred_at >= due
    ]
    missing = sorted(set(clause.roles) - {name.role for name in names})
    alone = clause.two_person and len({name.by for name in names}) < 2
    code = "signed"
    if missing or alone:
        code = "missing" if missing else "second_person"
    return answer(
        case,
        clause,
        Status.UNMET if missing or alone else Status.MET,
        f"sign_off.{code}",
        [name.id for name in names],
        max(due, case.at),
        missing=missing,
        not_before=due,
        two_person=clause.two_person,
    )


def bars(case: Case) -> Iterator[ClauseResult]:
    """Give what closes this pathway whatever the policy says: a case, a suspension."""
    adverse = _adverse(case.facts)
    if adverse:
        yield _bar(case, "case", f"case.{_said(adverse[-1])}", adverse)
    stops = case.facts.of(Suspension)
    stopped = [stop for stop in stops if stop.running(case.at)]
    if stopped:
        yield _bar(case, "suspension", "suspension.in_force", stopped)


def _adverse(facts: Known) -> list[CaseStatus | LabTest]:
    words = facts.of(CaseStatus)
    # recovered or ruled out ends what was before it, and nothing after
    endings = [word.occurred_at for word in words if word.state not in ADVERSE]
    bad: list[CaseStatus | LabTest] = [
        *(word for word in words if word.state in ADVERSE),
        *(test for test in facts.of(LabTest) if test.result in POSITIVE),
    ]
    standing = [fact for fact in bad if fact.occurred_at >= max(endings, default=DAWN)]
    return sorted(standing, key=lambda fact: (fact.occurred_at, fact.id))


def _said(fact: CaseStatus | LabTest) -> str:
    return fact.state.value if isinstance(fact, CaseStatus) else "positive_test"


def _bar(case: Case, kind: str, code: str, facts: Sequence[Fact]) -> ClauseResult:
    document = getattr(facts[-1], "document", "") or case.policy.citation
    since = facts[-1].occurred_at.astimezone(case.zone)
    reason = Reason(code, {"since": since}, document)
    ids = tuple(fact.id for fact in facts)
    return ClauseResult(kind, Status.VIOLATED, reason, ids)


def _looks(case: Case, since: datetime) -> list[Symptoms]:
    return [
        look
        for look in case.facts.of(Symptoms)
        if look.presence is not Presence.NOT_DONE and look.occurred_at >= since
    ]


def _looked_at(case: Case, since: datetime) -> list[datetime]:
    """Return when somebody looked, in order."""
    times = [look.occurred_at for look in _looks(case, since)]
    sheets = case.facts.of(Looks)
    for sheet in sheets:
        first, past = (
            bisect_left(sheet.times, since),
            bisect_right(sheet.times, case.at),
        )
        times += sheet.times[first:past]
    return sorted(times) if sheets else times


def _counted(look: Symptoms, clause: SymptomFree) -> bool:
    if look.presence is not Presence.PRESENT:
        return False
    # a symptom that nobody named may be any
    unnamed = not look.seen or not clause.symptoms
    return unnamed or bool(look.seen & clause.symptoms)


def _clean_at(case: Case, days: int, since: datetime) -> datetime:
    return over_at(since, days, case.policy.count, case.zone)


def _thin_days(
    case: Case, clause: SymptomLog, times: Sequence[datetime], began_at: datetime
) -> Iterator[datetime]:
    """Give each whole day with too few looks; the first and this day are not whole."""
    day, today = local_day(began_at, case.zone), local_day(case.at, case.zone)
    ends = bisect_left(times, midnight(day := day + timedelta(days=1), case.zone))
    while day < today:
        begins, next_day = ends, day + timedelta(days=1)
        ends = bisect_left(times, midnight(next_day, case.zone), begins)
        if ends - begins < clause.per_day:
            yield last_minute(day, case.zone)
        day = next_day


def _lapses(
    case: Case, clause: SymptomLog, times: Sequence[datetime], began_at: datetime
) -> Iterator[datetime]:
    """Give each moment at which the last look had grown too old."""
    gap = timedelta(hours=clause.max_gap_hours)
    seen = [began_at, *times, case.at]
    for before, after in pairwise(seen):
        if after - before > gap:
            yield before + gap
