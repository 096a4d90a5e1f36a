"""Opens an XLSX or CSV file: rows under their true numbers, and where cells merge."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from wardline.work.safetynet.cells import Faulty

MOST_ROWS, MOST_COLUMNS = 200_000, 200
# what a workbook may unpack to: a bomb is refused before it is opened
_MOST_BYTES = 600 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet; ``merged`` holds the numbers of rows with merged cells."""

    name: str
    rows: Sequence[Sequence[Any]]
    merged: frozenset[int] = frozenset()


def opened(content: bytes) -> list[Sheet]:
    """Open a file by what it is, not by what it is called."""
    if content.startswith(b"PK\x03\x04"):
        return list(_workbook(content))
    return [_text(content)]


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
            spans = sheet.merged_cell_ranges or []
            merged = {
                row + 1 for top, end in spans for row in range(top[0], end[0] + 1)
            }
            rows = sheet.to_python(skip_empty_area=False)
            yield Sheet(name, rows, frozenset(merged))
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
