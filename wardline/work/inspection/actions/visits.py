"""The visit: at the gate, on the checklist, signed at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import actions as correction
from wardline.core.correction import evidence
from wardline.core.correction.evidence import Photo
from wardline.core.guidance import queries as guidance
from wardline.work.inspection import guards, queries, signing
from wardline.work.inspection.models import (
    Observation,
    Question,
    Visit,
)

if TYPE_CHECKING:
    from wardline.core.correction.models import Finding


@dataclass(frozen=True, slots=True)
class Sound:
    """An answer by which nothing falls short: "ok" or "not_applicable"."""

    question: Question
    answer: str = "ok"
    note: str = ""
    observed_at: datetime | None = None


def arrive(
    *,
    by: Post,
    visit: Visit,
    arrived_at: datetime,
    let_in_at: datetime | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    key: str | None = None,
) -> Visit:
    """Keep when the team stood at the gate, and when it was let in.

    The first arrival stays; the moment of being let in may follow later.
    """
    with deed(by=by, verb=Verb.ARRIVE, at=visit.place_id, key=key) as note:
        kept = guards.own_visit(by, visit)
        kept.arrived_at = kept.arrived_at or arrived_at
        kept.let_in_at = kept.let_in_at or let_in_at
        guards.refuse_times(kept, kept.arrived_at, kept.let_in_at)
        if kept.latitude is None:
            kept.latitude, kept.longitude = latitude, longitude
        kept.save()
        note(kept, let_in=kept.let_in_at is not None)
    return kept


def observe(
    *,
    by: Post,
    visit: Visit,
    question: Question,
    answer: str,
    note: str = "",
    photo: Photo = None,
    more_photos: Sequence[Photo] = (),
    fact: str = "",
    scope: str = "isolated",
    severity: int = 0,
    measure_code: str = "",
    due_at: datetime | None = None,
    observed_at: datetime | None = None,
    key: str | None = None,
) -> Observation:
    """Answer one question. What falls short is a finding at once.

    With ``due_at`` its head is ordered to mend it by then; without, it was corrected
    on the spot, before the team's eyes, and waits for someone else to verify. A
    ``measure_code`` names the clause, where the question's own does not fit. The
    ``severity`` may be graver than the question's, never lighter. ``observed_at`` is
    when it was answered, where that is told later: a term may have passed since.
    """
    with deed(by=by, verb=Verb.OBSERVE, at=visit.place_id, key=key) as write:
        kept = guards.own_visit(by, visit)
        # the visit is locked: nobody else answers meanwhile
        made = guards.answerable(kept, question, answer, fact)
        at = kept.institution_id if answer == "short" else kept.place_id
        file = evidence.keep(photo, at)
        finding = None
        if answer == "short":
            found = {
                "aspect": question.aspect,
                "fact": fact,
                "severity": max(severity, question.severity),
                "scope": scope,
                "photo": file,
                "more_photos": more_photos,
                "found_at": observed_at,
            } | _clause(by, measure_code or question.measure_code)
            finding = _find(by, kept, note, due_at, found)
        made = made or Observation(visit=kept, question=question)
        made.place_id, made.answer, made.note = kept.place_id, answer, note
        made.photo, made.finding = file, finding
        made.observed_at, made.observed_by = observed_at or clock.now(), by
        made.save()
        number = finding.pk if finding else None
        write(made, question=question.code, answer=answer, finding=number)
    return made


def observe_sound(
    *, by: Post, visit: Visit, answers: Sequence[Sound], key: str | None = None
) -> list[Observation]:
    """Answer many questions at which nothing falls short, in one deed.

    Raises the refusals of ``observe``; then no answer is kept.
    """
    with deed(by=by, verb=Verb.OBSERVE_SOUND, at=visit.place_id, key=key) as write:
        kept = guards.own_visit(by, visit)
        guards.all_answerable(kept, {each.question: each.answer for each in answers})
        made: list[Observation] = Observation.objects.bulk_create(
            [
                Observation(
                    place_id=kept.place_id,
                    visit=kept,
                    question=each.question,
                    answer=each.answer,
                    note=each.note,
                    observed_at=each.observed_at or clock.now(),
                    observed_by=by,
                )
                for each in answers
            ],
            update_conflicts=True,
            unique_fields=["visit", "question"],
            update_fields=["answer", "note", "observed_at", "observed_by"],
        )
        write(kept, answers={each.question.code: each.answer for each in answers})
    return made


def finish_visit(
    *,
    by: Post,
    visit: Visit,
    headcount: int,
    signed_by_name: str = "",
    refused_reason: str = "",
    signature: Photo = None,
    inspector_signature: Photo = None,
    staff: Sequence[dict[str, Any]] = (),
    finished_at: datetime | None = None,
    key: str | None = None,
) -> Visit:
    """Close a visit: heads counted, findings read aloud and signed, or why not.

    Signatures are pictures; ``staff`` are those asked by lot: ``{"name", "knows"}``.
    ``finished_at`` is when it ended, where that is told later.
    """
    with deed(by=by, verb=Verb.FINISH_VISIT, at=visit.place_id, key=key) as note:
        kept = guards.own_visit(by, visit)
        if kept.arrived_at is None:
            raise refusal("inspection.not_arrived")
        if not (signed_by_name.strip() or refused_reason.strip()):
            raise refusal("inspection.sign_or_say_why")
        kept.finished_at, kept.finished_by = finished_at or clock.now(), by
        kept.headcount = headcount
        kept.signed_by_name = signed_by_name.strip()
        kept.refused_reason = refused_reason.strip()
        kept.save()
        signing.sign(kept, {"home": signature, "team": inspector_signature})
        signing.ask(kept, staff)
        answers = kept.observations.count()
        short = kept.observations.filter(answer="short").count()
        told = accounts.holders(kept.institution_id, "head")
        send.to(told, "visit.finished", url=guards.findings_url(), number=short)
        asked = len(queries.asked_on(by, kept))
        note(kept, headcount=headcount, asked=asked, answered=answers, short=short)
    return kept


def _find(
    by: Post,
    visit: Visit,
    note: str,
    due_at: datetime | None,
    found: dict[str, Any],
) -> Finding:
    """Open the finding, and order its repair or report it mended on the spot."""
    at = visit.institution_id
    origin = f"inspection.visit:{visit.pk}"
    finding = correction.open_finding(
        by=by, at=at, source="inspection", origin=origin, **found
    )
    if due_at is None:
        text, photo = note or found["fact"], found["photo"]
        told = {"text": text, "photo": photo, "done_at": found["found_at"]}
        correction.report_done(by=by, finding=finding, **told)
    else:
        post = guards.responsible(at)
        correction.order_action(
            by=by,
            finding=finding,
            what=found["fact"],
            post=post,
            due_at=due_at,
            told_at=found["found_at"],
        )
    return finding


def _clause(by: Post, code: str) -> dict[str, str]:
    """Return the measure that a finding breaks, and its citation where it is known."""
    measure = guidance.texts(by, [code]).get(code) if code else None
    return {"measure_code": code, "citation": measure.citation if measure else ""}
