"""Which measures bind a place on a day, and why: by its response level, or because a
hold does not let them weaken. A lower place may add measures, never subtract."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

_DAY = timedelta(days=1)


class BindingReason(StrEnum):
    """Why a measure binds."""

    LEVEL = "level"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that must hold, dated and cited.

    No kinds: every kind of institution. No levels: at every level. `valid_to` is the
    last day on which it holds; `strictness` only orders (the stricter first).
    """

    code: str
    topic: str
    params: Mapping[str, object]
    institution_kinds: frozenset[str]
    levels: frozenset[int]
    strictness: int
    valid_from: date
    valid_to: date | None
    place: str
    citation: str
    # from this day no hold keeps it: a document withdrew it by name
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """From this day the place is at this response level (1 is the gravest)."""

    place: str
    level: int
    from_on: date


@dataclass(frozen=True, slots=True)
class Hold:
    """From this day measures may not weaken here, until an order withdraws it."""

    place: str
    code: str
    from_on: date
    level_kept: int
    withdrawn_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Tell whether the hold stands on this day (no more on its withdrawal's)."""
        ended = self.withdrawn_on is not None and self.withdrawn_on <= on
        return self.from_on <= on and not ended


@dataclass(frozen=True, slots=True)
class Binding:
    """A measure that binds, at which level, and the hold that keeps it, if one does."""

    measure: Measure
    reason: BindingReason
    level: int | None
    hold_code: str | None = None

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def topic(self) -> str:
        return self.measure.topic

    @property
    def params(self) -> Mapping[str, object]:
        return self.measure.params


# what each hold remembers: all that has bound under it, by the measure's number
Memory = dict[Hold, dict[int, Binding]]


def reaches(scope: str, place: str) -> bool:
    """Tell whether what is ordered at `scope` holds at `place`: codes are paths."""
    return place.startswith(scope)


def level_at(changes: Iterable[LevelChange], place: str, on: date) -> int | None:
    """Return the level that holds at a place: the gravest of its own and those above.

    Of each place the latest change counts; of two on one day, the graver.
    """
    latest: dict[str, LevelChange] = {}
    for change in changes:
        if not reaches(change.place, place) or change.from_on > on:
            continue
        known = latest.get(change.place)
        if known is None or _newness(change) > _newness(known):
            latest[change.place] = change
    return min((change.level for change in latest.values()), default=None)


def binding(
    measures: Iterable[Measure],
    levels: Sequence[LevelChange],
    holds: Iterable[Hold],
    place: str,
    kind: str,
    on: date,
) -> tuple[Binding, ...]:
    """Return every measure that binds a place of this kind on this day, and why.

    While a hold stands, all that has bound on any day since it began still binds, and
    what was asked at the level it keeps.
    """
    case = _Case.of(measures, levels, holds, place, kind, on)
    if not any(hold.in_force(on) for hold in case.holds):
        return _in_order(_walked(case, [on])[-1][1])
    first = min(hold.from_on for hold in case.holds)
    days = [day for day in case.turns(on) if first <= day]
    return _in_order(_walked(case, days)[-1][1])


def binding_since(
    measures: Iterable[Measure],
    levels: Sequence[LevelChange],
    holds: Iterable[Hold],
    place: str,
    kind: str,
    on: date,
) -> tuple[tuple[Binding, date], ...]:
    """Return what binds, each with the day since which it has bound here unbroken."""
    case = _Case.of(measures, levels, holds, place, kind, on)
    since: dict[int, date] = {}
    bound: dict[int, Binding] = {}
    for day, bound in _walked(case, case.turns(on)):
        since = {i: since.get(i, day) for i in bound}
    found = [(binding, since[i]) for i, binding in bound.items()]
    return tuple(sorted(found, key=lambda each: _rank(each[0])))


def parameter(
    bindings: Iterable[Binding],
    topic: str,
    name: str,
    *,
    stricter: Callable[[list[Any]], Any] = min,
) -> Any:
    """Return the strictest value of a topic's parameter, or None where none sets it.

    For a clock or a threshold only. Clearance judges every policy whole: merged
    parameters have cleared people whom one of the two policies refuses.
    """
    values = [b.params[name] for b in bindings if b.topic == topic and name in b.params]
    return stricter(values) if values else None


def _newness(change: LevelChange) -> tuple[date, int]:
    return change.from_on, -change.level


def _concerns(measure: Measure, place: str, kind: str) -> bool:
    kinds = measure.institution_kinds
    return reaches(measure.place, place) and (not kinds or kind in kinds)


def _valid(measure: Measure, since: date, until: date) -> bool:
    """Tell whether the measure held on some day between the two."""
    ended = measure.valid_to is not None and measure.valid_to < since
    return measure.valid_from <= until and not ended


def _withdrawn(measure: Measure, on: date) -> bool:
    return measure.withdrawn_on is not None and measure.withdrawn_on <= on


def _fits(measure: Measure, level: int | None) -> bool:
    return not measure.levels or level in measure.levels


def _by_level(measure: Measure, level: int | None, on: date) -> Binding | None:
    if _valid(measure, on, on) and _fits(measure, level):
        return Binding(measure, BindingReason.LEVEL, level)
    return None


def _by_hold(
    hold: Hold, measures: Iterable[tuple[int, Measure]], level: int | None, on: date
) -> dict[int, Binding]:
    """Bind as at the level kept, also what ran out since the hold began."""
    kept = hold.level_kept if level is None else min(level, hold.level_kept)
    return {
        i: Binding(measure, BindingReason.HOLD, kept, hold.code)
        for i, measure in measures
        if _valid(measure, hold.from_on, on) and _fits(measure, kept)
    }


@dataclass(frozen=True, slots=True)
class _Case:
    """What concerns one place and kind up to a day."""

    place: str
    measures: Sequence[Measure]
    levels: Sequence[LevelChange]
    holds: Sequence[Hold]

    @classmethod
    def of(
        cls,
        measures: Iterable[Measure],
        levels: Iterable[LevelChange],
        holds: Iterable[Hold],
        place: str,
        kind: str,
        on: date,
    ) -> "_Case":
        near = [h for h in holds if reaches(h.place, place) and h.from_on <= on]
        near.sort(key=lambda hold: (hold.from_on, hold.place, hold.code))
        concerned = [m for m in measures if _concerns(m, place, kind)]
        return cls(
            place, concerned, [c for c in levels if reaches(c.place, place)], near
        )

    def turns(self, on: date) -> list[date]:
        """Return the days up to this one on which something may begin or end."""
        days = {on, *(change.from_on for change in self.levels)}
        for measure in self.measures:
            ended = measure.valid_to + _DAY if measure.valid_to else on
            days |= {measure.valid_from, ended, measure.withdrawn_on or on}
        for hold in self.holds:
            days |= {hold.from_on, hold.withdrawn_on or on}
        return sorted(day for day in days if day <= on)

    def on(self, day: date, memory: Memory) -> dict[int, Binding]:
        """Return what binds on a day, given what the holds remember of days before."""
        level = level_at(self.levels, self.place, day)
        found = ((i, _by_level(m, level, day)) for i, m in enumerate(self.measures))
        bound = {i: binding for i, binding in found if binding}
        for hold in self.holds:
            if not hold.in_force(day):
                continue
            bound = memory.get(hold, {}) | bound
            left = [(i, m) for i, m in enumerate(self.measures) if i not in bound]
            bound |= _by_hold(hold, left, level, day)
        return {i: b for i, b in bound.items() if not _withdrawn(b.measure, day)}


def _walked(case: _Case, days: Sequence[date]) -> list[tuple[date, dict[int, Binding]]]:
    """Work out the days in order; each hold remembers all that has bound under it."""
    memory: Memory = {}
    found = []
    for day in days:
        bound = case.on(day, memory)
        for hold in case.holds if day < days[-1] else ():
            if hold.in_force(day):
                known = memory.setdefault(hold, {})
                known |= _under(hold, {i: bound[i] for i in bound.keys() - known})
        found.append((day, bound))
    return found


def _under(hold: Hold, bound: Mapping[int, Binding]) -> dict[int, Binding]:
    reason, code = BindingReason.HOLD, hold.code
    return {i: Binding(b.measure, reason, b.level, code) for i, b in bound.items()}


def _in_order(bound: Mapping[int, Binding]) -> tuple[Binding, ...]:
    return tuple(sorted(bound.values(), key=_rank))


def _rank(binding: Binding) -> tuple[object, ...]:
    measure = binding.measure
    first = -measure.strictness
    # the last four only tell apart what is else alike, whatever the order of records
    apart = sorted(measure.levels), sorted(measure.institution_kinds)
    last = str(measure.valid_to), repr(sorted(measure.params.items()))
    named = measure.topic, first, measure.code, measure.valid_from, measure.place
    return *named, *apart, *last
