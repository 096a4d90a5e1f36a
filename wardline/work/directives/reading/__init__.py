"""Taking a document in: bytes of a page, a file or a paste become a clean text with
every change marked, so that nothing of the original is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from . import detect
from .demands import Demand, demands
from .fields import fields
from .formats import docx, eml, html, pdf, plain, xlsx
from .injected import injected
from .marks import Draft, Segment, restore, rows, side_by_side
from .particulars import annexes
from .repair import REPAIRS, Repair, repaired, simplifications
from .shapes import Change, Edit, Kind, Link, Reading, Remark, Sheet, Unreadable

__all__ = [
    "Change",
    "Demand",
    "Kind",
    "Link",
    "Reading",
    "Remark",
    "Segment",
    "Unreadable",
    "annexes",
    "demands",
    "read",
    "restore",
    "rows",
    "side_by_side",
]

SIZE_LIMIT = 20 * 1024 * 1024
LENGTH_LIMIT = 1_000_000  # characters: some thousand pages

_FORMATS: dict[str, Callable[[bytes, str], Sheet]] = {
    detect.HTML: html.sheet,
    detect.DOCX: docx.sheet,
    detect.XLSX: xlsx.sheet,
    detect.PDF: pdf.sheet,
    detect.EML: eml.sheet,
    detect.PLAIN: plain.sheet,
}


def read(
    content: bytes,
    name: str = "",
    media_type: str = "",
    *,
    size_limit: int = SIZE_LIMIT,
    simplify: bool = True,
) -> Reading:
    """Read a document, whatever its name says it is; raise Unreadable if it is none."""
    if len(content) > size_limit:
        raise Unreadable("too_large", size=len(content), limit=size_limit)
    if not content.strip():
        raise Unreadable("empty")
    kind = detect.format_of(content)
    sheet = _sheet(kind, content, media_type)
    if len(sheet.text) > LENGTH_LIMIT:
        raise Unreadable("too_long", length=len(sheet.text), limit=LENGTH_LIMIT)
    remarks = detect.false_ending(name, media_type, kind)
    sheet = replace(sheet, remarks=(*remarks, *sheet.remarks))
    return _reading(sheet, hashlib.sha256(content).hexdigest(), simplify)


def _sheet(kind: str, content: bytes, media_type: str) -> Sheet:
    try:
        sheet = _FORMATS[kind](content, media_type)
    except Unreadable:
        raise
    except Exception as broken:  # a malformed file can fail anywhere in a parser
        raise Unreadable("damaged_file", format=kind) from broken
    if not sheet.text.strip():
        raise Unreadable("empty")
    return sheet


def _reading(sheet: Sheet, sha256: str, simplify: bool) -> Reading:
    repairs = [one for one in REPAIRS if simplify or one is not simplifications]
    draft = _mended(sheet, repairs)
    text = draft.text
    title, source = (
        repaired(hint, repairs) for hint in (sheet.hints.title, sheet.hints.source)
    )
    hints = replace(sheet.hints, title=title, source=source)
    known = fields(text, hints)
    return Reading(
        title=known.title,
        date=known.date,
        source=known.source,
        number=known.number,
        issuer=known.issuer,
        urgency=known.urgency,
        addressees=known.addressees,
        annexes=known.annexes,
        body=text[known.start : known.end].strip("\n"),
        text=text,
        original_text=sheet.text,
        changes=draft.changes(),
        remarks=sheet.remarks,
        links=sheet.links,
        media_type=sheet.media_type,
        sha256=sha256,
    )


def _mended(sheet: Sheet, repairs: list[Repair]) -> Draft:
    """Cut what is not the document, then undo each kind of damage in turn."""
    draft = Draft(sheet.text)
    if sheet.wrapped:
        draft.apply(sheet.cuts)
        draft.apply(pdf.unwrap(draft.text))
        draft.apply(injected(draft.text))
    else:
        draft.apply(_cuts(sheet))
    for repair in repairs:
        draft.apply(repair(draft.text))
    return draft


def _cuts(sheet: Sheet) -> list[Edit]:
    """Cut advertising, by that name, and whatever else is not the document."""
    found = injected(sheet.text)
    lines = {edit.start for edit in found}
    rest = [cut for cut in sheet.cuts if cut.start not in lines]
    return sorted([*found, *rest], key=lambda cut: cut.start)
