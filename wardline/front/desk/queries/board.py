"""Figures of the places one level below a place: as a table, and as a map of tiles.

Every figure comes through ``front.figures``; the number of queries is that of the
columns, whatever the number of institutions.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.ui import wording
from wardline.base.ui.tags import tongue
from wardline.front import figures
from wardline.front.desk.tiles import Point, lay_out
from wardline.work.surveillance import queries as surveillance

HOMES, REPORTED = "places.institutions", "surveillance.reported_today"
GAPS = "safetynet.gaps_open"
# how a number is judged: as it is, by its share of the institutions, best when nought
PLAIN, SHARE, NONE_LEFT = "plain", "share", "none_left"
COLUMNS: Mapping[str, str] = {
    HOMES: PLAIN,
    REPORTED: SHARE,
    "gate.closed_institutions": SHARE,
    "gate.isolated": PLAIN,
    "correction.open": NONE_LEFT,
    "correction.overdue": NONE_LEFT,
    GAPS: NONE_LEFT,
}
# fewer places than this are no map
FEWEST = 3
# the least share that is only late, and not yet an alarm
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one place, and how it stands; ``of``: of how many."""

    code: str
    value: int | None
    state: str
    of: int | None = None

    @property
    def label(self) -> Any:
        return figures.DEFINITIONS[self.code].label

    @property
    def head(self) -> Any:
        """A shorter name, for the head of a column."""
        return wording.say(f"desk.column.{self.code}")

    @property
    def share(self) -> float | None:
        return None if self.of is None else (self.value or 0) / self.of

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 means all."""
        return None if self.of is None else (self.value or 0) * 100 // self.of

    @property
    def text(self) -> str:
        if self.value is None:
            return "–"
        return str(self.value) if self.of is None else f"{self.value} / {self.of}"

    @property
    def word(self) -> Any:
        return wording.say(f"desk.state.{COLUMNS[self.code]}.{self.state}")


@dataclass(frozen=True, slots=True)
class Row:
    """One place below, with its figures."""

    place: Any
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Board:
    """The places one level below, and the sum of each figure over them."""

    place: Any
    on: date
    # the hour of today's reports, by what binds at the place
    due_at: datetime
    rows: Sequence[Row]
    totals: Sequence[Cell]
    chosen: str
    tiles: Sequence[Mapping[str, Any]]

    @property
    def columns(self) -> list[figures.Definition]:
        return [figures.DEFINITIONS[code] for code in COLUMNS]

    def sum_of(self, code: str) -> int:
        """Return the sum of one column."""
        return next(cell.value or 0 for cell in self.totals if cell.code == code)

    @property
    def title(self) -> Any:
        return figures.DEFINITIONS[self.chosen].label

    @property
    def unit(self) -> str:
        return "%" if COLUMNS[self.chosen] == SHARE else ""


def board(viewer: Post, place: Any, now: datetime, chosen: str = "") -> Board:
    """Count every column of today for each place one level below ``place``."""
    on = now.astimezone(places.zone()).date()
    due_at = surveillance.due_at(viewer, place, on)
    coming = {REPORTED} if now <= due_at else set()
    below = list(places.places(viewer).filter(parent=place, closed_on=None))
    codes = [child.code for child in below]
    told: dict[str, Any] = {"viewer": viewer, "at": place.code, "on": on}
    with figures.sharing():
        sums = {code: figures.below(code, **told, codes=codes) for code in COLUMNS}
        middles = _middles(figures.homes_of(viewer, place.code, on), codes)
    rows = [
        Row(
            child,
            reverse("desk:place", args=[child.code]),
            [
                _cell(code, sums[code][n], sums[HOMES][n], code in coming)
                for code in COLUMNS
            ],
        )
        for n, child in enumerate(below)
    ]
    homes = sum(sums[HOMES])
    chosen = chosen if chosen in COLUMNS else REPORTED
    return Board(
        place=place,
        on=on,
        due_at=due_at,
        rows=rows,
        totals=[
            _cell(code, sum(sums[code]), homes, code in coming) for code in COLUMNS
        ],
        chosen=chosen,
        tiles=_tiles(middles, rows, chosen),
    )


def _cell(code: str, value: int, homes: int, coming: bool) -> Cell:
    """Judge one number; what is still coming in is waited for, not blamed."""
    if not homes:  # nothing to count from
        return Cell(code, 0 if code == HOMES else None, "neutral")
    how = COLUMNS[code]
    if how == SHARE:
        state = "late" if value >= NEARLY_ALL * homes else "alarm"
        if value >= homes:
            state = "ok"
        elif coming:
            state = "wait"
        return Cell(code, value, state, homes)
    if how == NONE_LEFT:
        return Cell(code, value, "late" if value else "ok")
    return Cell(code, value, "neutral")


def _tiles(
    middles: Mapping[str, Point | None], rows: Sequence[Row], chosen: str
) -> list[Mapping[str, Any]]:
    """Return a tile for each division below; institutions are no map."""
    rows = [row for row in rows if not row.place.is_institution]
    if len(rows) < FEWEST:
        return []
    cells = lay_out({row.place.code: middles[row.place.code] for row in rows})
    tiles: list[Mapping[str, Any]] = []
    for row in rows:
        cell = next(cell for cell in row.cells if cell.code == chosen)
        top, left = cells[row.place.code]
        tiles.append(
            {
                "name": tongue(row.place, "name"),
                "value": cell.value if cell.of is None else cell.percent,
                "share": cell.share,
                "state": cell.state,
                "word": cell.word,
                "row": top,
                "col": left,
                "url": f"{row.url}?figure={chosen}",
            }
        )
    return tiles


def _middles(
    homes: Mapping[str, figures.Homes], codes: Sequence[str]
) -> dict[str, Point | None]:
    """Return the mean point of the institutions under each place, if any is known."""
    sums = [[0.0, 0.0, 0] for _ in codes]
    for code, (number, latitude, longitude, _silent) in homes.items():
        n = bisect_right(codes, code) - 1
        if latitude is None or n < 0 or not code.startswith(codes[n]):
            continue
        sums[n][0] += latitude * number
        sums[n][1] += longitude * number
        sums[n][2] += number
    return {
        code: (lat / number, lon / number) if number else None
        for code, (lat, lon, number) in zip(codes, sums, strict=True)
    }
