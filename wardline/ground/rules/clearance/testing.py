"""Whether the tests suffice, and how soon they could."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from wardline.ground.rules.clearance.answering import answer
from wardline.ground.rules.clearance.clauses import NegativeTest
from wardline.ground.rules.clearance.clock import Case, Clock, Stay
from wardline.ground.rules.clearance.counting import day_begins_at, day_index
from wardline.ground.rules.clearance.decision import ClauseResult, Status
from wardline.ground.rules.clearance.evidence import LabTest, Result
from wardline.ground.verdict import Reason

# given that nothing else is met before a moment, the least moment at which this is
Soonest = Callable[[datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Window:
    """From when a specimen counts, and from when the days are counted; and which
    tests were written down before they were taken."""

    ahead: set[str]
    first_at: datetime | None = None
    clock: Clock | None = None
    began_at: datetime | None = None


def tests(
    case: Case, clause: NegativeTest, found: Stay, clock: Clock | None
) -> tuple[ClauseResult, Soonest | None]:
    """Judge whether there are enough negative tests that count."""
    if clock is None and clause.from_day is not None:
        return answer(case, clause, Status.UNKNOWN, "test.no_start"), None
    first_at = _first_at(case, clause, clock)
    window = Window(case.facts.ahead, first_at, clock, found.began_at)
    taken = case.facts.of(LabTest)
    ours = {test.id for test in case.about(taken)}
    why = {
        test.id: _fault(clause, test, window) if test.id in ours else "pathogen"
        for test in taken
    }
    usable = [test for test in taken if not why[test.id]]
    best = _best(clause, usable, case.at)
    soonest = partial(_soonest, clause, usable, max(case.at, first_at or case.at))
    args = {"assay": clause.assay, "got": len(best), "needed": clause.count}
    told: dict[str, object] = {**args, "not_before": first_at} if first_at else {**args}
    ids = [test.id for test in best]
    if len(best) >= clause.count:
        code = "test.enough"
        return answer(case, clause, Status.MET, code, told, ids, case.at), soonest
    spare = {test.id: _spare(clause, test, best, case.at) for test in usable}
    notes = _unused(case, clause, taken, why | spare | dict.fromkeys(ids, ""), window)
    code, due = "test.missing", soonest(case.at)
    return answer(case, clause, Status.UNMET, code, told, ids, due, notes), soonest


def _first_at(case: Case, clause: NegativeTest, clock: Clock | None) -> datetime | None:
    """Return when the first day for a specimen begins; one that was taken before the
    last exposure says nothing of it, though it be the same day."""
    if clock is None or clause.from_day is None:
        return None
    begins = day_begins_at(clock.start, clause.from_day, case.policy.count, case.zone)
    return max(begins, clock.start) if clock.moved_by else begins


def _fault(clause: NegativeTest, test: LabTest, window: Window) -> str:
    """Say why a test cannot count at any time, or nothing."""
    if test.assay != clause.assay:
        return "assay"
    if not _passes(clause, test):
        return test.result.value
    if not test.specimen_timed:
        return "no_specimen_time"
    if test.id in window.ahead:
        return "ahead"
    if test.pool > clause.max_pool:
        return "pooled"
    if clause.specimens and test.specimen not in clause.specimens:
        return "specimen"
    if window.first_at and test.occurred_at < window.first_at:
        return _early(test, window)
    return ""


def _passes(clause: NegativeTest, test: LabTest) -> bool:
    if test.result is Result.NEGATIVE:
        return True
    low = clause.min_ct is not None and test.ct is not None and test.ct >= clause.min_ct
    return test.result is Result.POSITIVE and low


def _early(test: LabTest, window: Window) -> str:
    if window.began_at and test.occurred_at < window.began_at:
        return "before_isolation"
    if window.clock and test.occurred_at < window.clock.start:
        return "before_restart"
    return "too_early"


def _unused(
    case: Case,
    clause: NegativeTest,
    taken: Sequence[LabTest],
    why: dict[str, str],
    window: Window,
) -> list[Reason]:
    """Say of each test that does not count why not, and on which day of the count."""
    return [
        Reason(
            f"sample.{why[test.id]}",
            _told(case, clause, test, window.clock, why[test.id]),
        )
        for test in taken
        if why[test.id]
    ]


def _told(
    case: Case, clause: NegativeTest, test: LabTest, clock: Clock | None, why: str
) -> dict[str, object]:
    told: dict[str, object] = {"at": test.occurred_at, "id": test.id}
    if why in ("assay", "pooled", "specimen"):
        told["assay"], told["pool"] = test.assay, test.pool
    elif why == "pathogen":
        told["pathogen"], told["asked"] = test.pathogen, case.policy.pathogen
    elif why == "too_early" and clock is not None:
        told["from_day"], told["since"] = clause.from_day, clock.start
        count = case.policy.count
        told["day"] = day_index(clock.start, test.occurred_at, count, case.zone)
    elif why == "before_restart" and clock is not None:
        told["since"] = clock.start
    elif why == "too_old":
        told["hours"] = (case.at - test.occurred_at) // timedelta(hours=1)
        told["valid_hours"] = clause.valid_hours
    elif why == "too_close":
        told["spacing_hours"] = clause.min_spacing_hours
    return told


def _spare(
    clause: NegativeTest, test: LabTest, best: Sequence[LabTest], at: datetime
) -> str:
    if not _fresh(clause, test.occurred_at, at):
        return "too_old"
    gap = timedelta(hours=clause.min_spacing_hours)
    near = any(abs(test.occurred_at - each.occurred_at) < gap for each in best)
    return "too_close" if near else "not_another"


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
            if len(chain) == clause.count:
                break
            if test.occurred_at - chain[-1].occurred_at >= gap and _another(
                clause, chain[-1], test
            ):
                chain.append(test)
        yield chain


def _another(clause: NegativeTest, one: LabTest, other: LabTest) -> bool:
    """Tell whether two tests are two: one written down twice is one, and a laboratory
    or reagent that nobody named is not known to be another."""
    mine, theirs = _marks(one), _marks(other)
    if one.occurred_at == other.occurred_at and mine == theirs:
        return False
    asked = (clause.distinct_labs, clause.distinct_reagents)
    return all(
        not wanted or ("" not in (first, second) and first != second)
        for wanted, first, second in zip(asked, mine, theirs, strict=False)
    )


def _marks(test: LabTest) -> tuple[str, str, str]:
    return test.laboratory, test.reagent, test.specimen


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
    found = max(not_before, next_at + (clause.count - 1) * gap)
    for chain in _chains(clause, usable):
        last, missing = chain[-1].occurred_at, clause.count - len(chain)
        if missing:
            last = max(next_at, last + gap) + (missing - 1) * gap
        done = max(not_before, last)
        if done < found and _fresh(clause, chain[0].occurred_at, done):
            found = done
    return found
