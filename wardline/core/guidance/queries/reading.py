"""What binds, in words: grouped, with reasons, and what another level would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import InstitutionKind, Place
from wardline.core.guidance import carriers
from wardline.core.guidance.carriers import Carried
from wardline.core.guidance.models import Hold, Measure, ResponseLevel
from wardline.core.guidance.queries.clearance import Policies
from wardline.core.guidance.queries.norms import Norms, identity, level_since
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Binding


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure that binds, in words: its row, why it binds, and the hold behind it."""

    bound: Binding
    measure: Measure
    hold: Hold | None
    since: date
    carried: tuple[Carried, ...] = ()

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
    norms = Norms(place.code)
    carried = [*carriers.carried(viewer, place, on), *_own(viewer, place, on)]
    since = norms.since(place, on)
    return _in_words(place, norms.binding(place, on), since, carried)


def level_order(place: Place, on: date) -> ResponseLevel | None:
    """Return the order by which the response level holds at a place on a day."""
    now, since = level_since(place.code, on)
    orders = ResponseLevel.objects.filter(place__in=line(place.code), level=now)
    found = orders.filter(from_on__lte=on).select_related("document", "place")
    in_order = sorted(found, key=lambda order: order.from_on)
    at = [order for order in in_order if order.from_on == since]
    return next(iter([*at, *in_order[::-1]]), None)


@dataclass(frozen=True, slots=True)
class Shifted:
    """Institutions of a kind below, and for how many a level changes what binds."""

    kind: str
    homes: int = 0
    stricter: int = 0
    kept: int = 0  # a hold keeps what the level alone would not ask
    laxer: int = 0

    @property
    def named(self) -> InstitutionKind | None:
        return next((k for k in places.kinds() if k.code == self.kind), None)


@dataclass(frozen=True, slots=True)
class Effect:
    """What another response level would do at a place from a day."""

    kept: list[InForce]  # only because a hold stands
    dropped: list[InForce]
    added: list[InForce]
    below: list[Shifted]

    @property
    def laxer(self) -> int:
        """Return how many institutions would be held to less."""
        return sum(row.laxer for row in self.below)


def effect_of_level(viewer: Post, place: Place, level: int, on: date) -> Effect:
    """Judge, before anyone signs, what a level would keep, drop and add."""
    norms = Norms(place.code, below=True)
    homes = list(places.institutions(viewer, place.code).only("code", "kind_id"))
    once = {home.code: norms.binding(home, on) for home in homes}
    before = {identity(bound): bound for bound in norms.binding(place, on)}
    norms.change_level(rules.LevelChange(place.code, level, on))
    after = {identity(bound): bound for bound in norms.binding(place, on)}
    kept = [bound for bound in after.values() if bound.hold_code]
    dropped = [bound for key, bound in before.items() if key not in after]
    added = [bound for key, bound in after.items() if key not in before]
    return Effect(
        _in_words(place, kept),
        _in_words(place, dropped),
        _in_words(place, added),
        _shifted(homes, once, {home.code: norms.binding(home, on) for home in homes}),
    )


def _shifted(
    homes: Iterable[Place], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Shifted]:
    found: dict[str, Shifted] = {}
    known: dict[tuple[int, int], tuple[bool, bool, bool]] = {}
    for home in homes:
        once, then = before[home.code], after[home.code]
        alike = id(once), id(then)
        if alike not in known:
            known[alike] = _compared(once, then)
        more, kept, less = known[alike]
        row = found.get(home.kind_id, Shifted(home.kind_id))
        found[home.kind_id] = Shifted(
            row.kind,
            row.homes + 1,
            row.stricter + more,
            row.kept + kept,
            row.laxer + less,
        )
    return [found[kind] for kind in sorted(found)]


def _compared(
    before: Iterable[Binding], after: Iterable[Binding]
) -> tuple[bool, bool, bool]:
    """Tell whether more binds, whether a hold keeps something, whether less binds."""
    once, then = {identity(b) for b in before}, {identity(b) for b in after}
    return bool(then - once), any(b.hold_code for b in after), bool(once - then)


def kind_names(codes: Iterable[str]) -> list[InstitutionKind]:
    """Return the kinds of institution of some codes, to be named."""
    wanted = set(codes)
    return [kind for kind in places.kinds() if kind.code in wanted]


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


# what the gate itself refuses by, and what each clause of a policy carries
AT_GATE = {
    f"closure.{each}"
    for each in (
        "visitors", "outings", "deliveries", "contractors", "vehicles",
        "temperature", "masks", "cleared_only",
    )
}  # fmt: skip
BY_CLAUSE = {
    "duration": "isolation.days",
    "isolation": "isolation.single_room",
    "test": "clearance.test",
    "symptom_free": "clearance.symptom_free",
    "sign_off": "closure.cleared_only",
}


def _own(viewer: Post, place: Place, on: date) -> list[Carried]:
    """Return what carries measures at the gate: the door, and policies of clearance."""
    found = [Carried("gate", topic=topic) for topic in sorted(AT_GATE)]
    for bound in Policies(viewer).binding(place.code, on, on):
        types = {clause.TYPE for clause in bound.policy.clauses}
        url = reverse("guidance:policy", args=[bound.row])
        found += [
            Carried("policy", topic=BY_CLAUSE[each], thing=bound.name, url=url)
            for each in sorted(types & BY_CLAUSE.keys())
        ]
    return found


def _in_words(
    place: Place,
    bindings: Iterable[Binding],
    since: Mapping[tuple[str, str, date], date] | None = None,
    carried: Sequence[Carried] = (),
) -> list[InForce]:
    since = since or {}
    near = Q(place__in=line(place.code))
    rows = Measure.objects.filter(near).select_related("document")
    known = {(row.place_id, row.code, row.valid_from): row for row in rows}
    kept = Hold.objects.filter(near).select_related("document")
    holding = {hold.code: hold for hold in kept}
    found = [
        InForce(
            bound,
            known[identity(bound)],
            holding.get(bound.hold_code or ""),
            since.get(identity(bound), bound.measure.valid_from),
            tuple(
                c for c in carried if bound.topic == c.topic or bound.code == c.measure
            ),
        )
        for bound in bindings
    ]
    return sorted(found, key=_reading_order)


def _reading_order(found: InForce) -> tuple[int, str, int, str]:
    aspect = found.measure.aspect
    place = _ASPECTS.index(aspect) if aspect in _ASPECTS else len(_ASPECTS)
    return place, found.bound.topic, -found.measure.strictness, found.measure.code
