"""Samples of invented people, and files as laboratories send them."""

from io import BytesIO

import xlsxwriter

from tests.factories.world import moment
from wardline.base.places import clock
from wardline.core.roster import actions as roster

HEADINGS = ["姓名", "样本编号", "采样时间", "检测结果"]


def enrolled(w, count, at="T101-1"):
    """Enrol people of a home."""
    since = moment("2019-12-01 09:00")
    rows = [
        {"kind": "resident", "name": f"某{n}", "from_at": since, "room": f"{n // 20}"}
        for n in range(count)
    ]
    return roster.enrol_many(by=w.post("duty", at), at=at, rows=rows)


def took(w, tubes, when="2020-02-15 10:00", at="T101-1"):
    """Take samples at a moment, written down in that moment."""
    with clock.set_to(moment(when)):
        return roster.take_samples(
            by=w.post("duty", at),
            at=at,
            tubes=tubes,
            taken_at=moment(when),
            pathogen="SARS-CoV-2",
        )


def answer(number, outcome="阴性", sampled="2020-02-15 10:00", name=""):
    return [name, number, sampled, outcome]


def sheet(rows, headings=HEADINGS, title="", merge=()):
    """Return a workbook; ``merge`` holds (first row, column, last row, what)."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, top = book.add_worksheet("结果"), 0
    if title:
        page.merge_range(0, 0, 0, len(headings) - 1, title)
        top = 1
    for number, cells in enumerate([headings, *rows], top):
        page.write_row(number, 0, cells)
    for first, column, last, what in merge:
        page.merge_range(first, column, last, column, what)
    book.close()
    return out.getvalue()


def csv(rows, headings=HEADINGS, encoding="gb18030"):
    lines = [",".join(map(str, cells)) for cells in [headings, *rows]]
    return "\r\n".join(lines).encode(encoding)
