"""A form that was taken in, as its inspectors will be asked it, in one of its
languages: groups, questions, choices, and the conditions in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.ui import dates
from wardline.base.ui.tags import tongue
from wardline.work.inspection import conditions, conversion, xlsforms
from wardline.work.inspection.models import FieldForm

# what a device writes down without asking
UNASKED = {
    *("start", "end", "today", "deviceid", "username", "phonenumber", "email"),
    *("simserial", "subscriberid", "audit", "start-geopoint", "background-audio"),
}
Row = Mapping[str, Any]


@dataclass(slots=True)
class Asked:
    """One question or group; its conditions as they are written, and in words where
    they are simple."""

    code: str
    type: str
    label: str
    hint: str = ""
    required: bool = False
    choices: list[str] = field(default_factory=list)
    file: str = ""
    filtered: bool = False
    times: str = ""
    as_often_as: str = ""
    relevant: str = ""
    asked_if: str = ""
    constraint: str = ""
    taken_if: str = ""
    message: str = ""
    inside: list[Asked] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Tell whether more than one choice can be taken."""
        return self.type == "select all that apply"

    @property
    def unasked(self) -> bool:
        """Tell whether the device writes it down without asking."""
        return self.type in UNASKED

    @property
    def grouped(self) -> bool:
        """Tell whether it holds other questions."""
        return self.type in xlsforms.GROUPS


def languages(rows: Sequence[Row]) -> list[str]:
    """Return the languages of a form, in the order in which they come."""
    said = (name for row in rows for name in row.get("label", ()))
    return [name for name in dict.fromkeys(said) if name]


def language(rows: Sequence[Row], wanted: str = "") -> str:
    """Return the language to show: what is wanted, the reader's own, or the first."""
    known = languages(rows)
    own = xlsforms.IN_CHINESE if dates.chinese() else xlsforms.IN_ENGLISH
    if wanted in known:
        return wanted
    return xlsforms.spoken(known, own) or next(iter(known), "")


def asked(rows: Sequence[Row], language: str) -> list[Asked]:
    """Return what a form asks, groups with what stands inside them."""
    by_code = {row["code"]: row for row in rows}

    def named(code: str, choice: str) -> str:
        row = by_code.get(code, {})
        if not choice:
            return _words(row.get("label"), language) or code
        labels = {each["name"]: each["label"] for each in row.get("choices", ())}
        return _words(labels.get(choice), language) or choice

    return _nested(iter(rows), language, named)


def chosen(row: Row, answer: str, language: str) -> str:
    """Return an answer in the words of the choices that were taken; else as it is."""
    known = {each["name"]: each["label"] for each in row.get("choices", ())}
    if not known:
        return answer
    taken = [_words(known.get(name), language) or name for name in answer.split()]
    return ("、" if dates.chinese() else ", ").join(taken)


def warnings(form: FieldForm) -> list[Any]:
    """Return what pyxform warns of in the workbook of a form, in sentences."""
    assert form.source is not None
    try:
        made = xlsforms.convert(bytes(form.source.content))
    except ValidationError as error:  # pyxform has become stricter since
        return list(error.messages)
    lines = [line for each in made.warnings for line in conversion.lines(each)]
    return [conversion.said(line) for line in lines]


def _nested(rows: Iterator[Row], language: str, named: conditions.Named) -> list[Asked]:
    top: list[Asked] = []
    open_: list[list[Asked]] = [top]
    for row in rows:
        del open_[row["depth"] + 1 :]
        each = _asked(row, language, named)
        open_[-1].append(each)
        open_.append(each.inside)
    return top


def _asked(row: Row, language: str, named: conditions.Named) -> Asked:
    relevant, constraint = row.get("relevant", ""), row.get("constraint", "")
    times = row.get("times", "")
    counted = xlsforms.REFERENCE.fullmatch(times)
    return Asked(
        code=row["code"],
        type=row["type"],
        label=_label(row, language),
        hint=_words(row.get("hint"), language),
        required=bool(row.get("required")),
        choices=[
            _words(each["label"], language) or each["name"]
            for each in row.get("choices", ())
        ],
        file=row.get("file", ""),
        filtered=bool(row.get("filtered")),
        times=times,
        as_often_as=named(counted[1], "") if counted else "",
        relevant=relevant,
        asked_if=conditions.said(relevant, named),
        constraint=constraint,
        taken_if=conditions.said(constraint, named),
        message=_words(row.get("message"), language),
    )


def _label(row: Row, language: str) -> str:
    """Return the words of a question; versions of before kept the two tongues only."""
    if "label" in row:
        return _words(row["label"], language)
    return tongue(row, "question")


def _words(said: Any, language: str) -> str:
    return str(said.get(language) or said.get("") or "") if said else ""
