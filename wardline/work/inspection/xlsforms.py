"""An XLSForm from outside: turned into an XForm by pyxform, or refused with the row
and the words that are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from wardline.base.ui.wording import refusal
from wardline.work.inspection import conversion

# what a workbook may unpack to, in bytes
MOST = 60_000_000
GROUPS = ("group", "repeat")
REFERENCE = re.compile(r"\$\{([\w.-]+)\}")
# how a language names itself, and its code
IN_CHINESE, IN_ENGLISH = ("zh", "中文"), ("(en", "English")


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
        raise conversion.refused(str(error)) from None
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


def _questions(children: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Walk the questions of a form in order: each with its words in both tongues, and
    as it stands in the workbook."""
    counted = {
        each["name"]: each["bind"]["calculate"]
        for each in children
        if each.get("type") == "calculate" and "calculate" in each.get("bind", {})
    }
    for each in children:
        if each.get("name") == "meta" or each.get("type") == "calculate":
            continue
        yield {
            "code": str(each.get("name", "")),
            "type": str(each.get("type", "")),
            "depth": depth,
            **_words("question", each.get("label")),
            **_words("citation", each.get("hint")),
            **{name: said for name, said in _details(each, counted) if said},
        }
        if each.get("type") in GROUPS:
            yield from _questions(each.get("children", ()), depth + 1)


def _details(each: Any, counted: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Give what a question shows and demands, where it has it."""
    bind, times = each.get("bind", {}), each.get("control", {}).get("jr:count", "")
    known = REFERENCE.fullmatch(times)
    yield "label", _said(each.get("label"))
    yield "hint", _said(each.get("hint"))
    yield "message", _said(bind.get("jr:constraintMsg"))
    yield "required", bind.get("required") not in (None, "no", "false()")
    yield "relevant", bind.get("relevant", "")
    yield "constraint", bind.get("constraint", "")
    yield "times", counted.get(known[1], times) if known else times
    yield "choices", _choices(each)
    yield "filtered", "choice_filter" in each
    yield "file", "" if "choices" in each else each.get("itemset", "")


def _choices(each: Any) -> list[dict[str, Any]]:
    return [
        {"name": str(choice.get("name", "")), "label": _said(choice.get("label"))}
        for choice in each.get("choices", ())
    ]


def _said(words: Any) -> dict[str, str]:
    """Return words by language; by "" where the workbook names none."""
    texts = words if isinstance(words, dict) else {"": words}
    return {name: str(text) for name, text in texts.items() if text}


def _words(name: str, words: Any) -> dict[str, str]:
    """Return a label in both tongues: one of several languages, or the only one."""
    texts = _said(words)
    first = next(iter(texts.values()), "")
    return {
        f"{name}_zh": texts.get(spoken(texts, IN_CHINESE), first),
        f"{name}_en": texts.get(spoken(texts, IN_ENGLISH), first),
    }


def spoken(languages: Iterable[str], own: tuple[str, ...]) -> str:
    """Return the first language that names itself so, or has that code; else ""."""
    return next((k for k in languages if any(each in k for each in own)), "")
