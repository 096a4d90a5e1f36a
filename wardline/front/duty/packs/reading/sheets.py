"""Opens CSV and XLSX files and finds the header row, with true row numbers."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardline.front.duty.packs.reading.cells import Cell
from wardline.front.duty.packs.reading.faults import Notebook, Where

HEADER_WITHIN = 10
# Excel in China still writes the second
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as they stand; the first of them is row 1, as Excel counts."""

    file: str
    name: str
    typed: bool  # cells know whether they are dates or numbers
    rows: Sequence[Sequence[Cell]]

    def header_row(self, key: str) -> int | None:
        """The number of the row that names the columns, if there is one."""
        for number, row in enumerate(self.rows[:HEADER_WITHIN], 1):
            if key in (str(cell).strip() for cell in row):
                return number
        return None

    def below(self, number: int) -> Iterator[tuple[int, Sequence[Cell]]]:
        """All rows under the header that hold something."""
        for row, cells in enumerate(self.rows[number:], number + 1):
            if any(cell not in (None, "") for cell in cells):
                yield row, cells


def find(folder: Path, stem: str, book: Notebook, need: bool) -> Path | None:
    """The table's file, CSV or XLSX."""
    there = [p for p in (folder / f"{stem}.csv", folder / f"{stem}.xlsx") if p.exists()]
    if len(there) > 1:
        book.fault(Where(f"{stem}.xlsx"), "two_files")
    if not there and need:
        book.fault(Where(f"{stem}.csv"), "missing_file")
    return there[0] if there else None


def open_sheet(path: Path, file: str, key: str, book: Notebook) -> Sheet | None:
    """The sheet that holds the table, or nothing and a fault."""
    if path.suffix == ".csv":
        written = decode(path, file, book)
        return None if written is None else Sheet(file, "", False, table(written))
    return _workbook(path, file, key, book)


def decode(path: Path, file: str, book: Notebook) -> str | None:
    """Text as UTF-8, or as GB 18030, which older Excel writes in China."""
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    book.fault(Where(file), "bad_encoding")
    return None


def table(written: str) -> list[list[str]]:
    """Records of a CSV text, whatever of the three usual signs parts them."""
    head = written.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))


def _workbook(path: Path, file: str, key: str, book: Notebook) -> Sheet | None:
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as opened:
            named = [(n, opened.get_sheet_by_name(n)) for n in opened.sheet_names]
            sheets = [
                (Sheet(file, name, True, sheet.to_python(skip_empty_area=False)), sheet)
                for name, sheet in named
            ]
            merged = {name: sheet.merged_cell_ranges or [] for name, sheet in named}
    # calamine raises its own errors and, on a damaged zip, others too
    except Exception as error:
        book.fault(Where(file), "unreadable", why=str(error)[:80])
        return None
    found = next((s for s, _ in sheets if s.header_row(key)), sheets[0][0])
    for (top, left), (bottom, right) in merged[found.name]:
        area = f"{_cell(top, left)}:{_cell(bottom, right)}"
        where = Where(file, found.name, top + 1, _letters(left))
        book.fault(where, "merged_cells", area=area)
    return found


def _cell(row: int, column: int) -> str:
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
