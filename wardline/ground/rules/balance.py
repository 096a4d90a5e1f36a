"""Does a headcount balance with the gate, and can a report be believed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardline.ground.verdict import Reason, Verdict, allow_unless


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of one kind: there yesterday, through the gate since, there today."""

    kind: str
    yesterday: int
    came_in: int
    went_out: int
    present: int

    @property
    def expected(self) -> int:
        """Return how many the gate says must be there."""
        return self.yesterday + self.came_in - self.went_out

    @property
    def surplus(self) -> int:
        """Return how many more (or, below zero, fewer) are there than expected."""
        return self.present - self.expected


@dataclass(frozen=True, slots=True)
class DayCount:
    """What one day's report says: heads by kind, temperatures in tenths of a degree
    in the order in which they were taken."""

    day: date
    present: Mapping[str, int]
    temperatures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """One day's numbers as they were filed, and how many temperature rounds stand
    behind them."""

    day: date
    numbers: Mapping[str, int]
    rounds: int


@dataclass(frozen=True, slots=True)
class Belief:
    """From where on a report is doubted. Few readings may well be alike."""

    copied_days: int = 3
    least_readings: int = 5
    jump_heads: int = 10
    jump_percent: int = 30


USUAL = Belief()


def judge(headcounts: Sequence[Headcount]) -> Verdict:
    """Allow a headcount that balances; else say which kind is off and by how much."""
    off = (each for each in headcounts if each.surplus)
    return allow_unless(tuple(_off(each) for each in off))


def doubts(days: Sequence[DayCount], belief: Belief = USUAL) -> tuple[Reason, ...]:
    """Return what makes the latest day hard to believe; a doubt asks, never refuses."""
    history = sorted(days, key=lambda each: each.day)
    if not history:
        return ()
    return (
        *_copied(history, belief),
        *_alike(history[-1], belief),
        *_jumps(history, belief),
    )


def unbacked(days: Sequence[Filed], belief: Belief = USUAL) -> tuple[Reason, ...]:
    """Doubt the latest numbers if nobody took a temperature that day; say for how many
    days they have been the same, if any of those days had no round either."""
    history = sorted(days, key=lambda each: each.day, reverse=True)
    if not history or history[0].rounds:
        return ()
    latest, alike = history[0], 0
    for back, each in enumerate(history):
        unbroken = each.day == latest.day - timedelta(days=back)
        if not unbroken or each.numbers != latest.numbers:
            break
        alike += 1
    reasons = [Reason("balance.no_round")]
    if alike >= belief.copied_days:
        reasons.append(Reason("balance.same_numbers", {"days": alike}))
    return tuple(reasons)


def _off(headcount: Headcount) -> Reason:
    return Reason(
        "balance.off",
        {
            "kind": headcount.kind,
            "expected": headcount.expected,
            "present": headcount.present,
            "surplus": headcount.surplus,
        },
    )


def _copied(history: Sequence[DayCount], belief: Belief) -> list[Reason]:
    """Doubt readings that repeat, one by one, for days. Heads may stay the same in a
    closed home; temperatures never do."""
    latest = history[-1]
    alike = 0
    for back, each in enumerate(reversed(history)):
        unbroken = each.day == latest.day - timedelta(days=back)
        if not unbroken or each.temperatures != latest.temperatures:
            break
        alike += 1
    enough = len(latest.temperatures) >= belief.least_readings
    if enough and alike >= belief.copied_days:
        return [Reason("balance.copied", {"days": alike})]
    return []


def _alike(latest: DayCount, belief: Belief) -> list[Reason]:
    readings = latest.temperatures
    if len(readings) >= belief.least_readings and len(set(readings)) == 1:
        facts = {"readings": len(readings), "tenths": readings[0]}
        return [Reason("balance.all_alike", facts)]
    return []


def _jumps(history: Sequence[DayCount], belief: Belief) -> list[Reason]:
    """Doubt a change of heads too great for one day, even if the gate agrees."""
    if len(history) < 2 or history[-1].day - history[-2].day > timedelta(days=1):
        return []
    before, now = history[-2].present, history[-1].present
    changes = (
        (kind, before.get(kind, 0), now.get(kind, 0))
        for kind in sorted(before.keys() | now.keys())
    )
    return [
        Reason("balance.jump", {"kind": kind, "before": was, "now": heads})
        for kind, was, heads in changes
        if abs(heads - was) > _room(was, belief)
    ]


def _room(heads: int, belief: Belief) -> int:
    return max(belief.jump_heads, heads * belief.jump_percent // 100)
