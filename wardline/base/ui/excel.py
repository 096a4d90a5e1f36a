"""Tables for those who work in Excel: sheets headed in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from django.http import HttpResponse, QueryDict
from django.utils import timezone

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Sheet = tuple[Any, Sequence[Any], Iterable[Sequence[Any]]]
_NAME = 31  # letters of a sheet's name, at most


def answer(
    name: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Answer with a workbook called ``name``; text stays text, whatever it begins with.

    Days and times are real ones, in the active zone.
    """
    return book(name, [(None, headings, rows)])


def link(asked: QueryDict) -> str:
    """Return the address of the list at hand, as it is searched and sorted, as a
    workbook."""
    query = asked.copy()
    query["export"] = "1"
    return f"?{query.urlencode()}"


def book(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """Answer with a workbook of several sheets: each a title, headings and rows."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#E8F0F0"}
        ),
        "text": book.add_format({"quote_prefix": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for title, headings, rows in sheets:
        sheet = book.add_worksheet(str(title)[:_NAME] if title else None)
        _fill(sheet, headings, rows, formats)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _fill(
    sheet: Any, headings: Sequence[Any], rows: Iterable[Sequence[Any]], formats: Any
) -> None:
    # the arrow of the filter stands beside the heading
    widths = [_width(heading) + 3 for heading in headings]
    number = 0
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, str(heading), formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, formats)
            widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, 8), 50))
    sheet.freeze_panes(1, 0)
    if headings:
        sheet.autofilter(0, 0, number, len(headings) - 1)


def _width(value: Any) -> int:
    """Return how wide a value is written: a Chinese character takes two places."""
    if isinstance(value, datetime):
        return 17
    text = "" if value is None else str(value)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _write(sheet: Any, row: int, column: int, value: Any, formats: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case datetime():
            local = timezone.localtime(value).replace(tzinfo=None)
            sheet.write_datetime(row, column, local, formats["moment"])
        case date():
            sheet.write_datetime(row, column, value, formats["day"])
        case _:
            sheet.write_string(row, column, str(value), formats["text"])
