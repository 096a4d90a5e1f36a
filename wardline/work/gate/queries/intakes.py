"""The pathway of found children: what is done, what is next, where it may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import intake as rule
from wardline.ground.rules.intake import Done, Pathway, Step
from wardline.ground.verdict import Outcome
from wardline.work.gate.models import DesignatedHospital, Intake, IntakeStep
from wardline.work.gate.queries import clearances

# what is screened for where no measure names the diseases
EVERYTHING = "infections"


def intakes(viewer: Post, at: str | None = None) -> QuerySet[Intake]:
    """Return the intakes at or below a place, newest first."""
    found: QuerySet[Intake] = (
        Intake.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "hospital")
        .prefetch_related("steps__photo", "steps__recorded_by__user", "steps__hospital")
        .order_by("-found_at", "-pk")
    )
    return found


def intake(viewer: Post, pk: int) -> Intake | None:
    """Return an intake that the viewer may know of."""
    return intakes(viewer).filter(pk=pk).first()


def hospitals(viewer: Post, at: str | None = None) -> QuerySet[DesignatedHospital]:
    """Return the designated hospitals that serve a place, the nearest first."""
    line = guidance.line(at or viewer.place_id)
    found: QuerySet[DesignatedHospital] = DesignatedHospital.objects.filter(
        place__in=line, from_on__lte=clock.today()
    ).order_by("-place_id", "code")
    return found


def pathway(viewer: Post, place: Place, on: date | None = None) -> Pathway:
    """Return what the measures in force ask of an intake."""
    return _pathway(guidance.binding(viewer, place, on or clock.today()))


def _pathway(bound: Iterable[Any]) -> Pathway:
    bound = list(bound)
    screening = [b for b in bound if b.topic == "intake.screening"]
    diseases = {
        name for b in screening for name in str(b.params.get("diseases", "")).split()
    }
    paper = [b for b in bound if b.topic == "intake.certificate"]
    asked = [*screening, *paper]
    return Pathway(
        screenings=frozenset(diseases or {EVERYTHING}),
        certificate=bool(paper),
        citation=asked[0].code if asked else "",
    )


def done(intake: Intake) -> list[Done]:
    """Return the steps as the rule reads them; finding the child is the first."""
    found = [Done(Step.FOUND, intake.found_at)]
    for row in intake.steps.all():
        found += as_done(row)
    return found


def as_done(row: IntakeStep) -> list[Done]:
    """Return one kept step as the rule reads it: a screening is one per disease."""
    step = Step(row.step)
    if step is Step.SCREENING:
        return [
            Done(step, row.done_at, disease=disease, result=result)
            for disease, result in sorted(row.detail.items())
        ] or [Done(step, row.done_at)]
    return [
        Done(
            step,
            row.done_at,
            designated=row.hospital_id is not None,
            certified=row.certified,
            cleared=step is Step.ADMISSION,
        )
    ]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the pathway on the page."""

    step: str
    state: str  # ok | wait | neutral
    rows: list[IntakeStep]


def stages(viewer: Post, intake: Intake) -> list[Stage]:
    """Return every step of an intake with what was done, the next one waiting."""
    steps = done(intake)
    coming = rule.next_step(pathway(viewer, intake.place), steps)
    found = []
    for step in rule.ORDER:
        rows = [row for row in intake.steps.all() if row.step == step]
        walked = coming is None or rule.ORDER.index(step) < rule.ORDER.index(coming)
        state = "ok" if walked else "wait" if step is coming else "neutral"
        found.append(Stage(step.value, state, rows))
    return found


def with_coming(viewer: Post, found: Iterable[Intake]) -> list[tuple[Intake, str]]:
    """Return intakes, each with the code of its next step."""
    found = list(found)
    here = {intake.place_id: intake.place for intake in found}
    bound = guidance.binding_for(viewer, here.values(), clock.today())
    asked = {code: _pathway(measures) for code, measures in bound.items()}
    pairs = ((i, rule.next_step(asked[i.place_id], done(i))) for i in found)
    return [(intake, step.value if step else "") for intake, step in pairs]


def coming(viewer: Post, intake: Intake) -> str:
    """Return the code of the next step ("" when the pathway has been walked)."""
    return with_coming(viewer, [intake])[0][1]


def cleared(viewer: Post, person: Any) -> bool:
    """Tell whether the child has left isolation by signature, or could be signed out
    by the viewer now."""
    isolation = roster.open_isolation(person)
    if isolation is not None:
        return clearances.verdict(viewer, isolation).status is Outcome.CLEARED
    return clearances.releases(viewer).filter(person=person).exists()
