"""Reads a laboratory's file: the columns by their names in either language, each row
as what it says or why it says nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wardline.base.places.queries import zone
from wardline.base.ui import cells, sheets
from wardline.base.ui.cells import Faulty
from wardline.core.roster.facts import tidied

# a column's headings, in the languages that laboratories write; Chinese first
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": (
        *("样本编号", "样本号", "标本编号", "标本号", "采样管编号", "采样管号", "管号"),
        *("样品编号", "条码号", "条码", "条形码", "样本条码", "试管编号", "试管号"),
        *("sample number", "sample no", "sample no.", "sample id", "specimen number"),
        *("specimen id", "tube number", "barcode"),
    ),
    "outcome": (
        *("检测结果", "结果", "核酸结果", "核酸检测结果", "检验结果", "结果判定"),
        *("result", "test result", "outcome", "interpretation"),
    ),
    "sampled": (
        *("采样时间", "采样日期", "采集时间", "采集日期", "标本采集时间"),
        *("样本采集时间", "specimen taken at", "sampled at", "sampling time"),
        *("collected at", "collection time", "collection date", "specimen time"),
    ),
    "reported": (
        *("报告时间", "报告日期", "出报告时间", "审核时间"),
        *("reported at", "report time", "report date"),
    ),
    "name": (
        *("姓名", "受检者", "受检人", "受检者姓名", "被采样人"),
        *("name", "patient", "patient name"),
    ),
    "laboratory": (
        *("检测机构", "检测单位", "检验机构", "检验单位", "实验室"),
        *("laboratory", "lab", "testing laboratory"),
    ),
}
REQUIRED = ("number", "outcome")
# the words of laboratories for their answers
OUTCOMES: dict[str, tuple[str, ...]] = {
    "negative": (
        "阴性",
        "阴",
        "未检出",
        "negative",
        "neg",
        "neg.",
        "not detected",
        "-",
    ),
    "positive": ("阳性", "阳", "检出", "positive", "pos", "pos.", "detected", "+"),
    "weak_positive": (
        *("弱阳性", "单靶阳性", "单靶标阳性", "单基因阳性", "weak positive"),
        *("weakly positive", "single gene positive", "weak_positive", "±"),
    ),
    "indeterminate": (
        *("可疑", "不确定", "灰区", "待复检", "待复核", "indeterminate"),
        *("inconclusive", "equivocal", "suspicious"),
    ),
    "invalid": ("无效", "不合格", "标本不合格", "样本不合格", "invalid", "rejected"),
    "lost": ("丢失", "遗失", "漏液", "破损", "未收到", "lost", "missing", "damaged"),
}
_SIGN = re.compile(r"\s*\([-+±]\)$")
_MEANT = {word: outcome for outcome, words in OUTCOMES.items() for word in words}


@dataclass(slots=True)
class Line:
    """One row: what it says; ``fault`` where it says nothing that can be understood."""

    row: int
    written: list[str]
    number: str = ""
    # Excel made a number of it: zeros in front may be lost
    bare: bool = False
    outcome: str = ""
    sampled: date | None = None
    reported: date | None = None
    name: str = ""
    laboratory: str = ""
    fault: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What a file gave."""

    headings: list[str]
    lines: list[Line]


def heading(name: str) -> str:
    """Return the heading to write in the reader's language."""
    return sheets.heading(HEADINGS, name)


def read(content: bytes) -> Reading:
    """Read a laboratory's file. Raises Faulty where no row at all can be read."""
    sheet, header, columns = sheets.table(sheets.opened(content), HEADINGS, REQUIRED)
    here, filled = zone(), sheet.filled
    headings = [cells.text(cell) for cell in sheet.rows[header]]
    named = {name: headings[at] for name, at in columns.items()}
    lines = [
        _line(number, row, columns, named, here)
        for number, row in enumerate(filled[header + 1 :], header + 2)
        if any(cell not in (None, "") for cell in row)
    ]
    if not lines:
        raise Faulty("list.empty")
    return Reading(headings, lines)


def packed(line: Line) -> str:
    """Return the row as it came, for keeping."""
    return json.dumps(line.written, ensure_ascii=False)


def unpacked(kept: str) -> list[str]:
    """Return a row as it came, from what was kept."""
    return list(json.loads(kept)) if kept else []


def _line(
    number: int,
    row: Sequence[Any],
    columns: Mapping[str, int],
    named: Mapping[str, str],
    here: Any,
) -> Line:
    said = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
    line = Line(number, [_plain(cell) for cell in row])
    line.name = cells.text(said.get("name"))
    line.laboratory = cells.text(said.get("laboratory"))
    for column, take in (
        ("outcome", _outcome),
        ("number", _number),
        ("sampled", lambda cell: _moment(cell, here)),
        ("reported", lambda cell: _moment(cell, here)),
    ):
        try:
            setattr(line, column, take(said.get(column)))
        except Faulty as wrong:
            line.fault = {
                "code": wrong.code,
                "args": {"column": named[column], **wrong.args_},
            }
    line.bare = isinstance(said.get("number"), int | float)
    return line


def _plain(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return cells.text(cell)


def _number(cell: Any) -> str:
    if cells.rounded(cell):
        raise Faulty("lab.number_rounded")
    number = tidied(cell)
    if not number:
        raise Faulty("lab.number_missing")
    return number[:60]


def _outcome(cell: Any) -> str:
    written = cells.text(cell).casefold()
    if not written:
        raise Faulty("lab.outcome_missing")
    # "阴性(-)", "Negative (-)": the sign only says it again
    word = _SIGN.sub("", written).strip("。.; ") or written
    if found := _MEANT.get(word):
        return found
    raise Faulty("lab.outcome_unknown", got=cells.text(cell))


def _moment(cell: Any, here: Any) -> date | None:
    found = cells.moment(cell)
    if isinstance(found, datetime) and found.tzinfo is None:
        return found.replace(tzinfo=here)
    return found
