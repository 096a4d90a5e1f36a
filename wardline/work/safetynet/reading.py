"""Reads a list as another department made it: every row is taken, or told why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from wardline.base.ui import sheets
from wardline.base.ui.cells import Faulty, day, text
from wardline.work.safetynet import cells

# a column's headings, in the languages that departments write; Chinese first
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "户主", "户主姓名", "name", "head of household"),
    "number": ("身份证号", "身份证号码", "公民身份号码", "证件号码", "id number"),
    "division": ("县区", "县", "区县", "县（市、区）", "county", "division"),
    "town": ("乡镇", "乡镇街道", "乡镇（街道）", "town", "township"),
    "village": ("村", "村社区", "村（社区）", "行政村", "village"),
    "members": ("家庭人口", "家庭人数", "人口", "members", "household members"),
    "income": ("月人均收入", "人均月收入", "income", "monthly income per head"),
    "assets": ("财产超标", "家庭财产超标", "assets exceeded"),
    "date": ("日期", "认定日期", "核定日期", "date", "assessed on"),
}


def heading(name: str) -> str:
    """Return the heading to write in the reader's language."""
    return sheets.heading(HEADINGS, name)


REQUIRED = ("name", "number", "members")


@dataclass(frozen=True, slots=True)
class Line:
    """A sound row."""

    row: int
    name: str
    number: str
    place: str
    village: str
    members: int
    income: Decimal | None
    assets_exceeded: bool | None
    assessed_on: date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and the row as it came."""

    sheet: str
    row: int
    column: str
    code: str
    args: dict[str, Any]
    cells: list[str]


@dataclass(slots=True)
class Reading:
    """What a file gave."""

    sheet: str = ""
    headings: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def faulty_rows(self) -> int:
        return len({fault.row for fault in self.faults})


def read(
    content: bytes, divisions: Mapping[str, Sequence[str]], here: str = ""
) -> Reading:
    """Read a list. ``divisions`` gives the codes of each name; ``here`` is meant where
    a row names none. Raises Faulty where no row at all can be read."""
    sheet, header, columns = sheets.table(sheets.opened(content), HEADINGS, REQUIRED)
    if "division" not in columns and not here:
        raise Faulty("list.columns", missing=[heading("division")])
    reading = Reading(sheet.name, [str(cell).strip() for cell in sheet.rows[header]])
    seen: dict[str, int] = {}
    for number, row in enumerate(sheet.rows[header + 1 :], header + 2):
        if all(cell in (None, "") for cell in row):
            continue
        took = _Row(row, columns, divisions, here)
        line = took.line(number)
        if number in sheet.merged:
            took.fault("", "list.merged")
        elif line and line.number in seen:
            took.fault("number", "list.repeated", row=seen[line.number])
        if line and not took.faults:
            seen[line.number] = number
            reading.lines.append(line)
        reading.faults += _told(took, sheet.name, number, reading.headings)
    if not reading.lines and not reading.faults:
        raise Faulty("list.empty")
    return reading


def _told(took: _Row, sheet: str, number: int, headings: list[str]) -> Iterator[Fault]:
    plain = [text(cell) for cell in took.row]
    for column, code, args in took.faults:
        at = took.columns.get(column)
        head = headings[at] if at is not None else ""
        yield Fault(sheet, number, head, code, args, plain)


class _Row:
    """One row being read; its faults are gathered, not only the first."""

    def __init__(
        self,
        row: Sequence[Any],
        columns: Mapping[str, int],
        divisions: Mapping[str, Sequence[str]],
        here: str,
    ) -> None:
        self.row, self.columns, self.here = row, columns, here
        self.divisions = divisions
        self.faults: list[tuple[str, str, dict[str, Any]]] = []

    def fault(self, column: str, code: str, **args: Any) -> None:
        self.faults.append((column, code, args))

    def cell(self, column: str) -> Any:
        at = self.columns.get(column)
        return self.row[at] if at is not None and at < len(self.row) else ""

    def take(self, column: str, how: Any) -> Any:
        """Read a cell; what is wrong with it becomes a fault of the row."""
        try:
            return how(self.cell(column))
        except Faulty as wrong:
            self.fault(column, wrong.code, **wrong.args_)
            return None

    def line(self, number: int) -> Line | None:
        town, village = text(self.cell("town")), text(self.cell("village"))
        line = Line(
            row=number,
            name=self.take("name", cells.name),
            number=self.take("number", cells.number),
            place=self.take("division", self._place),
            village=" ".join(part for part in (town, village) if part)[:160],
            members=self.take("members", cells.members),
            income=self.take("income", cells.money),
            assets_exceeded=self.take("assets", cells.yes_or_no),
            assessed_on=self.take("date", day),
        )
        return None if self.faults else line

    def _place(self, cell: Any) -> str:
        named = text(cell)
        if not named and self.here:
            return self.here
        if not named:
            raise Faulty("list.division_missing")
        codes = self.divisions.get(named, ())
        if not codes:
            raise Faulty("list.division_unknown", got=named)
        if len(codes) > 1:
            raise Faulty("list.division_ambiguous", got=named, codes=list(codes))
        return codes[0]
