"""What happened to somebody in a rehearsal, told in order and in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording
from wardline.core.guidance.words.clauses import word
from wardline.ground.rules.clearance import (
    Breach,
    CaseStatus,
    Fact,
    Isolated,
    LabTest,
    Presence,
    Symptoms,
)
from wardline.ground.rules.clearance.evidence import Lasting

LONGEST_GAP = timedelta(hours=24)  # between looks that are told as one

wording.register(
    {
        "fact.alone": _("Isolated, alone in the room ({where})."),
        "fact.shared": _("Isolated, but not alone in the room ({where})."),
        "fact.quiet": _("Looked for symptoms {times} ×: none."),
        "fact.symptoms": _("Symptoms: {seen}."),
        "fact.symptoms_unnamed": _("Symptoms, not named."),
        "fact.not_done": _("Symptoms were not looked for."),
        "fact.hidden": _("No symptoms, but a medicine against fever had been given."),
        "fact.test": _("Sample taken, {assay}: {result}."),
        "fact.pool": _("Sample taken, in a pool of {pool}, {assay}: {result}."),
        "fact.untimed": _("Result without the time of its sample, {assay}: {result}."),
        "fact.breach": _("Isolation broken: {what}."),
        "fact.case": _("A physician: {state}."),
        "fact.Exposure": _("In contact with a case."),
        "fact.Infection": _("Infection in the past."),
        "fact.Moved": _("On the way to another place."),
        "fact.Retraction": _("An entry is taken back."),
        "fact.Ended": _("Something ended that had gone on."),
        "fact.Signed": _("Signed."),
        "fact.Lodged": _("Lives in a room."),
        "fact.Shared": _("Shares a room with somebody."),
        "fact.Shift": _("On duty among residents."),
        "fact.Baseline": _("A doctor: these symptoms are usual."),
        "fact.Extension": _("A doctor keeps this person longer."),
        "fact.Suspension": _("Releases are suspended here."),
        "fact.Waiver": _("A clause is waived."),
        "fact.Proof": _("A certificate is shown."),
        "fact.result.negative": _("negative"),
        "fact.result.positive": _("positive"),
        "fact.result.weak_positive": _("weakly positive"),
        "fact.result.indeterminate": _("undecided"),
        "fact.result.invalid": _("invalid"),
        "fact.result.lost": _("lost"),
        "fact.state.suspected": _("suspected case"),
        "fact.state.confirmed": _("confirmed case"),
        "fact.state.ruled_out": _("ruled out"),
        "fact.state.recovered": _("recovered"),
        "fact.state.deceased": _("died"),
    }
)


class Told(NamedTuple):
    """One line of a history: from when, until when if it went on, and what it was."""

    at: datetime
    until: datetime | None
    said: Any
    quiet: bool = False


def told(facts: Iterable[Fact]) -> list[Told]:
    """Tell facts in the order in which they happened; quiet looks as one."""
    lines: list[Told] = []
    looks: list[Symptoms] = []
    for fact in sorted(facts, key=lambda each: (each.occurred_at, each.id)):
        quiet = _quiet(fact)
        if looks and not (
            quiet and fact.occurred_at - looks[-1].occurred_at <= LONGEST_GAP
        ):
            lines.append(_looks(looks))
            looks = []
        if quiet:
            looks.append(fact)  # type: ignore[arg-type]
        else:
            until = fact.ended_at if isinstance(fact, Lasting) else None
            lines.append(Told(fact.occurred_at, until, _said(fact)))
    return [*lines, _looks(looks)] if looks else lines


def _quiet(fact: Fact) -> bool:
    return (
        isinstance(fact, Symptoms)
        and fact.presence is Presence.ABSENT
        and not fact.antipyretic
    )


def _looks(looks: list[Symptoms]) -> Told:
    first, last = looks[0].occurred_at, looks[-1].occurred_at
    until = last if last > first else None
    return Told(first, until, wording.say("fact.quiet", times=len(looks)), quiet=True)


def _said(fact: Fact) -> Any:
    match fact:
        case Isolated():
            code = "fact.alone" if fact.alone else "fact.shared"
            return wording.say(code, where=str(word("place", fact.where)))
        case Symptoms():
            return _symptoms(fact)
        case LabTest():
            return _test(fact)
        case Breach():
            return wording.say("fact.breach", what=str(word("breach", fact.kind)))
        case CaseStatus():
            return wording.say("fact.case", state=f"fact.state.{fact.state}")
        case _:
            return wording.say(f"fact.{type(fact).__name__}")


def _symptoms(fact: Symptoms) -> Any:
    if fact.presence is Presence.NOT_DONE:
        return wording.say("fact.not_done")
    if fact.presence is Presence.ABSENT:
        return wording.say("fact.hidden")
    if not fact.seen:
        return wording.say("fact.symptoms_unnamed")
    seen = [str(word("symptom", each)) for each in sorted(fact.seen)]
    return wording.say("fact.symptoms", seen=seen)


def _test(fact: LabTest) -> Any:
    code = "fact.test" if fact.specimen_timed else "fact.untimed"
    if fact.pool > 1:
        code = "fact.pool"
    return wording.say(
        code,
        assay=str(word("assay", fact.assay)),
        result=f"fact.result.{fact.result}",
        pool=fact.pool,
    )
