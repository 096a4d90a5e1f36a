"""Whether the tests suffice, and how soon they could."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from wardline.ground.rules.clearance.clauses import NegativeTest
from wardline.ground.rules.clearance.clock import Case, Clock
from wardline.ground.rules.clearance.counting import day_begins_at
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import LabTest, Result
from wardline.ground.rules.clearance.judging import answer

# given that nothing else is met before a moment, the least moment at which this is
Soonest = Callable[[datetime], datetime]


def tests(
    case: Case, clause: NegativeTest, clock: Clock | None
) -> tuple[ClauseResult, Soonest | None]:
    """Judge whether there are enough negative tests that count."""
    if clock is None and clause.from_day is not None:
        return answer(case, clause, Status.UNKNOWN, "test.no_start"), None
    first_at = _first_at(case, clause, clock)
    taken = case.facts.of(LabTest)
    faults = {test.id: _fault(clause, test, first_at) for test in taken}
    usable = [test for test in taken if not faults[test.id]]
    best = _best(clause, usable, case.at)
    soonest = partial(_soonest, clause, usable, max(case.at, first_at or case.at))
    met = len(best) >= clause.count
    spare = {test.id: _spare(clause, test, case.at) for test in usable}
    unused = {**faults, **spare} | {test.id: "" for test in best}
    result = answer(
        case,
        clause,
        Status.MET if met else Status.UNMET,
        "test.enough" if met else "test.missing",
        [test.id for test in best],
        soonest(case.at),
        assay=clause.assay,
        got=len(best),
        needed=clause.count,
        unused={} if met else {id: why for id, why in unused.items() if why},
        **({"not_before": first_at} if first_at else {}),
    )
    return result, soonest


def _first_at(case: Case, clause: NegativeTest, clock: Clock | None) -> datetime | None:
    if clock is None or clause.from_day is None:
        return None
    return day_begins_at(clock.start, clause.from_day, case.policy.count, case.zone)


def _fault(clause: NegativeTest, test: LabTest, first_at: datetime | None) -> str:
    """Say why a test cannot count at any time, or nothing."""
    if test.assay != clause.assay:
        return "assay"
    if test.result is not Result.NEGATIVE:
        return test.result.value
    if not test.specimen_timed:
        return "no_specimen_time"
    if clause.specimens and test.specimen not in clause.specimens:
        return "specimen"
    return "too_early" if first_at and test.occurred_at < first_at else ""


def _spare(clause: NegativeTest, test: LabTest, at: datetime) -> str:
    return "too_close" if _fresh(clause, test.occurred_at, at) else "too_old"


def _fresh(clause: NegativeTest, taken_at: datetime, at: datetime) -> bool:
    if clause.valid_hours is None:
        return True
    return taken_at >= at - timedelta(hours=clause.valid_hours)


def _chains(clause: NegativeTest, usable: Sequence[LabTest]) -> Iterator[list[LabTest]]:
    """Give for each test the chain that begins with it and grows as fast as may be.

    Taking the next test that fits is best: whatever chain another choice allows, this
    one reaches no later.
    """
    gap = timedelta(hours=clause.min_spacing_hours)
    for start, first in enumerate(usable):
        chain = [first]
        for test in usable[start + 1 :]:
            apart = test.occurred_at - chain[-1].occurred_at >= gap
            other = not clause.distinct_labs or test.laboratory != first.laboratory
            if len(chain) < clause.count and apart and other:
                chain.append(test)
        yield chain


def _best(
    clause: NegativeTest, usable: Sequence[LabTest], at: datetime
) -> list[LabTest]:
    """Return the longest chain still fresh, of equals the latest."""
    fresh = [test for test in usable if _fresh(clause, test.occurred_at, at)]
    best: list[LabTest] = []
    for chain in _chains(clause, fresh):
        best = chain if len(chain) >= len(best) else best
    return best


def _soonest(
    clause: NegativeTest,
    usable: Sequence[LabTest],
    next_at: datetime,
    not_before: datetime,
) -> datetime:
    """Return when the tests could suffice if each missing one is taken in time."""
    gap = timedelta(hours=clause.min_spacing_hours)
    found = [max(not_before, next_at + (clause.count - 1) * gap)]
    for chain in _chains(clause, usable):
        last, missing = chain[-1].occurred_at, clause.count - len(chain)
        if missing:
            last = max(next_at, last + gap) + (missing - 1) * gap
        done = max(not_before, last)
        if _fresh(clause, chain[0].occurred_at, done):
            found.append(done)
    return min(found)
