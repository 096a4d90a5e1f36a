"""Puts the clauses together: every policy is judged whole, the worst one decides.

Policies are never merged number by number: the stricter of each number has been seen to
clear somebody whom one of the two policies refuses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from wardline.ground.rules.clearance import barring, judging
from wardline.ground.rules.clearance.clauses import (
    Duration,
    Isolation,
    NegativeTest,
    Recovered,
    SignOff,
    SymptomFree,
    SymptomLog,
)
from wardline.ground.rules.clearance.clock import Case, Clock, Stay, clock, stay
from wardline.ground.rules.clearance.decision import (
    ClauseResult,
    Decision,
    Glance,
    PolicyResult,
    Status,
    only_unsigned,
)
from wardline.ground.rules.clearance.doubting import doubts
from wardline.ground.rules.clearance.evidence import Fact, Known, as_utc, known
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.rules.clearance.symptoms import symptom_free, symptom_log
from wardline.ground.rules.clearance.testing import Soonest, tests
from wardline.ground.verdict import Outcome, Reason

MET, VIOLATED = Status.MET, Status.VIOLATED
Judged = tuple[ClauseResult, Soonest | None]
BEST_FIRST = CLEARED, NOT_YET, BLOCKED = (
    Outcome.CLEARED,
    Outcome.NOT_YET,
    Outcome.BLOCKED,
)


def evaluate(
    policies: Sequence[Policy],
    evidence: Iterable[Fact],
    decide_at: datetime,
    known_at: datetime,
    *,
    zone: tzinfo,
) -> Decision:
    """Decide whether somebody may leave isolation, by all policies that bind."""
    at, knowing = as_utc(decide_at), as_utc(known_at)
    facts = known(evidence, at, knowing)
    ids = frozenset(policy.id for policy in policies)
    # in one order, so that the same inputs give the same bytes
    ordered = sorted(policies, key=lambda policy: (policy.id, policy.version))
    judged = [_judge(policy, facts, at, zone, ids) for policy in ordered]
    results = tuple(result for result, _ in judged)
    status = max((each.status for each in results), key=BEST_FIRST.index, default=None)
    earliest = at if status is Outcome.CLEARED else _earliest(at, judged)
    return Decision(
        status=status or Outcome.NOT_YET,  # with no policy known, nobody is cleared
        earliest=earliest and earliest.astimezone(zone),
        decide_at=at.astimezone(zone),
        known_at=knowing.astimezone(zone),
        zone=zone,
        policies=results,
        doubts=doubts(facts),
    )


def clears(policy: Policy, facts: Known, at: datetime, zone: tzinfo) -> bool:
    """Tell whether one policy by itself clears somebody, and no more than that.

    Quicker: the first clause that is not met is the last one looked at.
    """
    ids = frozenset(policy.floors)
    return any(
        all(judged.status is MET for judged, _ in _clauses(case, ids))
        for case in _cases(policy, facts, at, zone)
    )


def glance(
    policies: Sequence[Policy],
    evidence: Iterable[Fact],
    decide_at: datetime,
    known_at: datetime,
    *,
    zone: tzinfo,
) -> Glance:
    """Say of a decision what a count of thousands asks, and no more: its status and
    whether it is ready, as `evaluate` would say them.

    Twice as quick: who is not through is not asked for the rest, nor how soon.
    """
    at, knowing = as_utc(decide_at), as_utc(known_at)
    facts = known(evidence, at, knowing)
    ids = frozenset(policy.id for policy in policies)
    found = [_glance(policy, facts, at, zone, ids) for policy in policies]
    status = max((each.status for each in found), key=BEST_FIRST.index, default=NOT_YET)
    return Glance(status, bool(found) and all(each.ready for each in found))


def _glance(
    policy: Policy, facts: Known, at: datetime, zone: tzinfo, ids: frozenset[str]
) -> Glance:
    if policy.options:  # which of them speaks depends on how soon each is met
        result, _ = _judge(policy, facts, at, zone, ids)
        return Glance(result.status, only_unsigned(result.clauses))
    case = Case(policy, facts, at, zone)
    if any(bar.status is VIOLATED for bar in barring.bars(case)):
        return Glance(BLOCKED, ready=False)
    status = CLEARED
    for judged, _ in _clauses(case, ids):
        if judged.status is not MET:
            status = NOT_YET
            if judged.type != SignOff.TYPE:
                return Glance(NOT_YET, ready=False)
    return Glance(status, ready=True)


@dataclass(slots=True)
class Way:
    """One way out that a policy offers, judged."""

    clauses: list[ClauseResult] = field(default_factory=list)
    soonest: list[Soonest] = field(default_factory=list)

    @property
    def status(self) -> Outcome:
        """Return the outcome of all its clauses."""
        states = [clause.status for clause in self.clauses]
        if VIOLATED in states:
            return BLOCKED
        return CLEARED if states.count(MET) == len(states) else NOT_YET

    def add(self, judged: ClauseResult, more: Soonest | None) -> None:
        """Take in a clause."""
        self.clauses.append(judged)
        if more:
            self.soonest.append(more)

    def open_from(self, moment: datetime) -> datetime | None:
        """Return the least moment, from one on, at which all clauses can be met."""
        for clause in self.clauses:
            if clause.earliest is None:
                return None
            if clause.earliest > moment:
                moment = clause.earliest
        return _settled(moment, self.soonest) if self.soonest else moment


def _judge(
    policy: Policy, facts: Known, at: datetime, zone: tzinfo, ids: frozenset[str]
) -> tuple[PolicyResult, Soonest]:
    """Judge the ways out that a policy offers; the one nearest to the end speaks."""
    ways = [_way(case, ids) for case in _cases(policy, facts, at, zone)]
    found = [_standing(way, at) for way in ways]
    number = 0
    if len(ways) > 1:
        number = min(range(len(ways)), key=lambda n: _distance(*found[n]))
    status, earliest = found[number]
    result = PolicyResult(
        policy.id,
        policy.version,
        status,
        earliest and earliest.astimezone(zone),
        tuple(ways[number].clauses),
        number + 1 if policy.options else None,
    )
    return result, _first_open(ways)


def _cases(policy: Policy, facts: Known, at: datetime, zone: tzinfo) -> list[Case]:
    return [Case(each, facts, at, zone) for each in policy.options or [policy]]


def _standing(way: Way, at: datetime) -> tuple[Outcome, datetime | None]:
    status = way.status
    return status, at if status is Outcome.CLEARED else way.open_from(at)


def _distance(status: Outcome, opens: datetime | None) -> tuple[int, bool, float]:
    return BEST_FIRST.index(status), opens is None, opens.timestamp() if opens else 0


def _first_open(ways: Sequence[Way]) -> Soonest:
    if len(ways) == 1:
        return ways[0].open_from

    def soonest(moment: datetime) -> datetime | None:
        opens = [way.open_from(moment) for way in ways]
        return min((each for each in opens if each is not None), default=None)

    return soonest


def _way(case: Case, ids: frozenset[str]) -> Way:
    way = Way()
    for judged, more in _clauses(case, ids):
        way.add(judged, more)
    return way


class Course(NamedTuple):
    """What the clauses of one way out have in common: the isolation that runs, where
    its days begin, and how each count of days stands."""

    case: Case
    stay: Stay
    start: Clock | None
    days: Sequence[ClauseResult]

    def counted(self, clause: Duration) -> ClauseResult:
        """Return how a count of days stands."""
        return self.days[self.case.policy.all(Duration).index(clause)]


JUDGES: dict[type, Callable[[Course, Any], Judged]] = {
    Isolation: lambda on, ask: (judging.isolation(on.case, ask, on.stay), None),
    Duration: lambda on, ask: (on.counted(ask), None),
    SymptomFree: lambda on, ask: (symptom_free(on.case, ask, on.stay), None),
    SymptomLog: lambda on, ask: (symptom_log(on.case, ask, on.stay), None),
    NegativeTest: lambda on, ask: tests(on.case, ask, on.stay, on.start),
    SignOff: lambda on, ask: (
        judging.sign_off(on.case, ask, on.days, on.start),
        None,
    ),
    Recovered: lambda on, ask: barring.recovered(on.case, ask),
}


def _clauses(case: Case, ids: frozenset[str]) -> Iterator[Judged]:
    """Judge one way out, clause by clause, and what holds anybody back."""
    found = stay(case)
    asked = case.policy.all(Duration)
    start = clock(case, asked[0] if asked else None, found)
    days = judging.durations(case, asked, found, start)
    course = Course(case, found, start, days)
    for clause in case.policy.clauses:
        # a reset moves the clock and is not itself met
        if judge := JUDGES.get(type(clause)):
            judged, more = judge(course, clause)
            if judged.status is not MET and (word := barring.waived(case, judged)):
                # what was waived need not be waited for
                judged, more = word, None if word.status is MET else more
            yield judged, more
    for name in case.policy.floors:
        if name not in ids:
            yield _floor(case.policy, name), None
    for bar in barring.bars(case):
        yield bar, None


def _floor(policy: Policy, name: str) -> ClauseResult:
    """Answer for a policy that must be judged beside this one and is not here."""
    reason = Reason("floor.missing", {"policy": name}, policy.citation)
    return ClauseResult("floor", Status.UNKNOWN, reason)


def _earliest(
    at: datetime, judged: Sequence[tuple[PolicyResult, Soonest]]
) -> datetime | None:
    if not judged:
        return None
    latest = at
    for result, _ in judged:
        if result.earliest is None:
            return None
        latest = max(latest, as_utc(result.earliest))
    # waiting for one policy can make the test of another stale
    return (
        latest if len(judged) == 1 else _settled(latest, [each for _, each in judged])
    )


def _settled(moment: datetime, soonest: Sequence[Soonest]) -> datetime | None:
    """Return the least moment, from one on, at which each of these is met."""
    while True:
        later = moment
        for each in soonest:
            opens = each(later)
            if opens is None:
                return None
            later = max(later, opens)
        if later == moment:
            return moment
        moment = later
