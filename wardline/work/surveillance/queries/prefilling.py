"""The report as the system would write it: from the roster, the gate and the rounds."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.base.places.queries import zone
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import deadlines
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.reports import newest

# where no measure in force says otherwise
DUE = "17:30"
_NOBODY = dict.fromkeys(("residents", "workers", "yesterday"), 0)
_SOURCES = {
    "residents": "roster",
    "workers": "roster",
    "came_in": "gate",
    "went_out": "gate",
    "isolating": "isolation",
    "feverish": "rounds",
    "tested": "tests",
    "positive": "tests",
}


def due_at(viewer: Post, place: Place, on: date) -> datetime:
    """Return when the day's report of a place is due, by the strictest measure."""
    hour = guidance.parameter(viewer, place, on, "report.due", "at", DUE)
    return hour_of(hour, on)


def hour_of(hour: Any, on: date) -> datetime:
    """Return an hour such as "17:30" on a day, in the authority's zone."""
    clock = deadlines.clock_from_plain({"kind": "time_of_day", "at": str(hour)})
    start = datetime.combine(on, time.min, zone())
    return deadlines.due_at(clock, start, zone())


def prefill(viewer: Post, place: Place, on: date) -> Prefill:
    """Count what the system knows of a day; else take over the report before."""
    at = place.code
    heads = roster.headcount(viewer, at, on)
    known = any(heads[name] for name in _NOBODY)
    fevers = [found.feverish for found in roster.rounds(viewer, at, on)]
    before = newest(viewer, at, on)
    values = dict.fromkeys(DailyReport.NUMBERS, 0)
    values |= {name: heads[name] for name in values if name in heads}
    values |= roster.tests(viewer, at, on)
    values["feverish"] = max(fevers, default=0)
    sources = {name: f"surveillance.from.{_SOURCES.get(name, '')}" for name in _SOURCES}
    # hospitals and, without a roster, heads: as the last report had them
    carried = ["in_hospital"] if known else ["in_hospital", "residents", "workers"]
    for name in carried:
        values[name] = getattr(before, name) if before else 0
        sources[name] = "surveillance.from.yesterday" if before else ""
    return Prefill(
        values=values,
        due_at=due_at(viewer, place, on),
        sources=sources,
        yesterday=heads["yesterday"] if known else None,
        came_in=heads["came_in"],
        went_out=heads["went_out"],
        rounds=len(fevers),
    )
