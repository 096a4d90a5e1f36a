"""Which reports ought to have come by now: what the clock rings for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.notices import queries as notices
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.ground.rules import measures as rules
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.boards import missing
from wardline.work.surveillance.queries.prefilling import DUE, hour_of

CLOCK = "report"


@dataclass(frozen=True, slots=True)
class LateReport:
    """A report that has not come though its hour has passed."""

    place: Place
    on: date
    due_at: datetime

    @property
    def subject(self) -> str:
        """Return what the hops about it are kept under."""
        return subject(self.place.code, self.on)


def subject(at: str, on: date) -> str:
    return f"surveillance.report:{at}:{on.isoformat()}"


def clocks(viewer: Post, now: datetime, at: str | None = None) -> list[LateReport]:
    """Return every report of today and yesterday that is late at a moment.

    Before the first report of all nothing is late: the house has just been opened.
    """
    first = DailyReport.objects.within(viewer.place_id).order_by("on").first()
    if first is None:
        return []
    today = now.astimezone(places.zone()).date()
    found: list[LateReport] = []
    for on in (today - timedelta(days=1), today):
        if on >= first.on:
            found += _late(viewer, on, now, at)
    return found


def _late(viewer: Post, on: date, now: datetime, at: str | None) -> list[LateReport]:
    waiting = list(missing(viewer, at, on))
    bound = guidance.binding_for(viewer, waiting, on)
    hours: dict[Any, datetime] = {}
    late = []
    for place in waiting:
        hour = rules.parameter(bound[place.code], "report.due", "at", stricter=min)
        due_at = hours.setdefault(hour, hour_of(hour or DUE, on))
        if due_at <= now:
            late.append(LateReport(place, on, due_at))
    return late


def told(viewer: Post, at: str, on: date) -> list[Any]:
    """Return who has been told that a day's report is late, in order."""
    return list(notices.hops(viewer, CLOCK, subject(at, on)))
