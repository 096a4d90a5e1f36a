"""Web pages: every visible line is kept; what is not the document is cut and marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..detect import HTML, MEDIA_TYPES, decode
from ..script import HAN
from ..shapes import Edit, Hints, Kind, Link, Sheet, Unreadable

EXTRACTOR_LIMIT = 2_000_000  # beyond it, only our own reading of the page
TAGS_LIMIT = 300_000  # each takes half a kilobyte of memory or more
_BLOCKS = frozenset(
    """address article aside blockquote body br center dd div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section
    table tbody tfoot thead tr ul caption""".split()  # noqa: SIM905
)
_UNSEEN = frozenset(
    "head script style template noscript svg iframe object".split()  # noqa: SIM905
)
_FURNITURE = frozenset(["nav", "footer", "aside", "form", "button", "select", "label"])
_ATTACHED = re.compile(r"\.(docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|ofd)$", re.I)
_ANNEX = re.compile(r"附件|Annex|Attachment", re.I)
_LINE_IN_CHINESE = re.compile(
    rf"(?<=[{HAN}，。、；：])[ \t]*\r?\n\s*(?=[{HAN}，。、；：])"
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0")


@dataclass(slots=True)
class Block:
    """One visible line, where it stood, and why it may not be part of the document."""

    text: str
    parent: Any
    tag: str
    why: str = ""


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Read a page: its lines, what it says of itself, and which lines to cut."""
    page, remarks = decode(content, media_type)
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    if (tags := page.count("<")) > TAGS_LIMIT:
        raise Unreadable("too_intricate", tags=tags, limit=TAGS_LIMIT)
    root = lxml_html.document_fromstring(page)
    blocks = list(_blocks(root))
    if not blocks:
        raise Unreadable("empty")
    hints, main = _extracted(page, root, blocks)
    _judge(blocks, main, hints.title)
    return Sheet(
        "\n".join(block.text for block in blocks),
        MEDIA_TYPES[HTML],
        hints=hints,
        cuts=tuple(_cuts(blocks)),
        links=tuple(_links(root)),
        remarks=tuple(remarks),
    )


def _blocks(root: Any) -> Iterator[Block]:
    """Walk the page once and yield its visible lines in order."""
    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            parts.append(element.tail or "")
            continue
        tag = element.tag
        if event == "start" and tag in _UNSEEN:
            walker.skip_subtree()
            continue
        if tag in _BLOCKS:
            holder = element if event == "end" else element.getparent()
            yield from _flushed(parts, holder)
        if event == "end" and tag in ("td", "th"):
            parts.append("\v")
        parts.append((element.text if event == "start" else element.tail) or "")


def _flushed(parts: list[str], holder: Any) -> Iterator[Block]:
    text = _LINE_IN_CHINESE.sub("", "".join(parts))
    parts.clear()
    cells = [_WHITE.sub(" ", cell).strip(" ") for cell in text.split("\v")]
    text = "\t".join(cells).strip("\t")
    if text.strip() and holder is not None:
        yield Block(text, holder, holder.tag, _outside(holder))


def _outside(holder: Any) -> str:
    """Say why a line cannot be part of the document, by where it stands."""
    for element in (holder, *holder.iterancestors()):
        if element.tag in _FURNITURE:
            return "page_furniture"
        style = element.get("style") or ""
        if _HIDDEN.search(style) or element.get("hidden") is not None:
            return "hidden_text"
    return ""


def _extracted(page: str, root: Any, blocks: list[Block]) -> tuple[Hints, str]:
    """Ask the extractor for the main text and the page's own particulars."""
    meta = {
        (element.get("name") or element.get("property") or "").lower(): element.get(
            "content", ""
        )
        for element in root.iter("meta")
    }
    found: Any = None
    if len(page) <= EXTRACTOR_LIMIT:
        import trafilatura

        try:
            found = trafilatura.bare_extraction(page, include_comments=False)
        except Exception:  # it may fail on a strange page; our own walk does not
            found = None
    name = "".join(root.xpath("string(//title)").split("\n")).strip()
    title = meta.get("articletitle") or _heading(blocks, name, meta)
    return Hints(
        title=title or (found and found.title) or name,
        date=meta.get("pubdate") or (found and found.date) or "",
        source=meta.get("contentsource") or meta.get("og:site_name") or "",
    ), (found and found.text) or ""


def _heading(blocks: list[Block], name: str, meta: dict[str, str]) -> str:
    """Choose the heading that the page's own name contains, else the highest."""
    heads = [b for b in blocks if re.fullmatch("h[1-3]", b.tag) and not b.why]
    said = name + "\n" + meta.get("og:title", "")
    named = [block for block in heads if block.text in said]
    ranked = sorted(named or heads, key=lambda block: block.tag)
    return ranked[0].text if ranked else ""


def _judge(blocks: list[Block], main: str, title: str) -> None:
    """Mark the lines above the title and below the text as page furniture."""
    bare = _bare(main)
    cells = [[_bare(cell) for cell in block.text.split("\t")] for block in blocks]
    kept = [
        number
        for number, block in enumerate(blocks)
        if not block.why and all(cell in bare for cell in cells[number])
    ]
    if sum(len(blocks[number].text) for number in kept) < 80:
        kept = [number for number, block in enumerate(blocks) if not block.why]
    if not kept:
        return
    heads = [n for n, block in enumerate(blocks) if block.text == title]
    first = min([n for n in heads if n <= kept[0]][-1:] or kept[:1])
    last = kept[-1]
    while last + 1 < len(blocks) and blocks[last + 1].parent is blocks[last].parent:
        last += 1
    home = blocks[last].parent.getparent()
    while last + 1 < len(blocks) and _belongs(blocks[last + 1], home):
        last += 1
    for number, block in enumerate(blocks):
        if not first <= number <= last:
            block.why = block.why or "page_furniture"


def _belongs(block: Block, home: Any) -> bool:
    """Say whether a line below the text stands in its box, or names an attachment."""
    boxed = home is not None and home.tag not in ("body", "html")
    return _ANNEX.match(block.text) is not None or (
        boxed and block.parent.getparent() is home
    )


def _bare(text: str) -> str:
    return "".join(text.split()).replace("|", "")


def _cuts(blocks: list[Block]) -> Iterator[Edit]:
    """Cut each run of lines that are not part of the document."""
    at, end = 0, sum(len(block.text) + 1 for block in blocks) - 1
    for block in blocks:
        stop = at + len(block.text) + 1
        if block.why:
            yield Edit(at, min(stop, end), "", Kind.FURNITURE, block.why)
        at = stop


def _links(root: Any) -> Iterator[Link]:
    for anchor in root.iter("a"):
        address = (anchor.get("href") or "").strip()
        if address and not address.lower().startswith(("javascript:", "#")):
            text = " ".join(anchor.text_content().split())
            yield Link(text, address, bool(_ATTACHED.search(address)))
