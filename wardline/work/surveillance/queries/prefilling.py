"""The report as the system would write it: from the roster, the gate and the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.base.places.queries import zone
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import deadlines
from wardline.ground.rules import measures as rules
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.reports import newest, newest_by_place

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
    fevers = [found.feverish for found in roster.rounds(viewer, at, on)]
    return _compose(
        roster.headcount(viewer, at, on),
        fevers,
        roster.tests(viewer, at, on),
        newest(viewer, at, on),
        due_at(viewer, place, on),
    )


def prefills(viewer: Post, at: str, on: date) -> dict[str, Prefill]:
    """Do the same for every institution at or below a place, in a few queries.

    For sheets of a whole county's day.
    """
    homes = list(places.institutions(viewer, at))
    fevers: dict[str, list[int]] = {}
    for made in roster.rounds(viewer, at, on):
        fevers.setdefault(made.place_id, []).append(made.feverish)
    bound = guidance.binding_for(viewer, homes, on)
    heads, before = roster.headcounts(viewer, at, on), newest_by_place(viewer, at, on)
    tests = roster.tests_by_place(viewer, at, on)
    nobody = dict.fromkeys(("isolating", "came_in", "went_out", *_NOBODY), 0)
    return {
        home.code: _compose(
            heads.get(home.code, nobody),
            fevers.get(home.code, []),
            tests.get(home.code, {}),
            before.get(home.code),
            hour_of(
                rules.parameter(bound[home.code], "report.due", "at", stricter=min)
                or DUE,
                on,
            ),
        )
        for home in homes
    }


def _compose(
    heads: Mapping[str, int],
    fevers: Sequence[int],
    tests: Mapping[str, int],
    before: DailyReport | None,
    due: datetime,
) -> Prefill:
    known = any(heads[name] for name in _NOBODY)
    values = dict.fromkeys(DailyReport.NUMBERS, 0)
    values |= {name: heads[name] for name in values if name in heads}
    values |= tests
    values["feverish"] = max(fevers, default=0)
    sources = {name: f"surveillance.from.{source}" for name, source in _SOURCES.items()}
    # hospitals and, without a roster, heads: as the last report had them
    carried = ["in_hospital"] if known else ["in_hospital", "residents", "workers"]
    for name in carried:
        values[name] = getattr(before, name) if before else 0
        sources[name] = "surveillance.from.yesterday" if before else ""
    return Prefill(
        values=values,
        due_at=due,
        sources=sources,
        yesterday=heads["yesterday"] if known else None,
        came_in=heads["came_in"],
        went_out=heads["went_out"],
        rounds=len(fevers),
    )
