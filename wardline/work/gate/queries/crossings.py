"""Who may cross just now, and what the measures in force say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import closure
from wardline.ground.rules.closure import Crosser, Crossing, Direction
from wardline.ground.verdict import Reason, Verdict
from wardline.work.gate.models import Closure, Permit, Release


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
) -> Verdict:
    """Judge a crossing by the measures that bind the place today."""
    permit = permit_for(viewer, place.code, crosser, person, name)
    crossing = Crossing(
        crosser=Crosser(crosser),
        direction=Direction(direction),
        temperature=temperature,
        masked=masked,
        isolated=bool(person and roster.open_isolation(person)),
        cleared=_cleared(person),
        to_isolation=to_isolation,
        permit=f"permit:{permit.pk}" if permit else "",
    )
    measures = guidance.binding(viewer, place, clock.today())
    verdict = closure.judge_crossing(measures, crossing)
    if permit and verdict.favourable:
        without = closure.judge_crossing(measures, replace(crossing, permit=""))
        if not without.favourable:
            by = {"permit": permit.pk, "reason": permit.reason}
            return Verdict(verdict.outcome, (Reason("gate.by_permit", by),))
    return verdict


def _cleared(person: Any) -> bool | None:
    """Tell whether the latest isolation ended by a signature; none: never isolated."""
    if person is None:
        return None
    ended = person.isolations.exclude(to_at=None).order_by("-to_at").first()
    if ended is None:
        return None
    return Release.objects.filter(isolation=ended).exists()


def permits(viewer: Post, at: str | None = None) -> QuerySet[Permit]:
    """Return the exceptions that hold now, the soonest to end first."""
    now = clock.now()
    found: QuerySet[Permit] = (
        Permit.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(granted_at__lte=now, until_at__gt=now)
        .select_related("person", "granted_by__user", "place")
        .order_by("until_at")
    )
    return found


def permit_for(
    viewer: Post, at: str, crosser: str, person: Any, name: str
) -> Permit | None:
    """Return the exception that fits: of this kind, and for this very person or name;
    one that names nobody is for whoever comes for it."""
    open_permits = permits(viewer).filter(place_id=at, crosser=crosser)
    fits = Q(person=None, name="")
    if name:
        fits |= Q(person=None, name=name)
    if person:
        fits |= Q(person=person)
    return open_permits.filter(fits).first()


def closures(viewer: Post, at: str | None = None, on: date | None = None):
    """Return the closures that hold on a day at a place, above it and below it."""
    here, day = at or viewer.place_id, on or clock.today()
    near = Q(place__gte=here, place__lt=here + "~") | Q(place__in=guidance.line(here))
    found: QuerySet[Closure] = (
        Closure.objects.filter(near, from_on__lte=day)
        .filter(Q(until_on=None) | Q(until_on__gt=day))
        .select_related("document", "place")
        .order_by("place_id", "from_on")
    )
    return found


def closures_over(viewer: Post, at: str) -> QuerySet[Closure]:
    """Return the closures that hold over one place today: its own and those above."""
    return closures(viewer, at).filter(place__in=guidance.line(at))


def closed(viewer: Post, at: str, on: date) -> set[str]:
    """Return the codes of the institutions closed on a day, by a closure of their own
    or of a place above."""
    codes = {closure.place_id for closure in closures(viewer, at, on)}
    homes = places.institutions(viewer, at).values_list("code", flat=True)
    return {home for home in homes if not codes.isdisjoint(guidance.line(home))}


@dataclass(frozen=True, slots=True)
class Answer:
    """One reason of a verdict with the measure it rests on, in words and cited."""

    reason: Reason
    measure: Any


def answers(viewer: Post, verdict: dict[str, Any]) -> list[Answer]:
    """Return the reasons of a kept verdict with the words of their measures."""
    reasons = [
        Reason(row["code"], row["args"], row["rests_on"]) for row in verdict["reasons"]
    ]
    words = guidance.texts(viewer, {r.rests_on for r in reasons if r.rests_on})
    return [Answer(reason, words.get(reason.rests_on)) for reason in reasons]
