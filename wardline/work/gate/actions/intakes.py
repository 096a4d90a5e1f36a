"""The way in of a found child: begun at the finding, walked step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.base.ui import wording
from wardline.base.ui.wording import refusal
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as people
from wardline.ground.rules import intake as rule
from wardline.ground.rules.intake import Step
from wardline.ground.verdict import Reason, Verdict
from wardline.work.gate import queries
from wardline.work.gate.actions.releases import release
from wardline.work.gate.models import DesignatedHospital, Intake, IntakeStep

_KEPT = ["name_zh", "name_en", "address", "phone", "from_on"]


def designate(
    *, by: Post, at: str, rows: Iterable[Mapping[str, Any]], key: str | None = None
) -> list[DesignatedHospital]:
    """Designate hospitals by code, or correct them; a row may name its ``place``."""
    with deed(by=by, verb=Verb.DESIGNATE, at=at, key=key) as note:
        made = DesignatedHospital.objects.bulk_create(
            [
                DesignatedHospital(
                    place_id=row.get("place", at),
                    code=row["code"],
                    **{name: row[name] for name in _KEPT if name in row},
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["place", "code"],
            update_fields=_KEPT,
        )
        note("gate.designatedhospital", rows=len(made))
    return made


def begin_intake(
    *,
    by: Post,
    at: str,
    found_at: datetime,
    found_where: str,
    found_by: str,
    kind: str,
    name: str = "",
    hospital: DesignatedHospital | None = None,
    key: str | None = None,
) -> Intake:
    """Begin the intake of a child found: enrolled, not yet of the house, sent to the
    designated hospital (the nearest, if none is named). A child without a name is
    called after the day until ``identify`` says who it is."""
    with deed(by=by, verb=Verb.BEGIN_INTAKE, at=at, key=key) as note:
        if found_at > clock.now():
            raise refusal("roster.in_the_future", now=clock.now())
        on = found_at.astimezone(zone()).date()
        named = name.strip() or str(wording.say("gate.child_of", on=on))
        person = roster.enrol(by=by, at=at, kind="resident", name=named, from_at=None)
        made = Intake.objects.create(
            place_id=at,
            person=person,
            kind=kind,
            found_at=found_at,
            found_where=found_where,
            found_by=found_by,
            hospital=hospital or queries.hospitals(by, at).first(),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        note(made, kind=kind)
    return made


def step_intake(
    *,
    by: Post,
    intake: Intake,
    step: str,
    done_at: datetime,
    outcome: str = "",
    detail: Mapping[str, str] | None = None,
    hospital: DesignatedHospital | None = None,
    certified: bool = False,
    room: str = "",
    note: str = "",
    photo: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> IntakeStep:
    """Do the next step of an intake; the rule refuses one that comes too early.

    Isolation begins an isolation, admission signs it out and takes the child in.
    ``photo`` is ``{name, media_type, content}`` of the hospital's paper.
    """
    at = intake.place_id
    with deed(by=by, verb=Verb.STEP_INTAKE, at=at, key=key) as noted:
        if done_at > clock.now():
            raise refusal("roster.in_the_future", now=clock.now())
        pathway = queries.pathway(by, intake.place)
        if step == Step.SCREENING and not detail:
            detail = dict.fromkeys(pathway.screenings, outcome)
        made = IntakeStep(
            place_id=at,
            intake=intake,
            step=step,
            done_at=done_at,
            outcome=outcome,
            detail=dict(detail or {}),
            hospital=(hospital or intake.hospital) if step == Step.HOSPITAL else None,
            certified=certified or photo is not None,
            note=note,
            photo=attachments.keep(at=at, **photo) if photo else None,
            recorded_at=clock.now(),
            recorded_by=by,
        )
        _refuse_what_is_early(by, intake, pathway, made)
        made.save()
        _follow(by, intake, made, room)
        noted(made, step=step)
    return made


def _refuse_what_is_early(
    by: Post, intake: Intake, pathway: rule.Pathway, proposed: IntakeStep
) -> None:
    before = queries.done(intake)
    reasons = []
    for each in queries.as_done(proposed):
        if each.step is Step.ADMISSION:
            each = rule.Done(
                each.step,
                each.at,
                certified=_certified(intake, proposed),
                cleared=queries.cleared(by, intake.person),
            )
        verdict: Verdict = rule.judge(pathway, before, each)
        reasons += [r for r in verdict.reasons if r not in reasons]
    if reasons:
        raise ValidationError(
            [ValidationError(_said(reason), code=reason.code) for reason in reasons]
        )


def _said(reason: Reason) -> Any:
    args = dict(reason.args)
    args["diseases"] = sorted(dict(args.pop("results", None) or {}))
    return wording.say(reason.code, **args)


def _certified(intake: Intake, proposed: IntakeStep) -> bool:
    return proposed.certified or any(row.certified for row in intake.steps.all())


def _follow(by: Post, intake: Intake, made: IntakeStep, room: str) -> None:
    """Write down what a step means for the facts about the child."""
    if made.step == Step.ISOLATION:
        roster.isolate(
            by=by,
            person=intake.person,
            room=room,
            alone=True,
            from_at=made.done_at,
            reason="new",
        )
    if made.step == Step.ADMISSION:
        isolation = people.open_isolation(intake.person)
        if isolation is not None:
            release(by=by, isolation=isolation)
        roster.begin_stay(by=by, person=intake.person, from_at=made.done_at)
