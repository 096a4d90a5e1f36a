"""Reads a sheet of orders: one finding a row, columns by their names in either
language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from wardline.base.places import queries as places
from wardline.base.ui import cells, sheets, wording
from wardline.base.ui.cells import Faulty
from wardline.core.correction.words import SHEET

_REQUIRED = ("number", "what", "due_at")
_NUMBER = re.compile(r"\d{1,18}")
# a term that names a day alone runs to its end
_END = time(23, 59)


@dataclass(frozen=True, slots=True)
class Asked:
    """One order that is asked for; ``fault`` is why its row cannot be understood."""

    row: int
    number: int | None = None
    what: str = ""
    due_at: datetime | None = None
    fault: str = ""


@cache
def headings() -> Mapping[str, tuple[str, ...]]:
    """Return what each column may be called."""
    return sheets.in_both_tongues(SHEET)


def read(content: bytes) -> list[Asked]:
    """Read the rows in which something is ordered; those left empty ask for nothing.

    Raises Faulty where no row at all can be read.
    """
    sheet, header, columns = sheets.table(sheets.opened(content), headings(), _REQUIRED)
    rows = enumerate(sheet.rows[header + 1 :], header + 2)
    found = [_asked(number, _said(row, columns)) for number, row in rows]
    asked = [each for each in found if each]
    if not asked:
        raise Faulty("correction.sheet.nothing")
    return asked


def _said(row: Sequence[Any], columns: Mapping[str, int]) -> dict[str, Any]:
    return {name: row[at] if at < len(row) else "" for name, at in columns.items()}


def _asked(row: int, said: Mapping[str, Any]) -> Asked | None:
    what = cells.text(said["what"])
    if not what and not cells.text(said["due_at"]):
        return None
    number = cells.text(said["number"])
    known = int(number) if _NUMBER.fullmatch(number) else None
    if known is None:
        code = "no_number" if number else "blank"
        return Asked(row, fault=_fault("number", code, number))
    if not what:
        return Asked(row, known, fault=_fault("what", "blank"))
    try:
        due_at = _moment(cells.moment(said["due_at"]))
    except Faulty:
        got = cells.text(said["due_at"])
        return Asked(row, known, what, fault=_fault("due_at", "no_moment", got))
    if due_at is None:
        return Asked(row, known, what, fault=_fault("due_at", "blank"))
    return Asked(row, known, what[:2000], due_at)


def _moment(given: datetime | date | None) -> datetime | None:
    if given is None:
        return None
    if not isinstance(given, datetime):
        given = datetime.combine(given, _END)
    return given.replace(tzinfo=places.zone())


def _fault(name: str, code: str, got: str = "") -> str:
    column = sheets.heading(headings(), name)
    return str(wording.say(f"correction.sheet.{code}", column=column, got=got))
