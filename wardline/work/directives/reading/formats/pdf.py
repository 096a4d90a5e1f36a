"""PDF files that carry text; one that is a picture of a page is refused as scanned."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from ..detect import MEDIA_TYPES, PDF
from ..shapes import Edit, Hints, Kind, Remark, Sheet, Unreadable

STREAM_LIMIT = 8 * 1024 * 1024  # drawing orders of one page, unpacked
TOTAL_LIMIT = 64 * 1024 * 1024  # and of all pages
ORDERS_LIMIT = 5_000_000  # orders of all pages with forms, repeats counted
PAGES_LIMIT = 3_000
_NUMBER = re.compile(r"\s*(?:[-—–－]\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[-—–－])?\s*")


_INDENT = re.compile("[ 　\xa0]+")
_ITEM = r"\s|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]"


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Read the text of every page."""
    from pypdf import PdfReader

    # its warnings are about the file, and the remarks tell what matters
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted_pdf")
    if len(reader.pages) > PAGES_LIMIT:
        raise Unreadable("too_many_pages", pages=len(reader.pages), limit=PAGES_LIMIT)
    pages = _pages(reader)
    without = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(without) == len(pages):
        raise Unreadable("scanned_pdf", pages=len(pages))
    text, cuts = _joined([page for page in pages if page.strip()])
    return Sheet(
        text,
        MEDIA_TYPES[PDF],
        hints=Hints(title=_name(reader)),
        cuts=cuts,
        remarks=(Remark("pages_without_text", {"pages": without}),) if without else (),
        wrapped=True,
    )


def _name(reader: Any) -> str:
    about = reader.metadata
    return str(about.get("/Title") or "") if about else ""


def _pages(reader: Any) -> list[str]:
    """Extract the text page by page, refusing a file that unpacks without end."""
    orders = total = 0

    def count(*_: Any) -> None:
        nonlocal orders
        orders += 1
        if orders > ORDERS_LIMIT:
            raise Unreadable("zip_bomb", size=orders, limit=ORDERS_LIMIT)

    texts = []
    for page in reader.pages:
        own, formed = _weights(page)
        total += own
        if own + formed > STREAM_LIMIT or total > TOTAL_LIMIT:
            raise Unreadable("zip_bomb", size=own + formed, limit=STREAM_LIMIT)
        # only forms can repeat, and counting takes a third more time
        text = page.extract_text(visitor_operand_before=count if formed else None)
        texts.append("\n".join(line.rstrip() for line in text.splitlines()))
    return texts


def _weights(page: Any) -> tuple[int, int]:
    """Measure a page's own drawing orders, and those of the forms it can call."""
    contents = page.get_contents()
    own = len(contents.get_data()) if contents is not None else 0
    formed, seen, resources = 0, set(), [page.get("/Resources")]
    while resources:
        found = resources.pop()
        forms = found.get_object().get("/XObject") if found is not None else None
        for form in (forms.get_object() if forms else {}).values():
            item = form.get_object()
            if id(item) not in seen and item.get("/Subtype") == "/Form":
                seen.add(id(item))
                formed += len(item.get_data())
                resources.append(item.get("/Resources"))
    return own, formed


def _joined(pages: list[str]) -> tuple[str, tuple[Edit, ...]]:
    """Set the pages one below the other; cut page numbers, when several have one."""
    lines: list[str] = []
    numbers: set[int] = set()
    for page in pages:
        rows = [row for row in page.split("\n") if row.strip()]
        edges = {len(lines), len(lines) + len(rows) - 1} if len(rows) > 1 else set()
        numbers |= {at for at in edges if _NUMBER.fullmatch(rows[at - len(lines)])}
        lines += rows
    if len(numbers) < len(pages) - 1:
        numbers = set()
    cuts, at = [], 0
    for number, line in enumerate(lines):
        end = at + len(line) + 1
        if number in numbers:
            last = number == len(lines) - 1
            cuts.append((at - last, end - last))
        at = end
    whole = tuple(Edit(*cut, "", Kind.FURNITURE, "page_number") for cut in cuts)
    return "\n".join(lines), whole


def unwrap(text: str) -> list[Edit]:
    """Join lines that the width of the page, not the writer, has cut."""
    lines = text.split("\n")
    widths = [sum(2 if sign > "⺀" else 1 for sign in line) for line in lines]
    full = 0.86 * max(sorted(widths)[: max(1, len(widths) * 19 // 20)], default=0)
    indented = any(re.match(r"[ 　]{2}", line) for line in lines)
    ends = () if indented else tuple("。！？.；")
    edits, at = [], 0
    for number, line in enumerate(lines):
        if blank := _INDENT.match(line):
            edits.append(Edit(at, at + blank.end(), "", Kind.SPACE, "page_indent"))
        end = at + len(line)
        following = "".join(lines[number + 1 : number + 2])
        runs_on = widths[number] >= full and not line.endswith(ends)
        if runs_on and following and not re.match(_ITEM, following):
            after = " " if line[-1] < "⺀" and following[0] < "⺀" else ""
            edits.append(Edit(end, end + 1, after, Kind.LINE, "wrapped_line"))
        at = end + 1
    return edits
