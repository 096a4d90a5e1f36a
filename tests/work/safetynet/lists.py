"""Lists as departments send them, made for a test: headings, rows, and their faults."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from stdnum.cn import ric

HEADINGS = ["姓名", "身份证号", "县区", "乡镇", "村", "家庭人口", "月人均收入", "日期"]


def number(serial: int, born: str = "19500101") -> str:
    """Return a sound number that belongs to nobody."""
    body = f"620101{born}{serial % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def sound(serial: int) -> str:
    """Return one of many sound numbers."""
    year, rest = divmod(serial, 1000)
    return number(rest, f"{1930 + year}0101")


def row(serial: int, county: str = "子县", **other: Any) -> list[Any]:
    made = {
        "name": f"某{serial}",
        "number": sound(serial),
        "county": county,
        "town": "东镇",
        "village": f"村{serial % 7}",
        "members": 3,
        "income": 210.5,
        "date": date(2020, 1, 5),
    }
    return list((made | other).values())


def book(rows: list[list[Any]], headings=HEADINGS, merge: str = "", title="") -> bytes:
    """Return a workbook; ``merge`` is a range such as A3:A4."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    # the same rows are the same file, in whichever second they are written
    workbook.set_properties({"created": datetime(2020, 1, 1, tzinfo=UTC)})
    sheet = workbook.add_worksheet("名册")
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    top = 0
    if title:
        sheet.merge_range(0, 0, 0, len(headings) - 1, title)
        top = 1
    for at, cells in enumerate([headings, *rows], top):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            else:
                sheet.write(at, column, cell)
    if merge:
        sheet.merge_range(merge, "合并")
    workbook.close()
    return out.getvalue()
