"""Lessons from elsewhere: whether each point is covered here, and how fast it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import below
from wardline.core.guidance.models import Lesson, LessonPoint
from wardline.core.guidance.queries.norms import Norms
from wardline.core.guidance.queries.register import around

COVERED, PARTLY, GAP = "covered", "partly", "gap"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a lesson: its measures that bind, each since when, and the others."""

    row: LessonPoint
    bound: tuple[tuple[str, date], ...]
    missing: tuple[str, ...]

    @property
    def state(self) -> str:
        if not self.bound:
            return GAP
        return PARTLY if self.missing else COVERED

    @property
    def since(self) -> date | None:
        """Return the day since which all its measures bind."""
        days = [since for _code, since in self.bound]
        return max(days) if self.state == COVERED else None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson with its points, as things stand on a day."""

    row: Lesson
    points: tuple[Point, ...]

    @property
    def state(self) -> str:
        states = {point.state for point in self.points}
        if len(states) == 1:
            return states.pop()
        return PARTLY if states else GAP

    @property
    def closed_on(self) -> date | None:
        """Return the day since which every point is covered."""
        days = [point.since for point in self.points]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    @property
    def took(self) -> int | None:
        """Return how many days passed until it was closed; 0 if it was before."""
        if self.closed_on is None:
            return None
        return max(0, (self.closed_on - self.row.learnt_on).days)


def lessons(viewer: Post, text: str = "") -> QuerySet[Lesson]:
    """Return the lessons that fit some words, the newest first."""
    found: QuerySet[Lesson] = (
        Lesson.objects.filter(around(viewer))
        .prefetch_related("points")
        .order_by("-learnt_on", "code")
    )
    columns = ["code", "title_zh", "title_en", "source", "happened_zh", "happened_en"]
    for word in text.split():
        fits = (Q(**{f"{column}__icontains": word}) for column in columns)
        found = found.filter(reduce(or_, fits))
    return found


def learnt(rows: Iterable[Lesson], on: date) -> list[Learnt]:
    """Judge lessons against what binds on a day at the place that wrote them down."""
    known: dict[str, dict[str, date]] = {}
    found = []
    for row in rows:
        if row.place_id not in known:
            known[row.place_id] = _since(row.place_id, on)
        since = known[row.place_id]
        ordered = sorted(row.points.all(), key=lambda point: point.number)
        found.append(Learnt(row, tuple(_point(each, since) for each in ordered)))
    return found


def lesson(viewer: Post, pk: int) -> Lesson | None:
    """Return a lesson that the viewer may read, or None."""
    return lessons(viewer).filter(pk=pk).first()


def point(viewer: Post, pk: str) -> LessonPoint | None:
    """Return a point of a lesson at or below the viewer's place, or None."""
    if not pk.isdecimal():
        return None
    return LessonPoint.objects.filter(below(viewer.place_id), pk=int(pk)).first()


def lesson_codes(at: str) -> set[str]:
    """Return the codes that lessons of a place have."""
    return set(Lesson.objects.filter(place=at).values_list("code", flat=True))


def _point(row: LessonPoint, since: dict[str, date]) -> Point:
    bound = tuple((code, since[code]) for code in row.measures if code in since)
    missing = tuple(code for code in row.measures if code not in since)
    return Point(row, bound, missing)


def _since(at: str, on: date) -> dict[str, date]:
    """Return each code that binds some kind at a place, and the day since which."""
    place = places.path(at)[-1]
    norms = Norms(at)
    found: dict[str, date] = {}
    for (_place, code, _from), day in norms.since(place, on).items():
        found[code] = min(day, found.get(code, day))
    return found
