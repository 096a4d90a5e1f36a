"""Who and what may cross the gate of a closed institution, by the measures in force.

Each measure is judged by itself and refuses by itself; a permit lifts only what a named
person may lift, never a fever, a missing mask or a missing clearance on the way in.
No measure holds up an ambulance: it is let through and written down.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Protocol

from wardline.ground.verdict import Reason, Verdict, allow_unless


class Crosser(StrEnum):
    """Who or what comes to the gate."""

    RESIDENT = "resident"
    STAFF = "staff"
    VISITOR = "visitor"
    DELIVERY = "delivery"
    VEHICLE = "vehicle"
    CONTRACTOR = "contractor"
    AMBULANCE = "ambulance"
    INSPECTOR = "inspector"


class Direction(StrEnum):
    """Which way through the gate."""

    IN = "in"
    OUT = "out"


class Binding(Protocol):
    """A measure in force, as far as the gate must know it."""

    @property
    def code(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class InForce:
    """The plainest binding measure."""

    code: str
    topic: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is seen at the gate.

    `permit` names who authorised an exception; `isolated`: in isolation now; `cleared`:
    none for those who need no clearance; `slept_outside`: the first night that a worker
    who lives in has spent outside since; `to_isolation`: they go straight to the
    isolation area and nowhere else.
    """

    crosser: Crosser
    direction: Direction
    temperature: Decimal | None = None
    masked: bool | None = None
    isolated: bool = False
    cleared: bool | None = None
    slept_outside: date | None = None
    to_isolation: bool = False
    permit: str = ""
    special_vehicle: bool = False


Rule = Callable[[Binding, Crossing], Reason | None]

RESIDENTS = {Crosser.RESIDENT}
LIVING = {Crosser.RESIDENT, Crosser.STAFF}
# a vehicle has no temperature; an ambulance's crew is not held up at the gate
MEASURED = set(Crosser) - {Crosser.VEHICLE, Crosser.AMBULANCE}


def judge_crossing(measures: Iterable[Binding], crossing: Crossing) -> Verdict:
    """Allow a crossing unless a measure in force refuses it; give every refusal."""
    if crossing.crosser is Crosser.AMBULANCE:
        return allow_unless(())
    reasons = [
        reason
        for measure in sorted(measures, key=lambda measure: measure.code)
        if (rule := RULES.get(measure.topic)) and (reason := rule(measure, crossing))
    ]
    return allow_unless(tuple(reasons))


def _closed_to(kind: Crosser, direction: Direction) -> Rule:
    """Make the rule that shuts the gate to one kind, unless a named person permits."""

    def rule(measure: Binding, crossing: Crossing) -> Reason | None:
        met = crossing.crosser is kind and crossing.direction is direction
        if not met or crossing.permit:
            return None
        return _refusal(measure, measure.topic)

    return rule


def _vehicles(measure: Binding, crossing: Crossing) -> Reason | None:
    if crossing.special_vehicle:
        return None
    return _closed_to(Crosser.VEHICLE, Direction.IN)(measure, crossing)


def _temperature(measure: Binding, crossing: Crossing) -> Reason | None:
    if crossing.direction is Direction.OUT or crossing.crosser not in MEASURED:
        return None
    limit = _number(measure.params.get("max"))
    if crossing.temperature is None:
        return _refusal(measure, "closure.not_measured")
    if limit is None or crossing.temperature < limit:
        return None
    args = {"got": crossing.temperature, "limit": limit}
    return _refusal(measure, "closure.too_hot", args)


def _masks(measure: Binding, crossing: Crossing) -> Reason | None:
    # residents live here; infants and many of the old cannot wear one
    asked = crossing.crosser in MEASURED - RESIDENTS
    if crossing.direction is Direction.OUT or not asked or crossing.masked:
        return None
    return _refusal(measure, "closure.no_mask")


def _cleared_only(measure: Binding, crossing: Crossing) -> Reason | None:
    if crossing.crosser not in LIVING:
        return None
    if crossing.direction is Direction.OUT:
        # a permit: whoever is gravely ill must get to a hospital
        held = crossing.isolated and not crossing.permit
        return _refusal(measure, "closure.isolated") if held else None
    if crossing.to_isolation:
        return None
    if crossing.isolated:
        return _refusal(measure, "closure.isolated")
    if crossing.cleared is False:
        return _refusal(measure, "closure.not_cleared")
    if crossing.slept_outside is None:
        return None
    return _refusal(measure, "closure.slept_outside", {"night": crossing.slept_outside})


def _refusal(
    measure: Binding, code: str, args: Mapping[str, object] | None = None
) -> Reason:
    return Reason(code, args or {}, measure.code)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


RULES: Mapping[str, Rule] = {
    "closure.visitors": _closed_to(Crosser.VISITOR, Direction.IN),
    "closure.outings": _closed_to(Crosser.RESIDENT, Direction.OUT),
    "closure.deliveries": _closed_to(Crosser.DELIVERY, Direction.IN),
    "closure.contractors": _closed_to(Crosser.CONTRACTOR, Direction.IN),
    "closure.vehicles": _vehicles,
    "closure.temperature": _temperature,
    "closure.masks": _masks,
    "closure.cleared_only": _cleared_only,
}
