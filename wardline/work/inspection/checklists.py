"""The form of a visit: the checklist of a kind of institution on a day, with what it
rests on, written as an XLSForm and turned into an XForm by pyxform."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording
from wardline.core.correction.words import SCOPES
from wardline.ground import seal
from wardline.work.inspection.models import ASPECTS
from wardline.work.inspection.words import ANSWERS, KNOWS

CHINESE, ENGLISH = "中文 (zh)", "English (en)"
# who is on the way: delivered beside the form, for each team its own
VISITS = "visits.csv"
# the group of what is in force and on no checklist
OTHERS = "others"
Row = dict[str, Any]


def version(questions: Sequence[Row]) -> str:
    """Return the version of a form: twelve digits of the hash of its questions."""
    plain = seal.canonical_bytes(list(questions))
    return hashlib.sha256(plain).hexdigest()[:12]


def xform(form_id: str, titles: tuple[str, str], questions: Sequence[Row]) -> str:
    """Return the XForm of a checklist in both tongues."""
    from pyxform.xls2xform import convert

    settings = {
        "form_id": form_id,
        "form_title": f"{titles[0]} {titles[1]}".strip(),
        "version": version(questions),
        "default_language": CHINESE,
        "instance_name": "${visit}",
    }
    book = {
        "survey": _even([*_gate(), *_asked(questions), *_end()]),
        "choices": _choices(),
        "settings": [settings],
    }
    made: str = convert(book, form_name="data").xform
    return made


def _even(rows: list[Row]) -> list[Row]:
    """Give the first row all the columns: pyxform learns them from the first hundred.
    Those of the tongues come early, and must not be empty."""
    columns = {name: "" for row in rows for name in row if "::" not in name}
    return [columns | rows[0], *rows[1:]]


def uploads(questions: Sequence[Row]) -> list[str]:
    """Return the paths at which an instance of a checklist names a file; a client may
    put a question into a group of its aspect or not."""
    groups = [["answers", q["aspect"], *_beside(q), q["code"]] for q in questions]
    paths = [f"answers/{q['code']}/photo" for q in questions]
    paths += [f"{'/'.join(group)}/photo" for group in groups]
    return [*paths, "again/photo", "signature", "inspector_signature"]


def _both(name: str, zh: str, en: str) -> Row:
    """Return a text in both columns; where one is missing, the other's words."""
    if not zh and not en:
        return {}
    return {f"{name}::{CHINESE}": zh or en, f"{name}::{ENGLISH}": en or zh}


def _label(text: Any) -> Row:
    """Return a text of the house as a label in both columns."""
    return _both("label", **wording.in_tongues(partial(str, text)))


def _row(kind: str, name: str, text: Any, **more: Any) -> Row:
    return {"type": kind, "name": name, **_label(text), **more}


def _gate() -> list[Row]:
    must = {"required": "yes"}
    return [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        _row(f"select_one_from_file {VISITS}", "visit", _("Home"), **must),
        _row("datetime", "arrived_at", _("At the gate since"), **must),
        _row("datetime", "let_in_at", _("Let in at")),
        _row("geopoint", "place", _("Where you stand")),
    ]


def _asked(questions: Sequence[Row]) -> list[Row]:
    rows: list[Row] = [_row("begin_group", "answers", _("Checklist"))]
    for aspect in ASPECTS:
        own = [each for each in questions if each["aspect"] == aspect]
        if own:
            rows.append(_row("begin_group", aspect, wording.say(f"aspect.{aspect}")))
            for each in own:
                rows += [] if _beside(each) else _question(each)
            rows += _others([each for each in own if _beside(each)])
            rows.append({"type": "end_group"})
    return [*rows, {"type": "end_group"}]


def _beside(each: Row) -> list[str]:
    """Return the group in which stands what no checklist names; forms of before the
    two were told apart have none."""
    return [] if each.get("listed", True) else [OTHERS]


def _others(questions: Sequence[Row]) -> list[Row]:
    """Ask apart for the measures that no checklist names: they can be passed over."""
    if not questions:
        return []
    asked = [row for each in questions for row in _question(each)]
    opened = _row("begin_group", OTHERS, _("Other measures in force here"))
    return [opened, *asked, {"type": "end_group"}]


def _question(each: Row) -> list[Row]:
    title = _both("label", each["question_zh"], each["question_en"])
    cited = _both("hint", each["citation_zh"], each["citation_en"])
    falls = {"relevant": "../answer = 'short'"}
    return [
        {"type": "begin_group", "name": each["code"], **title},
        {"type": "select_one answer", "name": "answer", **title, **cited},
        _row("text", "note", _("What falls short"), required="yes", **falls),
        _row("select_one scope", "scope", _("How far it reaches"), **falls),
        _row("datetime", "due_at", _("To be mended by"), **falls),
        _row("image", "photo", _("Photo"), parameters="max-pixels=1600", **falls),
        {"type": "end_group"},
    ]


def _end() -> list[Row]:
    signature = {"appearance": "signature"}
    unsigned = {"relevant": "${signed_by} = ''"}
    return [
        _row("integer", "headcount", _("Heads counted"), constraint=". >= 0"),
        _row("begin_repeat", "staff", _("Staff drawn by lot"), repeat_count="3"),
        _row("text", "name", _("Name")),
        _row("select_one knows", "knows", _("Asked about their duties")),
        {"type": "end_repeat"},
        _row("text", "signed_by", _("Who heard the findings for the home")),
        _row("image", "signature", _("Their signature"), **signature),
        _row("text", "refused_reason", _("If nobody signed: why"), **unsigned),
        _row("image", "inspector_signature", _("Your signature"), **signature),
    ]


def _choices() -> list[Row]:
    lists: dict[str, Any] = {"answer": ANSWERS, "scope": SCOPES, "knows": KNOWS}
    return [
        {"list_name": title, "name": name, **_label(text)}
        for title, texts in lists.items()
        for name, text in texts.items()
    ]
