"""Which of two measures asks more: number by number, by what each number means. What
cannot be compared is never taken for equal."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from wardline.ground.rules.measures import Measure

# the greater number asks more of an institution, or the smaller one does
MORE = frozenset(
    {"days", "count", "hours", "per_day", "per_month", "metres", "zones", "rooms"}
)
MORE |= {"up_to"}
LESS = frozenset({"max", "min", "at", "minutes", "valid_hours", "change_hours", "over"})
LESS |= {"every_days"}
# these bound whom a measure concerns: without them it concerns more
BOUNDS = frozenset({"over", "up_to"})


class Shift(StrEnum):
    """What became of a measure, or of one of its numbers."""

    SAME = "same"
    STRICTER = "stricter"
    WEAKER = "weaker"
    MIXED = "mixed"  # stricter in one thing and weaker in another, or not comparable


def shift(name: str, old: object, new: object) -> Shift:
    """Tell what became of one parameter; None where it is not set."""
    if old == new:
        return Shift.SAME
    if old is None or new is None:
        gone = new is None
        return Shift.STRICTER if gone == (name in BOUNDS) else Shift.WEAKER
    if isinstance(old, bool) and isinstance(new, bool):
        return Shift.STRICTER if new else Shift.WEAKER
    pair = _ordered(old, new)
    if pair is None or name not in MORE | LESS:
        return Shift.MIXED
    grew = pair[0] < pair[1]
    return Shift.STRICTER if grew == (name in MORE) else Shift.WEAKER


def shift_of_params(old: Mapping[str, object], new: Mapping[str, object]) -> Shift:
    """Tell what became of all parameters together."""
    return together(shift(n, old.get(n), new.get(n)) for n in {*old, *new})


def shift_of(old: Measure, new: Measure) -> Shift:
    """Tell what became of a measure: its numbers, whom it concerns and when."""
    return together(
        [
            shift_of_params(old.params, new.params),
            _wider(old.institution_kinds, new.institution_kinds),
            _wider(old.levels, new.levels),
            _grown(old.strictness, new.strictness),
        ]
    )


def together(shifts: Iterable[Shift]) -> Shift:
    """Return what several shifts come to."""
    found = set(shifts) - {Shift.SAME}
    if not found:
        return Shift.SAME
    return found.pop() if len(found) == 1 else Shift.MIXED


def covers(by: Measure, what: Measure) -> bool:
    """Tell whether one measure is another as it was, or asks more in its place."""
    if by is what or by == what:
        return True
    same = (by.place, by.code, by.topic) == (what.place, what.code, what.topic)
    asks = together(
        [
            shift_of_params(what.params, by.params),
            _grown(what.strictness, by.strictness),
        ]
    )
    return same and asks in {Shift.SAME, Shift.STRICTER}


def lost(before: Iterable[Measure], after: Iterable[Measure]) -> list[Measure]:
    """Return what bound before and is neither there after nor covered by a stricter
    one of the same name: a set has weakened if there is any."""
    by_name: dict[tuple[str, str], list[Measure]] = {}
    for each in after:
        by_name.setdefault((each.place, each.code), []).append(each)
    return [
        what
        for what in before
        if not any(covers(by, what) for by in by_name.get((what.place, what.code), ()))
    ]


def outdone(new: Measure, by: Measure) -> bool:
    """Tell whether a measure asks less than another of its topic in some number, and
    more in none: beside the other it would have no effect."""
    if new.topic != by.topic or not new.params:
        return False
    if any(new.params.get(n) != by.params.get(n) for n in BOUNDS):
        return False
    told = together(shift(n, by.params.get(n), new.params[n]) for n in new.params)
    return told is Shift.WEAKER


def _ordered(old: object, new: object) -> tuple[float, float] | None:
    """Return two values as numbers, if both can be compared."""
    pair = _number(old), _number(new)
    return None if pair[0] is None or pair[1] is None else (pair[0], pair[1])


def _number(value: object) -> float | None:
    """Return a number, or a time of day as minutes."""
    hours, colon, minutes = str(value).partition(":")
    try:
        return float(hours) * 60 + float(minutes) if colon else float(hours)
    except ValueError:
        return None


def _wider(old: frozenset[object], new: frozenset[object]) -> Shift:
    """Compare whom it concerns: an empty set is everybody, or every level."""
    if old == new:
        return Shift.SAME
    if not new or (old and old < new):
        return Shift.STRICTER
    return Shift.WEAKER if not old or new < old else Shift.MIXED


def _grown(old: int, new: int) -> Shift:
    if old == new:
        return Shift.SAME
    return Shift.STRICTER if new > old else Shift.WEAKER
