"""Word documents (.docx): paragraphs, tables, content controls and text boxes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from .. import packed
from ..detect import DOCX, MEDIA_TYPES
from ..shapes import Hints, Link, Sheet, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Read the text of a .docx that unpacks to a sensible size."""
    packed.weigh(content, DOCX)
    _demand_document(packed.names(content))
    from docx import Document

    document = Document(io.BytesIO(content))
    lines = list(_lines(document.element.body))
    if not any(line.strip() for line in lines):
        raise Unreadable("empty")
    properties = document.core_properties
    return Sheet(
        "\n".join(lines).strip("\n"),
        MEDIA_TYPES[DOCX],
        hints=Hints(title=properties.title or ""),
        links=tuple(
            Link("", relation.target_ref, False)
            for relation in document.part.rels.values()
            if relation.is_external and relation.reltype.endswith("/hyperlink")
        ),
    )


def _demand_document(names: set[str]) -> None:
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise Unreadable("unknown_format", found="archive")
    if not any(name.startswith("word/") for name in names):
        raise Unreadable("unknown_format", found="slides")


def _lines(body: Any) -> Iterator[str]:
    """Yield paragraphs in order; a table row is one line, its cells set off by tabs."""
    for element in body.iter(_W + "p", _W + "tr"):
        if _inside(element, _FALLBACK) or _inside(element, _W + "tr"):
            continue
        if element.tag == _W + "p":
            yield from _text(element).split("\n")
        else:
            cells = (_cell(cell) for cell in element.iter(_W + "tc"))
            yield "\t".join(cells)


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _cell(cell: Any) -> str:
    texts = (_text(paragraph).replace("\n", " ") for paragraph in cell.iter(_W + "p"))
    return " ".join(text for text in texts if text)


def _text(paragraph: Any) -> str:
    """Join what the paragraph itself says, without text boxes inside it."""
    parts = []
    for element in paragraph.iter(_W + "t", *_SIGNS):
        if next(element.iterancestors(_W + "p")) is paragraph:
            in_run = element.getparent().tag == _W + "r"
            sign = _SIGNS.get(element.tag) if in_run else ""
            parts.append((element.text or "") if sign is None else sign)
    return "".join(parts)
