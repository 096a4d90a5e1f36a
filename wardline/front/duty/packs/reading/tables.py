"""Reads one table: its header, its rows, and every cell that is at fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wardline.front.duty.packs.reading import cells, sheets
from wardline.front.duty.packs.reading.columns import Column, Columns, build
from wardline.front.duty.packs.reading.faults import Bad, Notebook, Where


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the pack; `stem` is the file's path without its ending."""

    stem: str
    shape: type
    columns: Columns
    key: tuple[str, ...] = ("code",)
    need: bool = True

    @property
    def first(self) -> str:
        """The header by which the header row is known."""
        name, column = next(iter(self.columns.items()))
        return column.headers(name)[0]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read, and where it stands."""

    value: Any
    where: Where


def read_table(table: Table, folder: Path, book: Notebook) -> list[Row]:
    """All sound rows of a table; what is not sound stands in the notebook."""
    path = sheets.find(folder, table.stem, book, table.need)
    if not path:
        book.unread |= {table.stem} if table.need else set()
        return []
    file = path.relative_to(folder).as_posix()
    sheet = sheets.open_sheet(path, file, table.first, book)
    header = sheet and _header(sheet, table, book)
    if not sheet or not header:
        book.unread.add(table.stem.rpartition("/")[2])
        return []
    rows = []
    columns = _typed(table.columns) if sheet.typed else table.columns
    for number, line in sheet.below(sheet.header_row(table.first) or 0):
        record = {
            name: (
                line[at] if at < len(line) else None,
                Where(file, sheet.name, number, name),
            )
            for name, at in header.items()
        }
        book.know(table.stem, record)
        value = build(table.shape, columns, record, book)
        if value is not None:
            rows.append(Row(value, Where(file, sheet.name, number)))
    _note_duplicates(rows, table, book)
    return rows


def _header(sheet: sheets.Sheet, table: Table, book: Notebook) -> dict[str, int]:
    """Where each wanted column stands; nothing when one is missing."""
    number = sheet.header_row(table.first)
    where = Where(sheet.file, sheet.name, number)
    if not number:
        book.fault(where, "missing_header", name=table.first)
        return {}
    names = [str(cell or "").strip() for cell in sheet.rows[number - 1]]
    wanted = [h for n, c in table.columns.items() for h in c.headers(n)]
    for name in dict.fromkeys(filter(None, names)):
        if name not in wanted:
            book.remark(replace(where, column=name), "extra_column", name=name)
        elif names.count(name) > 1:
            book.fault(replace(where, column=name), "double_column", name=name)
    absent = [name for name in wanted if name not in names]
    lenient = {
        header
        for name, column in table.columns.items()
        if isinstance(column, Column) and column.older
        for header in column.headers(name)
    }
    missing = [name for name in absent if name not in lenient]
    for name in missing:
        book.fault(replace(where, column=name), "missing_column", name=name)
    there = [name for name in wanted if name in names]
    return {} if missing else {name: names.index(name) for name in there}


def _typed(columns: Columns) -> Columns:
    """The same columns for Excel, where a day must be a real date."""
    return {
        name: replace(column, parse=cells.typed_day)
        if isinstance(column, Column) and column.parse is cells.day
        else column
        for name, column in columns.items()
    }


def _note_duplicates(rows: list[Row], table: Table, book: Notebook) -> None:
    first: dict[tuple[object, ...], int | None] = {}
    for row in rows:
        key = tuple(getattr(row.value, name) for name in table.key)
        if key and key in first:
            where = replace(row.where, column=table.key[0])
            value = " · ".join(map(str, key))
            book.fault(where, "duplicate", value=value, first=first[key])
        first.setdefault(key, row.where.row)


def note_params(rows: list[Row], wanted: Mapping[str, Any], by: str, book: Any) -> None:
    """Hold the parameters of each row against its topic or kind."""
    for row in rows:
        name = getattr(row.value, by)
        try:
            cells.check_params(row.value.params, wanted[name], name)
        except Bad as bad:
            book.fault(replace(row.where, column="params"), bad.code, **bad.args_)
