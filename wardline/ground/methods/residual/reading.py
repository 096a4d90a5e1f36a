"""Tables read strictly: a fault names its line, its column and the value there."""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeVar

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read: a code (`empty`, `not_a_number`, `out_of_range`,
    `unknown`, `not_a_window`, `no_transmission`, `too_many_cells`, `same_column`,
    `not_csv`), where, and what was expected. Line 1 is the header.
    """

    code: str
    line: int
    column: str
    value: str
    expected: str = ""


class Bad(Exception):
    """A cell that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Cells:
    """A row, and its line in the file."""

    line: int
    row: Mapping[str, str]

    def __contains__(self, column: str) -> bool:
        return bool(self.row.get(column, "").strip())

    def text(self, column: str) -> str:
        """Return a cell's text; Bad where it is empty."""
        found = self.row.get(column, "").strip()
        if not found:
            self._refuse("empty", column)
        return found

    def number(
        self, column: str, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a cell's number within limits; Bad otherwise."""
        return self._number(column, self.text(column), low, high)

    def numbers(self, column: str, low: float, high: float) -> list[float]:
        """Return the numbers of a cell, which may be empty, parted by spaces."""
        parts = self.row.get(column, "").split()
        return [self._number(column, part, low, high) for part in parts]

    def choice(self, column: str, options: Mapping[str, Option]) -> Option:
        """Return what a cell's word stands for, whatever its case; Bad otherwise."""
        word = self.text(column).casefold()
        for name, meaning in options.items():
            if name.casefold() == word:
                return meaning
        self._refuse("unknown", column, ", ".join(options))

    def span(self, column: str, most: float) -> tuple[float, float]:
        """Return a window such as -7..0, or one day such as 0; Bad otherwise."""
        parts = self.text(column).split("..")
        if len(parts) > 2:
            self._refuse("not_a_window", column)
        start, end = (
            self._number(column, part, -most, most) for part in (parts[0], parts[-1])
        )
        if start > end:
            self._refuse("not_a_window", column)
        return start, end

    def _number(self, column: str, text: str, low: float, high: float) -> float:
        try:
            found = float(text)
        except ValueError:
            self._refuse("not_a_number", column)
        if not math.isfinite(found):
            self._refuse("not_a_number", column)
        if not low <= found <= high:
            self._refuse("out_of_range", column, f"{low:g} – {high:g}")
        return found

    def _refuse(self, code: str, column: str, expected: str = "") -> NoReturn:
        value = self.row.get(column, "")[:60]
        raise Bad(Fault(code, self.line, column, value, expected))


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, its rows with their lines, and what is wrong with its form."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    faults: tuple[Fault, ...]


def table_of(text: str) -> Table:
    """Split a text into a table: commas, or semicolons or tabs where the header has
    them instead; empty lines are passed over.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows: list[tuple[int, Mapping[str, str]]] = []
    faults: list[Fault] = []
    header: tuple[str, ...] = ()
    try:
        header = tuple(name.strip() for name in next(reader, []))
        for cells in reader:
            if len(cells) > len(header):
                extra = delimiter.join(cells[len(header) :])[:60]
                faults.append(Fault("too_many_cells", reader.line_num, "", extra))
            elif any(cell.strip() for cell in cells):
                named = dict(zip(header, cells, strict=False))
                rows.append((reader.line_num, named))
    except csv.Error as error:
        faults.append(Fault("not_csv", reader.line_num, "", str(error)))
    twice = {name for name in header if name and header.count(name) > 1}
    faults += [Fault("same_column", 1, name, name) for name in sorted(twice)]
    return Table(header, tuple(rows), tuple(faults))
