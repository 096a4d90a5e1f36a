"""Lessons from elsewhere: written down with their points; what closes them is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.core.guidance.keeping import keep
from wardline.core.guidance.models import Lesson, LessonPoint


def keep_lessons(
    *, by: Post, at: str, rows: Iterable[Mapping[str, Any]], key: str | None = None
) -> list[Lesson]:
    """Write lessons down, or correct those known by their code: each row with its
    ``points`` in order, each of them words and the codes of measures."""
    with deed(by=by, verb=Verb.KEEP_LESSONS, at=at, key=key) as note:
        told = [dict(row) for row in rows]
        pointed = [row.pop("points") for row in told]
        made = keep(Lesson, [Lesson(place_id=at, **row) for row in told], "code")
        points = [
            LessonPoint(place_id=at, lesson=lesson, number=n, **point)
            for lesson, each in zip(made, pointed, strict=True)
            for n, point in enumerate(each, start=1)
        ]
        keep(LessonPoint, points, "lesson", "number")
        codes = [lesson.code for lesson in made]
        note("guidance.lesson", rows=len(made), points=len(points), codes=codes[:20])
    return made
