"""A division's day as it stands now: who has reported, who has not, what is odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from wardline.base.accounts.models import Post
from wardline.base.notices import queries as notices
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.boards import (
    Tally,
    counted,
    missing,
    reported,
    with_answering,
    with_reports,
)
from wardline.work.surveillance.queries.lateness import CLOCK, subject
from wardline.work.surveillance.queries.prefilling import due_at

# how many are named on one page; the count is always whole
NAMED = 60


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows: the day, its sum, the divisions below, the homes."""

    place: Place
    on: date
    due_at: datetime
    total: Tally
    children: list[tuple[Place, Tally]]
    homes: list[Place]
    missing: list[Place]
    odd: list[Place]
    now: datetime

    @property
    def over(self) -> bool:
        """Tell whether the hour has passed."""
        return self.now > self.due_at

    @property
    def chase(self) -> dict[str, Any]:
        """Return what may be sent to those who have not reported, as a code."""
        return {
            "code": "surveillance.chase",
            "name": _name(self.place),
            "on": self.on,
            "due": f"{self.due_at:%H:%M}",
            "missing": self.total.missing,
            "expected": self.total.expected,
            "names": [_name(place) for place in self.missing],
        }


def _name(place: Place) -> dict[str, str]:
    return {"zh": place.name_zh, "en": place.name_en}


def board(viewer: Post, place: Place, on: date) -> Board:
    """Gather a division's day: eight queries for a county, whatever its size."""
    under = list(places.places(viewer).filter(parent=place, closed_on=None))
    divisions = [each for each in under if not each.is_institution]
    below = counted(viewer, place.code, divisions, on)
    homes = [each for each in under if each.is_institution]
    own = with_reports(viewer, homes, on)
    if below:
        absent = missing(viewer, place.code, on).select_related("parent")[:NAMED]
        late = with_answering(absent)
        odd = [_with(r.place, r) for r in _odd(viewer, place.code, on)]
    else:
        late = with_answering(home for home in own if home.report is None)
        odd = [home for home in own if home.report and _is_odd(home.report)]
    _tell(late, on)
    total = _sum(own)
    for _place, row in below:
        total.add(row)
    return Board(
        place=place,
        on=on,
        due_at=due_at(viewer, place, on),
        total=total,
        children=below,
        homes=own,
        missing=late,
        odd=odd,
        now=clock.now(),
    )


def _sum(own: Iterable[Any]) -> Tally:
    total = Tally()
    for home in own:
        total.expected += 1
        if (report := home.report) is not None:
            names = ("residents", "workers", "isolating", "feverish", "positive")
            numbers = {name: getattr(report, name) for name in names}
            first_late = int(report.late and report.version == 1)
            total.add(Tally(reported=1, late=first_late, **numbers))
    return total


def _odd(viewer: Post, at: str, on: date) -> list[DailyReport]:
    return list(
        reported(viewer, at, on).filter(~Q(flags=[]) | Q(returned=True))[:NAMED]
    )


def _is_odd(report: Any) -> bool:
    return bool(report.flags) or report.returned


def _with(place: Any, report: DailyReport) -> Any:
    place.report = report
    return place


def _tell(late: list[Any], on: date) -> None:
    """Put on each place how many rungs have been told."""
    subjects = {subject(place.code, on): place for place in late}
    for place in late:
        place.rungs = 0
    for name, rung, _post in notices.told(CLOCK, list(subjects)):
        place = subjects[name]
        place.rungs = max(place.rungs, rung + 1)
