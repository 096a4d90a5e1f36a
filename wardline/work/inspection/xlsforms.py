"""An XLSForm from outside: turned into an XForm by pyxform, or refused with the row
and the words that are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from wardline.base.ui.wording import refusal
from wardline.work.inspection import conversion

# what a workbook may unpack to, in bytes
MOST = 60_000_000
_SHEET = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value")
_GROUPS = ("group", "repeat")


@dataclass(frozen=True, slots=True)
class Converted:
    """An XForm, and what its workbook says of it."""

    form_id: str
    version: str
    title: str
    xml: str
    uploads: list[str]
    questions: list[dict[str, Any]]
    warnings: list[str]


def convert(content: bytes) -> Converted:
    """Convert a workbook. Raises a refusal that names sheet, column and row."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as turn

    _refuse_bomb(content)
    warnings: list[str] = []
    try:
        made = turn(content, warnings=warnings, file_type=".xlsx")
    except PyXFormError as error:
        raise _refused(str(error)) from None
    except Exception as error:  # a workbook can be wrong in ways nobody listed
        raise refusal("form.unreadable", why=str(error)[:200]) from None
    plain = made._pyxform or {}
    if "<data" in made.xform and plain.get("id_string", "data") == "data":
        raise refusal("form.no_id")
    if not plain.get("version"):
        raise refusal("form.no_version")
    return Converted(
        form_id=str(plain["id_string"]),
        version=str(plain["version"]),
        title=str(plain.get("title") or plain["id_string"]),
        xml=made.xform,
        uploads=uploads(made.xform),
        questions=list(_questions(plain.get("children", ()))),
        warnings=warnings,
    )


def uploads(xml: str) -> list[str]:
    """Return the paths at which an instance of an XForm names a file."""
    return [
        each.get("nodeset", "").split("/", 2)[-1]
        for each in _all(xml, "bind")
        if each.get("type") == "binary"
    ]


def repeats(xml: str) -> list[str]:
    """Return the paths of what repeats in an XForm."""
    found = [each.get("nodeset", "") for each in _all(xml, "repeat")]
    return [path.split("/", 2)[-1] for path in found if path]


def _all(xml: str, name: str) -> Iterator[Any]:
    from defusedxml.ElementTree import fromstring

    for each in fromstring(xml).iter():
        if each.tag.rpartition("}")[2] == name:
            yield each


def _refuse_bomb(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as book:
            size = sum(each.file_size for each in book.infolist())
    except BadZipFile:
        raise refusal("form.no_workbook") from None
    if size > MOST:
        raise refusal("form.too_large")


def _refused(words: str) -> Exception:
    """Say where a workbook is wrong, and why."""
    row, where = conversion.ROW.match(words), _SHEET.search(words)
    why = conversion.why(words)
    if row and where:
        told = {"row": row[1], "sheet": where[1], "column": where[2]}
        return refusal("form.cell", why=why, **told)
    if row:
        return refusal("form.row", why=why, row=row[1])
    return refusal("form.refused", why=why)


def _questions(children: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Walk the questions of a form in order, each with its words in both tongues."""
    for each in children:
        if each.get("name") == "meta" or each.get("type") == "calculate":
            continue
        yield {
            "code": str(each.get("name", "")),
            "type": str(each.get("type", "")),
            "depth": depth,
            **_words("question", each.get("label")),
            **_words("citation", each.get("hint")),
        }
        if each.get("type") in _GROUPS:
            yield from _questions(each.get("children", ()), depth + 1)


def _words(name: str, said: Any) -> dict[str, str]:
    """Return a label in both tongues: one of several languages, or the only one."""
    texts = said if isinstance(said, dict) else {"": str(said or "")}
    chinese = next((t for k, t in texts.items() if "zh" in k or "中文" in k), "")
    english = next((t for k, t in texts.items() if "(en" in k or "English" in k), "")
    first = next(iter(texts.values()), "")
    return {f"{name}_zh": chinese or first, f"{name}_en": english or first}
