"""Reads a sheet of daily reports: one institution a row, columns by their names in
either language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext

from wardline.base.ui import cells, sheets
from wardline.base.ui.cells import Faulty
from wardline.work.surveillance.words import COLUMNS, NUMBERS

_MOST = 100_000
_WHOLE = re.compile(r"(\d+)(?:\.0+)?")
_REQUIRED = ("code", *NUMBERS)


@dataclass(slots=True)
class Line:
    """One row: what it says, or the first reason why that cannot be understood."""

    row: int
    code: str = ""
    name: str = ""
    on: date | None = None
    values: dict[str, int] = field(default_factory=dict)
    why_not: str = ""
    note: str = ""
    fault: Faulty | None = None


@cache
def headings() -> Mapping[str, tuple[str, ...]]:
    """Return what each column may be called."""
    return sheets.in_both_tongues(COLUMNS)


def read(content: bytes) -> list[Line]:
    """Read a sheet. Raises Faulty where no row at all can be read."""
    sheet, header, columns = sheets.table(sheets.opened(content), headings(), _REQUIRED)
    lines = [
        _line(number, row, columns, number in sheet.merged)
        for number, row in enumerate(sheet.rows[header + 1 :], header + 2)
        if any(cell not in (None, "") for cell in row)
    ]
    if not lines:
        raise Faulty("list.empty")
    return lines


def _line(
    number: int, row: Sequence[Any], columns: Mapping[str, int], merged: bool
) -> Line:
    said = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
    line = Line(number, code=cells.text(said["code"]).upper())
    line.name = cells.text(said.get("name"))
    line.why_not = cells.text(said.get("why_not"))[:300]
    line.note = cells.text(said.get("note"))[:300]
    try:
        if merged:
            raise Faulty("surveillance.sheet.merged")
        if not line.code:
            raise Faulty("surveillance.sheet.no_code")
        line.on = cells.day(said.get("on"))
        line.values = {name: _count(name, said[name]) for name in NUMBERS}
    except Faulty as wrong:
        line.fault = wrong
    return line


def _count(name: str, cell: Any) -> int:
    written = cells.text(cell)
    if not written:
        raise Faulty("surveillance.sheet.blank", what=gettext(NUMBERS[name]))
    # some programs write 10 as 10.0
    if not (whole := _WHOLE.fullmatch(written)) or int(whole[1]) > _MOST:
        what = gettext(NUMBERS[name])
        raise Faulty("surveillance.sheet.no_count", what=what, got=written)
    return int(whole[1])
