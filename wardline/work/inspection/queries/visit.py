"""Visits and their checklists. An inspector sees the envelopes of their own team, from
the opening of the wave; before it nothing names a home that will be visited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.inspection.models import (
    ASPECTS,
    Observation,
    Plan,
    Question,
    Visit,
    Wave,
)
from wardline.work.inspection.queries.plan import entered


def questions(viewer: Post, institution: Place | None = None) -> QuerySet[Question]:
    """Return the questions in force, for a kind of institution or all, in order."""
    line = [viewer.place_id[:n] for n in range(1, len(viewer.place_id) + 1)]
    found = Question.objects.filter(place__in=line, retired_on=None)
    if institution is not None:
        kinds = Q(institution_kinds__contains=[institution.kind_id])
        found = found.filter(Q(institution_kinds=[]) | kinds)
    return found.order_by("position", "id")


def seen(viewer: Post) -> QuerySet[Visit]:
    """Return the visits of opened waves, bare; an inspector's are their own team's."""
    found: QuerySet[Visit] = Visit.objects.within(viewer.place_id)
    if viewer.role_code == "inspector":
        mine = Q(team__post_ids__contains=[viewer.pk])
        return found.filter(mine | Q(crew_ids__contains=[viewer.pk]))
    return found if viewer.role_code == "authority" else found.none()


def visits(viewer: Post) -> QuerySet[Visit]:
    """Return the visits that a viewer sees, with what a list of them tells."""
    return (
        seen(viewer)
        .select_related(
            "institution", "team", "wave__plan", "substitution", "stands_in__visit"
        )
        .annotate(
            answered=Count("observations"),
            short=Count("observations", filter=Q(observations__answer="short")),
        )
        .order_by("-wave__opened_at", "-wave__n", "position")
    )


def made(viewer: Post, at: str, until: datetime) -> QuerySet[Visit]:
    """Return the visits at or below a place at whose gate a team stood by a moment."""
    return Visit.objects.within(viewer.place_id).filter(
        institution__gte=at, institution__lt=at + "~", arrived_at__lte=until
    )


def short(visits: QuerySet[Visit]) -> QuerySet[Observation]:
    """Return what fell short on these visits."""
    return Observation.objects.filter(visit__in=visits, answer="short")


def areas_entered(viewer: Post) -> set[str]:
    """Return the areas that opened waves have entered."""
    opened = Wave.objects.within(viewer.place_id)
    published = opened.values_list("publication__areas", flat=True)
    return {area for areas in published for area, _size in areas}


def envelope(viewer: Post) -> QuerySet[Visit]:
    """Return the visits of the viewer's team that are not finished nor replaced."""
    open_visits = visits(viewer).filter(finished_at=None, substitution=None)
    return open_visits.order_by("wave__n", "position")


def checklist(viewer: Post, visit: Visit) -> list[dict[str, Any]]:
    """Return the questions of a visit by aspect, each with its answer, if given."""
    answers = {
        row.question_id: row
        for row in Observation.objects.filter(visit=visit).select_related(
            "photo", "finding"
        )
    }
    asked = list(questions(viewer, visit.institution))
    return [
        {
            "aspect": aspect,
            "code": f"aspect.{aspect}",
            "questions": rows,
            "answered": sum(1 for row in rows if row["observation"]),
        }
        for aspect in ASPECTS
        if (
            rows := [
                {"question": q, "observation": answers.get(q.pk)}
                for q in asked
                if q.aspect == aspect
            ]
        )
    ]


def search(found: QuerySet[Visit], text: str) -> QuerySet[Visit]:
    """Narrow visits to those whose home or team has each of the words."""
    for word in text.split():
        found = found.filter(
            places.named(word, "institution__")
            | Q(team__name_zh__icontains=word)
            | Q(team__name_en__icontains=word)
        )
    return found


def waited(visit: Visit) -> int | None:
    """Return how many minutes a team stood at the gate."""
    if visit.arrived_at is None or visit.let_in_at is None:
        return None
    return int((visit.let_in_at - visit.arrived_at).total_seconds() // 60)


def results(viewer: Post, plan: Plan) -> dict[str, Any]:
    """Return what a plan has come to: visited of planned, areas, what fell short."""
    those = visits(viewer).filter(wave__plan=plan)
    visited = those.filter(arrived_at__isnull=False)
    seen = Observation.objects.filter(visit__in=visited.values("pk"), answer="short")
    return {
        "visits": those,
        "planned": sum(map(sum, plan.outline["waves"])),
        "visited": visited.count(),
        "areas_planned": sum(map(len, plan.outline["waves"])),
        "areas": Place.objects.filter(code__in=entered(plan)).order_by("code"),
        "short": seen.count(),
    }
