"""From a record of cells to one frozen row: what each column asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wardline.front.duty.packs.reading import cells
from wardline.front.duty.packs.reading.cells import Cell, Parser
from wardline.front.duty.packs.reading.faults import Bad, Notebook, Where
from wardline.front.duty.packs.shapes import Bilingual

Given = tuple[Cell, Where]
Record = Mapping[str, Given]
BAD = object()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell is taken, and whether and where it must be found."""

    parse: Parser = cells.text
    need: bool = True
    refers: str = ""  # the table in which its code must stand
    default: object = ""
    header: str = ""  # if it is not called as the field is
    older: bool = False  # packs made before it was added go without its header

    def headers(self, name: str) -> tuple[str, ...]:
        return (self.header or name,)

    def take(self, name: str, record: Record, book: Notebook) -> object:
        """The value, its default when empty, or BAD with a fault noted."""
        if self.older and (self.header or name) not in record:
            return self.default
        cell, where = record[self.header or name]
        if cell is None or cells.text_or_blank(cell) == "":
            if self.need:
                book.fault(where, "empty")
                return BAD
            return self.default
        try:
            value = self.parse(cell)
        except Bad as bad:
            book.fault(where, bad.code, **bad.args_)
            return BAD
        if self.refers:
            for code in value if isinstance(value, tuple) else (value,):
                book.mentions.append((self.refers, str(code), where))
        return value


@dataclass(frozen=True, slots=True)
class Both:
    """Two columns, `_zh` and `_en`; one of them may be empty."""

    need: bool = True

    def headers(self, name: str) -> tuple[str, ...]:
        return (f"{name}_zh", f"{name}_en")

    def take(self, name: str, record: Record, book: Notebook) -> object:
        said = {}
        for language, header in zip(("zh", "en"), self.headers(name), strict=True):
            cell, where = record[header]
            said[language] = cells.text_or_blank(cell)
        if self.need and not any(said.values()):
            book.fault(replace(where, column=" / ".join(self.headers(name))), "empty")
            return BAD
        return Bilingual(**said)


Columns = Mapping[str, Column | Both]


def build(
    shape: Callable[..., Any], columns: Columns, record: Record, book: Notebook
) -> Any | None:
    """One row, or nothing if any of its cells is at fault."""
    values = {n: column.take(n, record, book) for n, column in columns.items()}
    return None if BAD in values.values() else shape(**values)
