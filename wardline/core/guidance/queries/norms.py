"""Which measures and policies bind where and on which day: gathered, then judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.base.places.postgres import ask
from wardline.core.guidance.models import (
    Hold,
    Measure,
    Norm,
    ResponseLevel,
)
from wardline.core.guidance.queries.register import line
from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Binding


def binding(viewer: Post, place: Place, on: date) -> tuple[Binding, ...]:
    """Return every measure that binds a place on a day, and why.

    At a division: what binds some kind of institution there.
    """
    return Norms(place.code).binding(place, on)


def bound_at(at: str, on: date) -> tuple[Binding, ...]:
    """Return what binds some kind of institution at a place, by the place's code."""
    place = Place.objects.get(code=at)
    return Norms(at).binding(place, on)


def binding_for(
    viewer: Post, within: Iterable[Place], on: date
) -> dict[str, tuple[Binding, ...]]:
    """Return what binds each of many places, by code, in one query."""
    norms = Norms(viewer.place_id, below=True)
    return {place.code: norms.binding(place, on) for place in within}


def of_topic(viewer: Post, place: Place, on: date, topic: str) -> tuple[Binding, ...]:
    """Return what binds a place on a day of one topic."""
    return Norms(place.code, topic=topic).binding(place, on)


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


# every report and every crossing reads them all: what is set at a place or above it,
# with what lies below, up to a code, where one is told
_SET = "place_code = any($1) or (place_code >= $2 and place_code < $3)"
_IN_REACH = f"""
    select
        (select json_agg(json_build_array(valid_from, valid_to, withdrawn_on,
            institution_kinds, levels, code, topic, params, strictness, place_code,
            citation)) from guidance_measure
            where ({_SET}) and ($4 = '' or topic = $4)),
        (select json_agg(json_build_array(from_on, place_code, level))
            from guidance_responselevel where {_SET}),
        (select json_agg(json_build_array(from_on, withdrawn_on, place_code, code,
            level_kept)) from guidance_hold where {_SET})
"""


class Norms:
    """Measures, levels and holds in reach of a place, and perhaps ``below`` it, or the
    measures of one topic alone; judged once for places that are alike."""

    def __init__(self, at: str, *, below: bool = False, topic: str = "") -> None:
        upto = at + "~" if below else ""
        told = ask(_IN_REACH, line(at), at, upto, topic)[0]
        measures, levels, holds = (json.loads(each or "[]") for each in told)
        self.measures = [
            _measure(_day(since), _day(until), _day(withdrawn), *row)
            for since, until, withdrawn, *row in measures
        ]
        self.levels = [
            rules.LevelChange(place, level, _day(since))
            for since, place, level in levels
        ]
        self.holds = [
            rules.Hold(place, code, _day(since), kept, _day(until))
            for since, until, place, code, kept in holds
        ]
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


_MEASURE = ("valid_from", "valid_to", "withdrawn_on", "institution_kinds", "levels")
_MEASURE += ("code", "topic", "params", "strictness", "place_id", "citation")


def as_rule(row: Measure) -> rules.Measure:
    """Return a measure as the rules read it, saved or not."""
    return _measure(*(getattr(row, name) for name in _MEASURE))


def _measure(
    since: date,
    until: date | None,
    withdrawn: date | None,
    kinds: list[str],
    levels: list[int],
    *rest: Any,
) -> rules.Measure:
    code, topic, params, strictness, place, citation = rest
    return rules.Measure(
        *(code, topic, params, frozenset(kinds), frozenset(levels), strictness),
        *(since, until, place, citation, withdrawn),
    )


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def _level_change(row: ResponseLevel) -> rules.LevelChange:
    return rules.LevelChange(row.place_id, row.level, row.from_on)


def _hold(row: Hold) -> rules.Hold:
    return rules.Hold(
        row.place_id, row.code, row.from_on, row.level_kept, row.withdrawn_on
    )
