"""The story at the gate: who came back, was tested, refused, found, released.

Where the scenario says what must come out, the replay compares, and stops if not.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as people
from wardline.front.duty.packs.shapes import Event, Member
from wardline.front.duty.replay.stage import Stage
from wardline.work.gate import actions as gate
from wardline.work.gate import queries as judged

REASONS = {"return": "return", "new": "new", "staff": "return"}
CROSSERS = {"worker": "staff"}
# the steps to which the hospital's paper is attached
CERTIFIED = {"health_check", "screening", "admission"}


class OtherwiseThanTold(AssertionError):
    """The system came to another verdict than the scenario expects."""


def put_on(stage: Stage) -> None:
    """Enrol the people of the story, then let each event happen at its time."""
    if stage.scenario is None:
        return
    closed_at = stage.moment(stage.scenario.starts, "08:00")
    kinds = str(stage.scenario.routine.get("closed_kinds", "")).split()
    for home in stage.pack.institutions:
        if home.kind in kinds:
            stage.at(closed_at, lambda h=home.code: _close_house(stage, h))
    found = {e.subject for e in stage.scenario.events if e.kind == "found"}
    for member in stage.scenario.members:
        if member.code not in found:
            stage.at(_since(stage, member), lambda m=member: _enrol(stage, m))
    for event in stage.scenario.events:
        stage.scene_at(event.at, lambda e=event: HAPPEN[e.kind](stage, e))


def _since(stage: Stage, member: Member) -> datetime:
    begins = stage.moment(stage.scenario.starts, "05:10")
    return max(begins, stage.moment(member.from_on, "08:00"))


def _enrol(stage: Stage, member: Member) -> None:
    person = roster.enrol(
        by=stage.posts[f"{member.institution}.duty"],
        at=member.institution,
        kind=member.kind,
        name=member.name,
        from_at=min(clock.now(), stage.moment(member.from_on, "08:00")),
        room="201",
        born_on=member.born_on,
    )
    stage.props[member.code] = person


def _by(stage: Stage, event: Event) -> Post:
    return stage.posts[event.by]


def _close_house(stage: Stage, place: str) -> None:
    gate.close(
        by=stage.posts[f"{place}.head"],
        at=place,
        from_on=stage.scenario.starts,
        document_code=str(stage.scenario.routine["closed_by"]),
    )


def _close(stage: Stage, event: Event) -> None:
    gate.close(
        by=_by(stage, event),
        at=event.place,
        from_on=event.at.date(),
        document_code=str(event.params["document"]),
    )


def _arrive(stage: Stage, event: Event) -> None:
    stage.props[f"isolation:{event.subject}"] = roster.isolate(
        by=_by(stage, event),
        person=stage.props[event.subject],
        room=str(event.params["room"]),
        alone=True,
        from_at=event.at,
        reason=REASONS[str(event.params["case"])],
    )


def _breach(stage: Stage, event: Event) -> None:
    roster.record_breach(
        by=_by(stage, event),
        person=stage.props[event.subject],
        kind=str(event.params["what"]),
        from_at=event.at - timedelta(hours=2),
        to_at=event.at,
    )


def _check(stage: Stage, event: Event) -> None:
    roster.record_check(
        by=_by(stage, event),
        person=stage.props[event.subject],
        taken_at=event.at,
        temperature=Decimal(str(event.params["temperature"])),
        symptomatic=str(event.params.get("symptoms", "none")) != "none",
    )


def _fever(stage: Stage, event: Event) -> None:
    _check(stage, event)
    roster.isolate(
        by=_by(stage, event),
        person=stage.props[event.subject],
        room="G-110",
        alone=True,
        from_at=event.at,
        reason="symptoms",
    )


def _test(stage: Stage, event: Event) -> None:
    roster.record_test(
        by=_by(stage, event),
        person=stage.props[event.subject],
        sampled_at=event.at,
        outcome=str(event.params["result"]),
        pathogen=stage.pack.policies[0].plain["pathogen"],
        laboratory=str(event.params["laboratory"]),
    )


def _isolation(stage: Stage, event: Event):
    person = stage.props[event.subject]
    open_ones = people.isolating(_by(stage, event), event.place)
    return next(i for i in open_ones if i.person_id == person.pk)


def _judge(stage: Stage, event: Event) -> None:
    case = judged.case(_by(stage, event), _isolation(stage, event))
    _compare(event, str(case.decision.status))


def _release(stage: Stage, event: Event) -> None:
    gate.release(by=_by(stage, event), isolation=_isolation(stage, event))


def _cross(stage: Stage, event: Event) -> None:
    temperature = event.params.get("temperature")
    made = gate.cross(
        by=_by(stage, event),
        at=event.place,
        direction=str(event.params["direction"]),
        crosser=CROSSERS.get(str(event.params["who"]), str(event.params["who"])),
        person=stage.props.get(event.subject),
        name=str(event.params.get("name", "")),
        purpose=_purpose(event),
        temperature=Decimal(str(temperature)) if temperature else None,
        masked=bool(event.params.get("mask", True)),
    )
    _compare(event, "allowed" if made.allowed else "refused")


def _purpose(event: Event) -> str:
    return str(event.params.get("reason", ""))


def _permit(stage: Stage, event: Event) -> None:
    gate.permit(
        by=_by(stage, event),
        at=event.place,
        crosser=str(event.params["who"]),
        name=str(event.params["name"]),
        reason=_purpose(event),
        until_at=event.at + timedelta(hours=10),
    )


def _shift(stage: Stage, event: Event) -> None:
    by = _by(stage, event)
    ready = [each.person for each in judged.standings(by, by.place) if each.may_begin]
    gate.begin_shifts(by=by, at=event.place, people=ready, from_at=event.at)


def _found(stage: Stage, event: Event) -> None:
    member = next(m for m in stage.scenario.members if m.code == event.subject)
    intake = gate.begin_intake(
        by=_by(stage, event),
        at=event.place,
        found_at=event.at,
        found_where=event.text.said(stage.pack.language)[:120],
        found_by="公安 / police",
        kind=str(event.params["case"]),
        name=member.name,
    )
    stage.props[f"intake:{event.subject}"] = intake
    stage.props[event.subject] = intake.person


def _step(stage: Stage, event: Event) -> None:
    try:
        gate.step_intake(
            by=_by(stage, event),
            intake=stage.props[f"intake:{event.subject}"],
            step=str(event.params["step"]),
            done_at=event.at,
            outcome=str(event.params.get("outcome", "")),
            room="G-201",
            certified=str(event.params["step"]) in CERTIFIED,
        )
    except ValidationError:
        if event.expects != "refused":
            raise
    else:
        _compare(event, "allowed")


def _compare(event: Event, got: str) -> None:
    if event.expects and event.expects != got:
        raise OtherwiseThanTold(
            f"{event.at:%Y-%m-%d %H:%M} {event.kind} {event.subject}: "
            f"the scenario expects {event.expects}, the system says {got}."
        )


def _outing_end(stage: Stage, event: Event) -> None:
    gate.cross(
        by=_by(stage, event),
        at=event.place,
        direction="in",
        crosser="resident",
        person=stage.props.get(event.subject),
    )


HAPPEN = {
    "close": _close,
    "arrive": _arrive,
    "breach": _breach,
    "check": _check,
    "fever": _fever,
    "test": _test,
    "judge": _judge,
    "release": _release,
    "cross": _cross,
    "permit": _permit,
    "shift": _shift,
    "found": _found,
    "step": _step,
    "outing_end": _outing_end,
}
