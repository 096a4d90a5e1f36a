"""Figures of the places one level below a place: as a table, and as a map of tiles.

Every figure comes through ``front.figures``; the number of queries is that of the
columns, whatever the number of institutions.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count
from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.ui import wording
from wardline.base.ui.tags import tongue
from wardline.front import figures
from wardline.front.desk.tiles import Point, lay_out

HOMES = "places.institutions"
# how a number is judged: as it is, by its share of the institutions, best when nought
PLAIN, SHARE, NONE_LEFT = "plain", "share", "none_left"
COLUMNS: Mapping[str, str] = {
    HOMES: PLAIN,
    "surveillance.reported_today": SHARE,
    "gate.closed_institutions": SHARE,
    "gate.isolated": PLAIN,
    "correction.open": NONE_LEFT,
    "correction.overdue": NONE_LEFT,
    "safetynet.gaps_open": NONE_LEFT,
}
# the least share that is only late, and not yet an alarm
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one place, and how it stands."""

    code: str
    value: int | None
    share: float | None
    state: str

    @property
    def label(self) -> Any:
        return figures.DEFINITIONS[self.code].label

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
    rows: Sequence[Row]
    totals: Sequence[Cell]
    chosen: str
    tiles: Sequence[Mapping[str, Any]]

    @property
    def columns(self) -> list[figures.Definition]:
        return [figures.DEFINITIONS[code] for code in COLUMNS]

    @property
    def title(self) -> Any:
        return figures.DEFINITIONS[self.chosen].label

    @property
    def unit(self) -> str:
        return "%" if COLUMNS[self.chosen] == SHARE else ""


def board(viewer: Post, place: Any, on: date, chosen: str = "") -> Board:
    """Count every column for each place one level below ``place``."""
    below = list(places.places(viewer).filter(parent=place, closed_on=None))
    codes = [child.code for child in below]
    sums = {
        code: figures.below(code, viewer=viewer, at=place.code, on=on, codes=codes)
        for code in COLUMNS
    }
    rows = [
        Row(
            child,
            reverse("desk:place", args=[child.code]),
            [_cell(code, sums[code][n], sums[HOMES][n]) for code in COLUMNS],
        )
        for n, child in enumerate(below)
    ]
    homes = sum(sums[HOMES])
    chosen = chosen if chosen in COLUMNS else "surveillance.reported_today"
    return Board(
        place=place,
        on=on,
        rows=rows,
        totals=[_cell(code, sum(sums[code]), homes) for code in COLUMNS],
        chosen=chosen,
        tiles=_tiles(viewer, place.code, rows, chosen),
    )


def _cell(code: str, value: int, homes: int) -> Cell:
    if not homes:  # nothing to count from
        return Cell(code, 0 if code == HOMES else None, None, "neutral")
    how = COLUMNS[code]
    if how == SHARE:
        share = value / homes
        nearly = "late" if share >= NEARLY_ALL else "alarm"
        return Cell(code, value, share, "ok" if share >= 1 else nearly)
    if how == NONE_LEFT:
        return Cell(code, value, None, "late" if value else "ok")
    return Cell(code, value, None, "neutral")


def _tiles(
    viewer: Post, at: str, rows: Sequence[Row], chosen: str
) -> list[Mapping[str, Any]]:
    """Return a tile for each division below; institutions are no map."""
    rows = [row for row in rows if not row.place.is_institution]
    cells = lay_out(_middles(viewer, at, [row.place.code for row in rows]))
    tiles: list[Mapping[str, Any]] = []
    for row in rows:
        cell = next(cell for cell in row.cells if cell.code == chosen)
        top, left = cells[row.place.code]
        value = cell.value if cell.share is None else int(cell.share * 100)
        tiles.append(
            {
                "name": tongue(row.place, "name"),
                "value": value,
                "share": cell.share,
                "state": cell.state,
                "word": cell.word,
                "row": top,
                "col": left,
                "url": f"{row.url}?figure={chosen}",
            }
        )
    return tiles


def _middles(viewer: Post, at: str, codes: Sequence[str]) -> dict[str, Point | None]:
    """Return the mean point of the institutions under each place, if any is known."""
    if not codes:
        return {}
    known = places.institutions(viewer, at).filter(
        latitude__isnull=False, longitude__isnull=False
    )
    rows = known.order_by().values_list("parent_id")
    sums = [[0.0, 0.0, 0] for _ in codes]
    for code, lat, lon, number in rows.annotate(
        lat=Avg("latitude"), lon=Avg("longitude"), number=Count("pk")
    ):
        n = bisect_right(codes, code) - 1
        if n >= 0 and code.startswith(codes[n]):
            sums[n][0] += lat * number
            sums[n][1] += lon * number
            sums[n][2] += number
    return {
        code: (lat / number, lon / number) if number else None
        for code, (lat, lon, number) in zip(codes, sums, strict=True)
    }
