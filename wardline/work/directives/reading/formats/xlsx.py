"""Workbooks (.xlsx): a row is a line, its cells set off by tabs; sheets by name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from .. import packed
from ..detect import MEDIA_TYPES, XLSX
from ..shapes import Sheet

ROWS_LIMIT = 20_000


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Read the text of every sheet that has any."""
    from python_calamine import CalamineWorkbook

    packed.weigh(content, XLSX)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = {name: list(_lines(book, name)) for name in book.sheet_names}
    filled = {name: lines for name, lines in found.items() if lines}
    parts = [
        "\n".join([name, *lines] if len(filled) > 1 else lines)
        for name, lines in filled.items()
    ]
    return Sheet("\n\n".join(parts), MEDIA_TYPES[XLSX])


def _lines(book: Any, name: str) -> Iterator[str]:
    rows = book.get_sheet_by_name(name).to_python(nrows=ROWS_LIMIT)
    for row in rows:
        # cells that a merged one covers are empty: no row of tabs
        if cells := [said for cell in row if (said := _said(cell))]:
            yield "\t".join(cells)


def _said(cell: Any) -> str:
    match cell:
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime():
            return cell.isoformat(" ", "minutes")
    return " ".join(str(cell).split())
