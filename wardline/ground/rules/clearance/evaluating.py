"""Puts the clauses together: every policy is judged whole, the worst one decides.

Policies are never merged number by number: the stricter of each number has been seen to
clear somebody whom one of the two policies refuses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

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
from wardline.ground.rules.clearance.clock import Case, clock, stay
from wardline.ground.rules.clearance.decision import (
    ClauseResult,
    Decision,
    PolicyResult,
    Status,
)
from wardline.ground.rules.clearance.doubting import doubts
from wardline.ground.rules.clearance.evidence import Fact, Known, as_utc, known
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.rules.clearance.symptoms import symptom_free, symptom_log
from wardline.ground.rules.clearance.testing import Soonest, tests
from wardline.ground.verdict import Outcome, Reason

MET, VIOLATED = Status.MET, Status.VIOLATED
Judged = tuple[ClauseResult, Soonest | None]
BEST_FIRST = (Outcome.CLEARED, Outcome.NOT_YET, Outcome.BLOCKED)


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


@dataclass(slots=True)
class Way:
    """One way out that a policy offers, judged."""

    clauses: list[ClauseResult] = field(default_factory=list)
    soonest: list[Soonest] = field(default_factory=list)

    @property
    def status(self) -> Outcome:
        """Return the outcome of all its clauses."""
        states = [clause.status for clause in self.clauses]
        if any(state is VIOLATED for state in states):
            return Outcome.BLOCKED
        met = all(state is MET for state in states)
        return Outcome.CLEARED if met else Outcome.NOT_YET

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
            moment = max(moment, clause.earliest)
        return _settled(moment, self.soonest)


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
    def soonest(moment: datetime) -> datetime | None:
        opens = [way.open_from(moment) for way in ways]
        return min((each for each in opens if each is not None), default=None)

    return soonest


def _way(case: Case, ids: frozenset[str]) -> Way:
    way = Way()
    for judged, more in _clauses(case, ids):
        way.add(judged, more)
    return way


def _clauses(case: Case, ids: frozenset[str]) -> Iterator[Judged]:
    """Judge one way out, clause by clause, and what holds anybody back."""
    found = stay(case)
    asked = case.policy.all(Duration)
    start = clock(case, asked[0] if asked else None, found)
    days = judging.durations(case, asked, found, start)
    judges: dict[type, Callable[[Any], Judged]] = {
        Isolation: lambda clause: (judging.isolation(case, clause, found), None),
        Duration: lambda clause: (days[asked.index(clause)], None),
        SymptomFree: lambda clause: (symptom_free(case, clause, found), None),
        SymptomLog: lambda clause: (symptom_log(case, clause, found), None),
        NegativeTest: lambda clause: tests(case, clause, found, start),
        SignOff: lambda clause: (judging.sign_off(case, clause, days, start), None),
        Recovered: lambda clause: barring.recovered(case, clause),
    }
    for clause in case.policy.clauses:
        # a reset moves the clock and is not itself met
        if judge := judges.get(type(clause)):
            judged, more = judge(clause)
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
