"""Submissions of a form as tables: one for the form, one for each repeat."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_DEFLATED, ZipFile

Row = dict[str, str]
# how a spreadsheet is kept from computing what somebody typed
_FORMULA = frozenset("=+-@\t\r")


class Tables:
    """Rows by table; "" is the form's own, the others are named by their path."""

    def __init__(self, repeats: Iterable[str]) -> None:
        self._repeats = set(repeats)
        # where a tag below a path leads, and whether it is a repeat: forms are alike
        self._known: dict[tuple[str, str], tuple[str, bool]] = {}
        self.rows: dict[str, list[Row]] = {"": []}
        self.columns: dict[str, dict[str, None]] = {"": {}}

    def add(self, about: Row, xml: str) -> None:
        """Add a submission: what is known about it, and what it says."""
        row = dict(about)
        # it was read with care when it came: no entities, so that this one is safe
        self._walk(fromstring(xml), "", row, about["KEY"])
        self._put("", row)

    def _walk(self, element: Any, path: str, row: Row, key: str, top: int = 0) -> None:
        """Write what stands below an element into a row; its columns are named by
        their path below the form or the repeat, which is ``top`` letters long."""
        for child in element:
            known = self._known.get((path, child.tag))
            here, repeated = known or self._led(path, child.tag)
            column = here[top:] if top else here
            if repeated:
                inner = {"PARENT_KEY": key}
                self._walk(child, here, inner, key, len(here) + 1)
                self._put(here, inner)
            elif len(child):
                self._walk(child, here, row, key, top)
            elif column in row:
                row[column] = f"{row[column]} | {child.text or ''}"
            else:
                row[column] = child.text or ""

    def _led(self, path: str, tag: str) -> tuple[str, bool]:
        name = tag.rpartition("}")[2]
        here = f"{path}/{name}" if path else name
        self._known[path, tag] = led = here, here in self._repeats
        return led

    def _put(self, table: str, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)
        columns = self.columns.setdefault(table, {})
        if not row.keys() <= columns.keys():
            columns.update(dict.fromkeys(row))


def zipped(form_id: str, tables: Tables) -> bytes:
    """Write the tables as CSV files (UTF-8 with its mark, for Excel) in a zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as book:
        for table, rows in tables.rows.items():
            suffix = f"-{table.replace('/', '-')}" if table else ""
            columns = list(tables.columns[table])
            book.writestr(f"{form_id}{suffix}.csv", _csv(columns, rows))
    return buffer.getvalue()


def _csv(columns: list[str], rows: list[Row]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows(_cells(columns, row) for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cells(columns: list[str], row: Row) -> list[str]:
    found = [row.get(column, "") for column in columns]
    return [_plain(text) if text[:1] in _FORMULA else text for text in found]


def _plain(text: str) -> str:
    return text if _number(text) else f"'{text}"


def _number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()
