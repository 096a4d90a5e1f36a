"""Self-checks: when one is due, who has answered what, and where inspectors saw it
otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.core.guidance import queries as guidance
from wardline.core.guidance.carriers import Carried
from wardline.ground.rules.measures import Binding
from wardline.work.inspection.models import Observation, SelfCheck
from wardline.work.inspection.queries.visit import questions

TOPIC, RHYTHM = "responsibility.self_check", "every_days"


def self_checks(viewer: Post, at: str | None = None) -> QuerySet[SelfCheck]:
    """Return the self-checks at or below a place, the newest first."""
    found: QuerySet[SelfCheck] = (
        SelfCheck.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("place", "answered_by__user")
        .order_by("-answered_at", "-id")
    )
    return found


def self_check(viewer: Post, pk: int) -> SelfCheck | None:
    """Return a self-check that the viewer may read, or None."""
    return self_checks(viewer).filter(pk=pk).first()


def self_check_due(viewer: Post, place: Place, on: date) -> date | None:
    """Return the day by which an institution checks itself next; None: no rhythm."""
    bound = guidance.of_topic(viewer, place, on, TOPIC)
    if not bound:
        return None
    last = self_checks(viewer, place.code).values_list("answered_at", flat=True).first()
    return _due(bound, last)


def homes_checked(viewer: Post, text: str = "") -> QuerySet[Place]:
    """Return the institutions, those that answered longest ago first, each with when
    and what it last answered."""
    last = SelfCheck.objects.filter(place=OuterRef("code")).order_by("-answered_at")
    found = places.institutions(viewer).select_related("parent")
    for word in text.split():
        found = found.filter(places.named(word))
    return found.annotate(
        checked_at=Subquery(last.values("answered_at")[:1]),
        check_pk=Subquery(last.values("pk")[:1]),
        answers=Subquery(last.values("answers")[:1]),
    ).order_by(F("checked_at").asc(nulls_first=True), "code")


def with_due(viewer: Post, homes: Iterable[Any], on: date) -> list[Any]:
    """Put beside institutions of a page when each is due, in few queries."""
    homes = list(homes)
    bound = guidance.binding_for(viewer, homes, on)
    for home in homes:
        home.due_on = _due(bound[home.code], home.checked_at)
        home.late = home.due_on is not None and home.due_on < on
        given = list((home.answers or {}).values())
        home.short = given.count("no") + given.count("partly")
    return homes


def differing(viewer: Post, text: str = "") -> QuerySet[Any]:
    """Return what inspectors found at institutions that had said otherwise.

    Each finding carries ``said``, the answer last given before it on its measure, and
    ``check_pk``: those that had said yes, or that the measure does not apply.
    """
    found = correction.findings(viewer, source="inspection").exclude(measure_code="")
    for word in text.split():
        fits = places.named(word, "place__")
        found = found.filter(fits | Q(measure_code__icontains=word))
    said = _said("place", "measure_code", "found_at")
    return (
        found.annotate(**said)
        .filter(said__in=["yes", "not_applicable"])
        .order_by("-found_at", "-id")
    )


def overlooked(viewer: Post, text: str = "") -> QuerySet[Observation]:
    """Return where inspectors saw nothing wrong and the institution had said itself
    that it falls short: their sheets are the authority's, so nobody below sees any.

    Each carries ``said`` and ``check_pk`` as in ``differing``.
    """
    found = Observation.objects.within(viewer.place_id).filter(answer="ok")
    for word in text.split():
        fits = places.named(word, "visit__institution__")
        found = found.filter(fits | Q(question__measure_code__icontains=word))
    said = _said("visit__institution", "question__measure_code", "observed_at")
    return (
        found.exclude(question__measure_code="")
        .annotate(**said)
        .filter(said__in=["no", "partly"])
        .select_related("visit__institution", "question")
        .order_by("-observed_at", "-id")
    )


def _said(place: str, measure: str, at: str) -> dict[str, Subquery]:
    """Return the answer that a place had given last on a measure before a moment, and
    the self-check in which it stands."""
    told = SelfCheck.objects.filter(
        place=OuterRef(place),
        answered_at__lte=OuterRef(at),
        answers__has_key=OuterRef(measure),
    ).order_by("-answered_at")
    answer = Func(
        F("answers"),
        OuterRef(measure),
        function="jsonb_extract_path_text",
        output_field=TextField(),
    )
    return {
        "said": Subquery(told.annotate(told=answer).values("told")[:1]),
        "check_pk": Subquery(told.values("pk")[:1]),
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """One measure of a self-check: what was said, and the finding it led to."""

    code: str
    measure: Any
    answer: str
    note: str
    finding: Any


def answered(viewer: Post, check: SelfCheck) -> list[Answered]:
    """Return the answers of a self-check in words: what falls short comes first."""
    texts = guidance.texts(viewer, check.answers)
    opened = correction.findings(viewer, check.place_id, source="self_check")
    begun = {f.origin: f for f in opened.filter(origin__startswith=origin(check, ""))}
    found = [
        Answered(
            code,
            texts.get(code),
            answer,
            check.notes.get(code, ""),
            begun.get(origin(check, code)),
        )
        for code, answer in check.answers.items()
    ]
    order = ["no", "partly", "not_applicable", "yes"]
    return sorted(found, key=lambda each: (order.index(each.answer), each.code))


def origin(check: SelfCheck, code: str) -> str:
    """Return how a finding names the answer from which it was opened."""
    return f"inspection.selfcheck:{check.pk}:{code}"


def carried(viewer: Post, place: Place, on: date) -> list[Carried]:
    """Return the questions of the checklist that ask for measures at a place."""
    home = place if place.kind_id else None
    asked = questions(viewer, home).exclude(measure_code="")
    return [Carried("question", measure=q.measure_code, thing=q) for q in asked]


def _due(bound: Iterable[Binding], last: Any) -> date | None:
    """Return last time plus the rhythm, or the rhythm from when it was first asked."""
    asked = [b for b in bound if b.topic == TOPIC and RHYTHM in b.params]
    if not asked:
        return None
    every = min(int(str(b.params[RHYTHM])) for b in asked)
    first = min(b.measure.valid_from for b in asked)
    since = last.astimezone(places.zone()).date() if last else first
    return since + timedelta(days=every)
