"""What is late in each room, told in one form, so that one rule makes it climb."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.front.bulletins import queries as bulletins
from wardline.work.surveillance import queries as surveillance


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that ran late at a place: since when, and where it can be seen."""

    place: Place
    subject: str
    due_at: datetime
    url: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A clock: its code, what is late by it, and the minutes from rung to rung."""

    code: str
    late: Callable[[Post, datetime], Iterator[Late]]
    # a measure of this topic may set other minutes: its parameter climb_minutes
    topic: str
    minutes: int
    board: str


def named(place: Place) -> dict[str, str]:
    """Return a place's name in both tongues, for whoever reads it later."""
    return {"zh": place.name_zh, "en": place.name_en}


def reports(viewer: Post, now: datetime) -> Iterator[Late]:
    """Daily reports that have not come."""
    for row in surveillance.clocks(viewer, now):
        on = row.on.isoformat()
        yield Late(
            row.place,
            row.subject,
            row.due_at,
            reverse("surveillance:place", args=[row.place.code]) + f"?on={on}",
            {"name": named(row.place), "on": on, "due": f"{row.due_at:%H:%M}"},
        )


def findings(viewer: Post, now: datetime) -> Iterator[Late]:
    """Findings that were not mended in time."""
    for row in correction.overdue(viewer, None, now):
        yield Late(
            row.place,
            f"correction.finding:{row.pk}:{row.due_at:%Y%m%d%H%M}",
            row.due_at,
            reverse("correction:index"),
            {"name": named(row.place), "due": f"{row.due_at:%Y-%m-%d}"},
        )


def pages(viewer: Post, now: datetime) -> Iterator[Late]:
    """Published pages that are no longer what was sealed: an alarm, not a delay."""
    for row in bulletins.defaced():
        yield Late(
            viewer.place,
            f"bulletins.edition:{row.pk}",
            now,
            reverse("bulletins:index"),
            {"name": f"{row}"},
        )


REPORTS = Source("report", reports, "report.due", 30, "surveillance:index")
FINDINGS = Source("finding", findings, "correction.due", 24 * 60, "correction:index")
PAGES = Source("page", pages, "bulletin.seal", 0, "bulletins:index")
