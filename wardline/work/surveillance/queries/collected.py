"""What became of each row of a sheet of reports, or would become of it now.

Nothing is kept but the sheet itself and the reports that it signed: whoever opens the
sheet again sees how each row stands today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os.path import commonprefix
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.base.ui import wording
from wardline.base.ui.cells import Faulty
from wardline.work.surveillance import reading
from wardline.work.surveillance.drafting import draft
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.boards import missing
from wardline.work.surveillance.queries.prefilling import prefills
from wardline.work.surveillance.queries.reports import recents, reports

# each fate and how it is marked, the worst first
STATES = {
    "refused": "alarm",
    "unknown": "alarm",
    "differs": "late",
    "ready": "wait",
    "signed": "ok",
}


@dataclass(slots=True)
class Row:
    """One row: ``fate`` is ready, signed, differs, unknown or refused.

    ``ready`` is the report to be signed, ``report`` the one that is; ``why`` says what
    is wrong.
    """

    line: reading.Line
    fate: str
    place: Place | None = None
    ready: DailyReport | None = None
    report: DailyReport | None = None
    why: str = ""

    @property
    def state(self) -> str:
        """Return how the page marks it."""
        return STATES[self.fate]


def collected(viewer: Post, on: date, content: bytes) -> list[Row]:
    """Judge each row of a sheet. Raises Faulty where none can be read."""
    lines = reading.read(content)
    named = places.institutions(viewer).filter(code__in={line.code for line in lines})
    day = _Day(viewer, on, {home.code: home for home in named})
    return [day.judge(line) for line in lines]


def waiting(viewer: Post, on: date) -> list[tuple[Place, Prefill]]:
    """Return who has not reported a day, with the report as the system would put it."""
    seen = prefills(viewer, viewer.place_id, on)
    return [(home, seen[home.code]) for home in missing(viewer, viewer.place_id, on)]


class _Day:
    """What is known of a day at the homes of a sheet, read once for all its rows."""

    def __init__(self, viewer: Post, on: date, homes: dict[str, Place]) -> None:
        self.viewer, self.on, self.homes = viewer, on, homes
        self.rows: dict[str, int] = {}
        signed = reports(viewer).filter(on=on, place__in=homes)
        self.known = {report.place_id: report for report in signed}
        open_ = [code for code in homes if code not in self.known]
        # codes are paths, letter by letter: what all begin with holds them all
        at = commonprefix(open_)  # noqa: RUF071
        self.seen = prefills(viewer, at, on) if open_ else {}
        self.before = recents(open_, on)

    def judge(self, line: reading.Line) -> Row:
        """Say what becomes of a row, given the rows above it."""
        place = self.homes.get(line.code)
        try:
            self._doubt(line)
        except Faulty as wrong:
            unknown = place is None and line.fault is None
            why = str(wording.say(wrong.code, **wrong.args_))
            return Row(line, "unknown" if unknown else "refused", place, why=why)
        assert place is not None
        if report := self.known.get(line.code):
            same = report.values == line.values
            fate = "signed" if same else "differs"
            return Row(line, fate, place, report=report)
        return self._drafted(line, place)

    def _doubt(self, line: reading.Line) -> None:
        if line.fault:
            raise line.fault
        if line.code not in self.homes:
            raise Faulty("surveillance.sheet.unknown", got=line.code)
        if line.on not in (None, self.on):
            raise Faulty("surveillance.sheet.other_day", on=line.on, asked=self.on)
        first = self.rows.setdefault(line.code, line.row)
        if first != line.row:
            raise Faulty("surveillance.sheet.twice", row=first)

    def _drafted(self, line: reading.Line, place: Place) -> Row:
        told: dict[str, Any] = {"why_not": line.why_not, "note": line.note}
        told |= {"values": line.values, "seen": self.seen[place.code]}
        told["known"] = self.before.get(place.code, [])
        try:
            ready = draft(self.viewer, place.code, self.on, **told)
        except ValidationError as refused:
            return Row(line, "refused", place, why=" ".join(refused.messages))
        return Row(line, "ready", place, ready=ready)
