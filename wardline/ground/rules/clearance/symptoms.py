"""Whether symptoms were looked for, and none seen; what was not is unknown."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from wardline.ground.rules.clearance.answering import answer
from wardline.ground.rules.clearance.circumstances import Baseline
from wardline.ground.rules.clearance.clauses import Isolation, SymptomFree, SymptomLog
from wardline.ground.rules.clearance.clock import Case, Stay
from wardline.ground.rules.clearance.counting import local_day, midnights, over_at
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import Breach, Looks, Presence, Symptoms
from wardline.ground.verdict import Reason

# looked up once: a member of an enumeration is slow to find, and looks are many
ABSENT, PRESENT = Presence.ABSENT, Presence.PRESENT
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def symptom_free(case: Case, clause: SymptomFree, found: Stay) -> ClauseResult:
    """Judge whether no symptom was seen; if nobody looked, that is unknown.

    Looked for since the first isolation on record: neither a restarted clock nor a hole
    in the isolation hides a symptom.
    """
    since = found.first_at
    if since is None and case.policy.one(Isolation):
        return answer(case, clause, Status.UNKNOWN, "symptom_free.no_start")
    looks = _since(case, since)
    bad = [
        look
        for look in looks
        if look.presence is PRESENT and _counted(case, look, clause)
    ]
    if not bad and not _seeing(case, looks) and not _quiet(case, since):
        code = "symptom_free.no_log"
        return answer(case, clause, Status.UNKNOWN, code, earliest=case.at)
    ends = [_clean_at(case, clause.last_days, look.occurred_at) for look in bad]
    pending = [look for look, end in zip(bad, ends, strict=True) if end > case.at]
    args: dict[str, object] = {"last_days": clause.last_days}
    if not pending:
        code = "symptom_free.clear"
        return answer(case, clause, Status.MET, code, args, earliest=case.at)
    args["seen"] = sorted({name for look in pending for name in look.seen})
    args["last_at"] = pending[-1].occurred_at
    ids = [look.id for look in pending]
    code, due = "symptom_free.seen", max(ends)
    return answer(case, clause, Status.UNMET, code, args, ids, due)


def symptom_log(case: Case, clause: SymptomLog, found: Stay) -> ClauseResult:
    """Judge whether somebody looked often enough; a hole counts as a symptom may."""
    began_at = found.began_at
    if began_at is None:
        return answer(case, clause, Status.UNKNOWN, "symptom_log.no_start")
    looks = _since(case, began_at)
    times = _quiet(case, began_at)
    times += [look.occurred_at for look in _seeing(case, looks)]
    times.sort()
    holes = {
        *_thin_days(case, clause, times, began_at),
        *_lapses(case, clause, times, began_at),
    }
    ends = [(_clean_at(case, clause.last_days, hole), hole) for hole in sorted(holes)]
    pending = [(end, hole) for end, hole in ends if end > case.at]
    args: dict[str, object] = {
        "days": sorted({local_day(hole, case.zone) for _, hole in pending}),
        "last_days": clause.last_days,
        "max_gap_hours": clause.max_gap_hours,
        "per_day": clause.per_day,
    }
    if not pending:
        code = "symptom_log.complete"
        return answer(case, clause, Status.MET, code, args, earliest=case.at)
    due = max(end for end, _ in pending)
    code, notes = "symptom_log.holes", _useless(case, looks)
    return answer(case, clause, Status.UNKNOWN, code, args, (), due, notes)


def _since(case: Case, moment: datetime | None) -> list[Symptoms]:
    looks = case.facts.of(Symptoms)
    if moment is None or not looks or looks[0].occurred_at >= moment:
        return looks
    return [look for look in looks if look.occurred_at >= moment]


def _quiet(case: Case, moment: datetime | None) -> list[datetime]:
    """Return when nothing was seen, by the looks that came as one fact."""
    times: list[datetime] = []
    for each in case.facts.of(Looks):
        past = bisect_right(each.times, case.at)
        times += each.times[bisect_left(each.times, moment) if moment else 0 : past]
    return times


def _seeing(case: Case, looks: Sequence[Symptoms]) -> list[Symptoms]:
    """Return the looks that show whether there was a symptom."""
    if not looks:
        return []
    breakers, ahead = _breakers(case), case.facts.ahead
    if breakers or ahead:
        return [look for look in looks if not _blind(look, breakers, ahead)]
    return [
        look
        for look in looks
        if look.presence is PRESENT
        or (look.presence is ABSENT and not look.antipyretic)
    ]


def _blind(look: Symptoms, breakers: dict[str, datetime], ahead: set[str]) -> str:
    """Say why a look shows nothing, or nothing; one that found something shows it."""
    if look.presence is PRESENT:
        return ""
    if look.presence is Presence.NOT_DONE:
        return "not_done"
    if look.antipyretic:
        return "antipyretic"
    if look.id in ahead:
        return "ahead"
    broke_at = breakers.get(look.by)
    return "by_breaker" if broke_at and look.occurred_at >= broke_at else ""


def _breakers(case: Case) -> dict[str, datetime]:
    """Name those who broke this isolation themselves, each since when."""
    found: dict[str, datetime] = {}
    for breach in case.facts.of(Breach):
        if breach.by:
            found.setdefault(breach.by, breach.occurred_at)
    return found


def _useless(case: Case, looks: Sequence[Symptoms]) -> list[Reason]:
    """Say on which days there were looks that show nothing, and why."""
    breakers, ahead = _breakers(case), case.facts.ahead
    days: dict[str, set[object]] = {}
    for look in looks:
        if why := _blind(look, breakers, ahead):
            day = local_day(look.occurred_at, case.zone)
            days.setdefault(why, set()).add(day)
    return [
        Reason(f"look.{why}", {"days": sorted(found, key=str)})
        for why, found in sorted(days.items())
    ]


def _counted(case: Case, look: Symptoms, clause: SymptomFree) -> bool:
    # a symptom that nobody named may be any
    if not look.seen:
        return True
    seen = look.seen & clause.symptoms if clause.symptoms else look.seen
    return bool(seen - _usual(case, look.occurred_at))


def _usual(case: Case, at: datetime) -> frozenset[str]:
    """Return what somebody always has, by a doctor's word with a reason."""
    words = [
        word
        for word in case.facts.of(Baseline)
        if word.by and word.reason and word.occurred_at <= at and word.running(at)
    ]
    return frozenset().union(*(word.usual for word in words))


def _clean_at(case: Case, days: int, since: datetime) -> datetime:
    return over_at(since, days, case.policy.count, case.zone)


def _thin_days(
    case: Case, clause: SymptomLog, times: Sequence[datetime], began_at: datetime
) -> list[datetime]:
    """Return each whole day with too few looks; the first and this day are not whole.

    Days before the window are not asked for: their holes are over.
    """
    asked_from = max(began_at, case.at - (clause.last_days + 2) * DAY)
    first = local_day(asked_from, case.zone) + DAY
    edges = midnights(first, local_day(case.at, case.zone), case.zone)
    until = [bisect_left(times, edge) for edge in edges]
    # when in the day it was is not known: its last minute
    return [
        ends - MINUTE
        for ends, (before, after) in zip(edges[1:], pairwise(until), strict=False)
        if after - before < clause.per_day
    ]


def _lapses(
    case: Case, clause: SymptomLog, times: Sequence[datetime], began_at: datetime
) -> list[datetime]:
    """Return each moment at which the last look had grown too old."""
    gap = timedelta(hours=clause.max_gap_hours)
    return [
        before + gap
        for before, after in pairwise([began_at, *times, case.at])
        if after - before > gap
    ]
