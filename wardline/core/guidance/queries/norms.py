"""Which measures and policies bind where and on which day: gathered, then judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.guidance.models import (
    Hold,
    Measure,
    Norm,
    ResponseLevel,
)
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Binding


def binding(viewer: Post, place: Place, on: date) -> tuple[Binding, ...]:
    """Return every measure that binds a place on a day, and why.

    At a division: what binds some kind of institution there.
    """
    return Norms(Q(place__in=line(place.code))).binding(place, on)


def bound_at(at: str, on: date) -> tuple[Binding, ...]:
    """Return what binds some kind of institution at a place, by the place's code."""
    place = Place.objects.get(code=at)
    return Norms(Q(place__in=line(at))).binding(place, on)


def binding_for(
    viewer: Post, within: Iterable[Place], on: date
) -> dict[str, tuple[Binding, ...]]:
    """Return what binds each of many places, by code, in four queries at most."""
    norms = Norms(around(viewer))
    return {place.code: norms.binding(place, on) for place in within}


def of_topic(viewer: Post, place: Place, on: date, topic: str) -> tuple[Binding, ...]:
    """Return what binds a place on a day of one topic: one query where none does."""
    return Norms(Q(place__in=line(place.code)), topic=topic).binding(place, on)


def parameter(
    viewer: Post,
    place: Place,
    on: date,
    topic: str,
    name: str,
    default: Any,
    stricter: Callable[[list[Any]], Any] = min,
) -> Any:
    """Return the strictest value that binds here of a clock or a threshold."""
    bound = of_topic(viewer, place, on, topic)
    found = rules.parameter(bound, topic, name, stricter=stricter)
    return default if found is None else found


def level(viewer: Post, place: Place, on: date) -> int | None:
    """Return the response level at a place on a day (1 is the gravest)."""
    return level_of(place.code, on)


def level_of(code: str, on: date) -> int | None:
    """Return the response level by the place's code."""
    changes = ResponseLevel.objects.filter(place__in=line(code))
    return rules.level_at(map(_level_change, changes), code, on)


def level_since(code: str, on: date) -> tuple[int | None, date | None]:
    """Return the level of a place on a day, and the day since which it is so."""
    changes = list(ResponseLevel.objects.filter(place__in=line(code), from_on__lte=on))
    known = list(map(_level_change, changes))
    now, since = rules.level_at(known, code, on), None
    for day in sorted({change.from_on for change in changes}, reverse=True):
        if rules.level_at(known, code, day) != now:
            break
        since = day
    return now, since


def standing_holds(code: str, on: date) -> list[Hold]:
    """Return the holds that stand at a place on a day, the oldest first."""
    found = Hold.objects.filter(place__in=line(code)).order_by("from_on", "code")
    return [hold for hold in found if stands(hold, on)]


def stands(hold: Hold, on: date) -> bool:
    """Tell whether a hold stands on a day."""
    return _hold(hold).in_force(on)


class Norms:
    """Measures, levels and holds in reach, judged once for places that are alike.

    Of one ``topic`` alone, only what can change its parameters is read: levels and
    holds say nothing of measures that fit every level and have no end.
    """

    def __init__(self, near: Q, topic: str | None = None) -> None:
        found = Measure.objects.filter(near)
        if topic is not None:
            found = found.filter(topic=topic)
        self.measures = [_measure(*row) for row in found.values_list(*_MEASURE)]
        self.levels: list[rules.LevelChange] = []
        self.holds: list[rules.Hold] = []
        if topic is None or not all(map(rules.steady, self.measures)):
            self.levels = list(map(_level_change, ResponseLevel.objects.filter(near)))
            self.holds = list(map(_hold, Hold.objects.filter(near)))
        every: list[Norm | Any] = [*self.measures, *self.levels, *self.holds]
        self.setters = {norm.place for norm in every}
        self.known: dict[tuple[Any, ...], tuple[Binding, ...]] = {}

    def binding(self, place: Place, on: date) -> tuple[Binding, ...]:
        setters = self.setters.intersection(line(place.code))
        alike = (frozenset(setters), place.kind_id, on)
        if alike not in self.known:
            self.known[alike] = self._judge(place, on)
        return self.known[alike]

    def since(self, place: Place, on: date) -> dict[tuple[str, str, date], date]:
        """Return since which day each measure that binds has bound here unbroken."""
        found: dict[tuple[str, str, date], date] = {}
        told = (self.measures, self.levels, self.holds)
        for kind in [place.kind_id] if place.kind_id else self.kinds():
            for bound, day in rules.binding_since(*told, place.code, kind, on):
                found[identity(bound)] = min(day, found.get(identity(bound), day))
        return found

    def _judge(self, place: Place, on: date) -> tuple[Binding, ...]:
        found: dict[tuple[str, str, date], Binding] = {}
        for kind in [place.kind_id] if place.kind_id else self.kinds():
            for bound in rules.binding(
                self.measures, self.levels, self.holds, place.code, kind, on
            ):
                found.setdefault(identity(bound), bound)
        return tuple(sorted(found.values(), key=_rank))

    def change_level(self, change: rules.LevelChange) -> None:
        """Suppose that a level changes: what is of the same day is left out."""
        day = (change.place, change.from_on)
        others = [c for c in self.levels if (c.place, c.from_on) != day]
        self.levels = [*others, change]
        self.known.clear()

    def kinds(self) -> list[str]:
        """Return every kind that some measure tells from the others, and "" for those
        that none does."""
        named = (measure.institution_kinds for measure in self.measures)
        return ["", *sorted(frozenset().union(*named))]


def identity(bound: Binding) -> tuple[str, str, date]:
    measure = bound.measure
    return measure.place, measure.code, measure.valid_from


def _rank(bound: Binding) -> tuple[str, int, str, date, str]:
    measure = bound.measure
    order = -measure.strictness
    return measure.topic, order, measure.code, measure.valid_from, measure.place


# plain columns: every report and every crossing reads them all
_MEASURE = ("institution_kinds", "levels", "code", "topic", "params", "strictness")
_MEASURE += ("valid_from", "valid_to", "place_id", "citation", "withdrawn_on")


def as_rule(row: Measure) -> rules.Measure:
    """Return a measure as the rules read it, saved or not."""
    return _measure(*(getattr(row, name) for name in _MEASURE))


def _measure(kinds: list[str], levels: list[int], *rest: Any) -> rules.Measure:
    code, topic, params, *others = rest
    return rules.Measure(
        code, topic, params, frozenset(kinds), frozenset(levels), *others
    )


def _level_change(row: ResponseLevel) -> rules.LevelChange:
    return rules.LevelChange(row.place_id, row.level, row.from_on)


def _hold(row: Hold) -> rules.Hold:
    return rules.Hold(
        row.place_id, row.code, row.from_on, row.level_kept, row.withdrawn_on
    )
