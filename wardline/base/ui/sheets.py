"""Opens an XLSX or CSV file: rows under their true numbers, where cells merge, and
which row names the columns. Every room that takes a table in reads it here."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from wardline.base.ui import cells, dates, wording
from wardline.base.ui.cells import Faulty
from wardline.base.ui.excel import XLSX

MOST_ROWS, MOST_COLUMNS = 200_000, 200
# what a workbook may unpack to: a bomb is refused before it is opened
_MOST_BYTES = 600 * 1024 * 1024
# the headings stand within these first rows, under a title
_HEADER_WITHIN = 10
# a column's name in code, and the headings it may have, the Chinese one first
Headings = Mapping[str, tuple[str, ...]]
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, and its merged cells: first and last (row, column)."""

    name: str
    rows: Sequence[Sequence[Any]]
    spans: Sequence[Span] = ()

    @cached_property
    def merged(self) -> frozenset[int]:
        """Return the numbers of the rows that have merged cells, counted from 1."""
        return frozenset(
            row + 1 for top, end in self.spans for row in range(top[0], end[0] + 1)
        )

    @cached_property
    def filled(self) -> Sequence[Sequence[Any]]:
        """Return the rows with each merged cell's content in all that it covers."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, right) in self.spans:
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
        return rows


def in_both_tongues(labels: Mapping[str, Any]) -> Headings:
    """Return what columns may be called: their labels in Chinese and in English."""
    return {
        name: tuple(wording.in_tongues(partial(str, label)).values())
        for name, label in labels.items()
    }


def heading(headings: Headings, name: str) -> str:
    """Return a column's heading in the reader's language."""
    known = headings[name]
    return known[0] if dates.chinese() else next(h for h in known if h.isascii())


def table(
    found: Sequence[Sheet], headings: Headings, required: Sequence[str]
) -> tuple[Sheet, int, dict[str, int]]:
    """Find the sheet and the row (from 0) that name the columns, and each column's
    position by name. Raises Faulty where no sheet has all that are required."""
    best: dict[str, int] = {}
    for sheet in found:
        for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = dict(_columns(row, headings))
            if all(name in columns for name in required):
                return sheet, number, columns
            best = max(best, columns, key=len)
    if not any(sheet.rows for sheet in found):
        raise Faulty("list.empty")
    lacking = [heading(headings, name) for name in required if name not in best]
    raise Faulty("list.columns", missing=lacking)


def _columns(row: Sequence[Any], headings: Headings) -> Iterator[tuple[str, int]]:
    for position, cell in reversed(list(enumerate(row))):
        written = cells.text(cell).casefold().replace("(", "（").replace(")", "）")
        for name, known in headings.items():
            if written.strip("*: ") in map(str.casefold, known):
                yield name, position


def opened(content: bytes) -> list[Sheet]:
    """Open a file by what it is, not by what it is called."""
    if content.startswith(b"PK\x03\x04"):
        return list(_workbook(content))
    return [_text(content)]


def media_type(content: bytes) -> str:
    """Return what kind of file a table came in."""
    return XLSX if content.startswith(b"PK") else "text/csv"


def _workbook(content: bytes) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            if size > _MOST_BYTES:
                raise Faulty("list.too_large", rows=MOST_ROWS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise Faulty("list.too_large", rows=MOST_ROWS)
            rows = sheet.to_python(skip_empty_area=False)
            yield Sheet(name, rows, sheet.merged_cell_ranges or ())
    except (zipfile.BadZipFile, CalamineError) as broken:
        raise Faulty("list.unreadable") from broken


def _text(content: bytes) -> Sheet:
    if b"\x00" in content[:4096] or content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Faulty("list.unreadable")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            written = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Faulty("list.unreadable")
    first = written.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
    except csv.Error as broken:
        raise Faulty("list.unreadable") from broken
    if len(rows) > MOST_ROWS:
        raise Faulty("list.too_large", rows=MOST_ROWS)
    return Sheet("", rows)
