"""What binds, in words: grouped, with reasons, and what another level would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.guidance.models import Hold, Measure
from wardline.core.guidance.queries.norms import Norms, binding, identity
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Binding


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure that binds, in words: its row, why it binds, and the hold behind it."""

    bound: Binding
    measure: Measure
    hold: Hold | None

    @property
    def family(self) -> str:
        """Return what the measure is about: the first part of its topic."""
        return f"guidance.topic.{self.bound.topic.partition('.')[0]}"

    @property
    def aspect(self) -> str:
        return f"guidance.aspect.{self.measure.aspect or 'other'}"

    @property
    def reason(self) -> dict[str, Any]:
        """Return why it binds, as a code with arguments."""
        if self.hold is not None:
            since = self.hold.from_on
            return {"code": "guidance.by_hold", "since": since, "level": self._kept}
        if self.measure.levels:
            return {"code": "guidance.by_level", "level": self.bound.level}
        return {"code": "guidance.at_every_level"}

    @property
    def _kept(self) -> int:
        return self.hold.level_kept if self.hold else 0


def in_force(viewer: Post, place: Place, on: date) -> list[InForce]:
    """Return what binds a place on a day, with words, by aspect and topic."""
    return _in_words(place, binding(viewer, place, on))


@dataclass(frozen=True, slots=True)
class Effect:
    """What another response level would do at a place from a day."""

    kept: list[InForce]  # only because a hold stands
    dropped: list[InForce]
    added: list[InForce]


def effect_of_level(viewer: Post, place: Place, level: int, on: date) -> Effect:
    """Judge, before anyone signs, what a level would keep, drop and add."""
    norms = Norms(Q(place__in=line(place.code)))
    before = {identity(bound): bound for bound in norms.binding(place, on)}
    norms.change_level(rules.LevelChange(place.code, level, on))
    after = {identity(bound): bound for bound in norms.binding(place, on)}
    kept = [bound for bound in after.values() if bound.hold_code]
    dropped = [bound for key, bound in before.items() if key not in after]
    added = [bound for key, bound in after.items() if key not in before]
    return Effect(
        _in_words(place, kept), _in_words(place, dropped), _in_words(place, added)
    )


def namesakes(viewer: Post, text: str) -> list[Place]:
    """Return up to 20 of the viewer's places whose code or name fits."""
    fits = Q(code=text) | Q(name_zh__icontains=text) | Q(name_en__icontains=text)
    found = list(places.places(viewer).filter(fits).select_related("parent")[:20])
    exact = [p for p in found if text in (p.code, p.name_zh, p.name_en)]
    return exact if len(exact) == 1 else found


def topics(viewer: Post) -> list[str]:
    """Return the topics on which measures speak."""
    found = Measure.objects.filter(around(viewer)).order_by("topic")
    return list(found.values_list("topic", flat=True).distinct())


_ASPECTS = ["responsibility", "awareness", "entry_exit", "internal_control"]


def _in_words(place: Place, bindings: Iterable[Binding]) -> list[InForce]:
    near = Q(place__in=line(place.code))
    rows = Measure.objects.filter(near).select_related("document")
    known = {(row.place_id, row.code, row.valid_from): row for row in rows}
    kept = Hold.objects.filter(near).select_related("document")
    holding = {hold.code: hold for hold in kept}
    found = [
        InForce(bound, known[identity(bound)], holding.get(bound.hold_code or ""))
        for bound in bindings
    ]
    return sorted(found, key=_reading_order)


def _reading_order(found: InForce) -> tuple[int, str, int, str]:
    aspect = found.measure.aspect
    place = _ASPECTS.index(aspect) if aspect in _ASPECTS else len(_ASPECTS)
    return place, found.bound.topic, -found.measure.strictness, found.measure.code
