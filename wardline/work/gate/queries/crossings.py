"""Who may cross, and what the measures in force say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.base.places.queries import zone
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import closure
from wardline.ground.rules.closure import Binding, Crosser, Crossing, Direction
from wardline.ground.verdict import Reason, Verdict
from wardline.work.gate.models import Permit, Release
from wardline.work.gate.queries import shifts
from wardline.work.gate.queries.permits import permit_for


def judge_crossing(
    viewer: Post,
    place: Place,
    *,
    direction: str,
    crosser: str,
    person: Any = None,
    name: str = "",
    temperature: Decimal | None = None,
    masked: bool = True,
    to_isolation: bool = False,
    special_vehicle: bool = False,
    when: datetime | None = None,
) -> Verdict:
    """Judge a crossing by the measures that bind the place on its day."""
    moment = when or clock.now()
    permit = permit_for(viewer, place.code, crosser, person, name, moment)
    crossing = Crossing(
        crosser=Crosser(crosser),
        direction=Direction(direction),
        temperature=temperature,
        masked=masked,
        isolated=bool(person and roster.open_isolation(person)),
        cleared=_cleared(person),
        to_isolation=to_isolation,
        permit=f"permit:{permit.pk}" if permit else "",
        special_vehicle=special_vehicle,
    )
    if person and (crosser, direction) == (Crosser.STAFF, Direction.IN):
        night = shifts.slept_outside(viewer, place, person)
        crossing = replace(crossing, slept_outside=night)
    measures = guidance.binding(viewer, place, moment.astimezone(zone()).date())
    return _said(measures, crossing, permit)


def _said(
    measures: Iterable[Binding], crossing: Crossing, permit: Permit | None
) -> Verdict:
    """Judge, and say so where only an exception or a special vehicle opened the way."""
    measures = list(measures)
    verdict = closure.judge_crossing(measures, crossing)
    if not verdict.favourable:
        return verdict
    if permit and not _allowed(measures, replace(crossing, permit="")):
        return Verdict(verdict.outcome, (_by(permit),))
    if crossing.special_vehicle and not _allowed(
        measures, replace(crossing, special_vehicle=False)
    ):
        return Verdict(verdict.outcome, (Reason("gate.special_vehicle"),))
    return verdict


def _allowed(measures: Iterable[Binding], crossing: Crossing) -> bool:
    return closure.judge_crossing(measures, crossing).favourable


def _by(permit: Permit) -> Reason:
    """Name the exception that a crossing rests on."""
    if permit.visited_id:
        told = {"permit": permit.pk, "minutes": permit.minutes}
        return Reason("gate.by_visit", told)
    return Reason("gate.by_permit", {"permit": permit.pk, "reason": permit.reason})


def _cleared(person: Any) -> bool | None:
    """Tell whether the latest isolation ended by a signature; none: never isolated."""
    if person is None:
        return None
    ended = person.isolations.exclude(to_at=None).order_by("-to_at").first()
    if ended is None:
        return None
    return Release.objects.filter(isolation=ended).exists()


@dataclass(frozen=True, slots=True)
class Answer:
    """One reason of a verdict with the measure it rests on, in words and cited."""

    reason: Reason
    measure: Any

    @property
    def permit(self) -> int | None:
        """The exception that let the crossing through."""
        found = self.reason.args.get("permit")
        return found if isinstance(found, int) else None


def answers(viewer: Post, verdict: dict[str, Any]) -> list[Answer]:
    """Return the reasons of a kept verdict with the words of their measures."""
    reasons = [
        Reason(row["code"], row["args"], row["rests_on"]) for row in verdict["reasons"]
    ]
    words = guidance.texts(viewer, {r.rests_on for r in reasons if r.rests_on})
    return [Answer(reason, words.get(reason.rests_on)) for reason in reasons]
