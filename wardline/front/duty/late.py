"""What is late in each room, told in one form, so that one rule makes it climb."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.base.places.queries import zone
from wardline.core.correction import queries as correction
from wardline.front.bulletins import queries as bulletins
from wardline.work.directives import queries as directives
from wardline.work.surveillance import queries as surveillance

# after so long every rung has been told: what is older stays on the boards
_CLIMBS_FOR = timedelta(days=30)


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


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(zone()):%Y-%m-%d %H:%M}"


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
    """Findings that were not mended in time; a term that is extended starts anew."""
    for row in correction.overdue(viewer, None, now).filter(
        due_at__gt=now - _CLIMBS_FOR
    ):
        yield Late(
            row.place,
            f"correction.finding:{row.pk}:{row.due_at:%Y%m%d%H%M}",
            row.due_at,
            reverse("correction:finding", args=[row.pk]),
            {"name": named(row.place), "due": _day(row.due_at)},
        )


def listings(viewer: Post, now: datetime) -> Iterator[Late]:
    """What stands under listed supervision and owes a week's progress."""
    for row in correction.reports_due(viewer, now).filter(due_at__gt=now - _CLIMBS_FOR):
        yield Late(
            row.place,
            f"correction.listing:{row.pk}:{row.due_at:%Y%m%d%H%M}",
            row.due_at,
            reverse("correction:listing", args=[row.pk]),
            {"name": named(row.place), "due": _day(row.due_at)},
        )


def receipts(viewer: Post, now: datetime) -> Iterator[Late]:
    """Directives for which a place has not signed in time."""
    for row in directives.overdue(viewer, now).filter(due_at__gt=now - _CLIMBS_FOR):
        yield Late(
            row.place,
            f"directives.relay:{row.pk}",
            row.due_at,
            reverse("directives:show", args=[row.directive_id]),
            {"name": named(row.place), "due": _day(row.due_at)},
        )


def obligations(viewer: Post, now: datetime) -> Iterator[Late]:
    """What directives oblige a place to do and has not been proved done in time."""
    for one, relay in directives.overdue_obligations(viewer, now, now - _CLIMBS_FOR):
        yield Late(
            relay.place,
            f"directives.obligation:{one.pk}:{relay.pk}",
            one.due_at,
            reverse("directives:show", args=[one.directive_id]),
            {"name": named(relay.place), "due": _day(one.due_at)},
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
RECEIPTS = Source("receipt", receipts, "directive.due", 60, "directives:index")
OBLIGATIONS = Source("obligation", obligations, "directive.due", 60, "directives:index")
FINDINGS = Source("finding", findings, "correction.due", 24 * 60, "correction:index")
LISTINGS = Source("listing", listings, "correction.due", 24 * 60, "correction:listings")
PAGES = Source("page", pages, "bulletin.seal", 0, "bulletins:index")
