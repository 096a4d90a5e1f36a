"""E-mail (.eml): the letter, or the document that hangs on it, whichever says more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from ..detect import DOCX, EML, HTML, MEDIA_TYPES, PDF, PLAIN, XLSX, format_of
from ..shapes import Hints, Remark, Sheet, Unreadable
from . import docx, html, pdf, plain, xlsx

PARTS_LIMIT = 200
_FORMATS: dict[str, Callable[[bytes, str], Sheet]] = {
    HTML: html.sheet,
    DOCX: docx.sheet,
    XLSX: xlsx.sheet,
    PDF: pdf.sheet,
    PLAIN: plain.sheet,
}


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Read a letter. The readable attachment with the most text is the document, where
    it says more than the letter; the others are named, none is lost."""
    letter = BytesParser(policy=policy.default).parsebytes(content)
    parts = dict(_attached(letter))
    read = {name: found for name, part in parts.items() if (found := _tried(part))}
    name = max(read, key=lambda each: len(read[each].text), default="")
    body = _body(letter)
    hung = read.get(name)
    if hung is not None and len(hung.text) > len(body.text):
        remarks = [*hung.remarks, Remark("read_from_attachment", {"name": name})]
        chosen, rest = hung, parts.keys() - {name}
    else:
        remarks, chosen, rest = list(body.remarks), body, parts.keys()
    if rest:
        remarks.append(Remark("attachments_apart", {"names": ", ".join(sorted(rest))}))
    hints = chosen.hints if chosen is hung else _hints(letter)
    return replace(
        chosen, media_type=MEDIA_TYPES[EML], hints=hints, remarks=tuple(remarks)
    )


def _body(letter: EmailMessage) -> Sheet:
    part = letter.get_body(("plain", "html"))
    if part is None:
        return Sheet("", MEDIA_TYPES[EML])
    raw, kind = _bytes(part), HTML if part.get_content_subtype() == "html" else PLAIN
    charset = part.get_content_charset() or "utf-8"
    return _FORMATS[kind](raw, f"{part.get_content_type()}; charset={charset}")


def _attached(letter: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the files that hang on a letter under names of their own."""
    seen: dict[str, int] = {}
    for number, part in enumerate(letter.iter_attachments(), start=1):
        if number > PARTS_LIMIT:
            raise Unreadable("too_intricate", tags=number, limit=PARTS_LIMIT)
        name = part.get_filename() or f"{number}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", _bytes(part)


def _bytes(part: Any) -> bytes:
    found: bytes | None = part.get_payload(decode=True)
    return found or b""


def _tried(content: bytes) -> Sheet | None:
    """Read an attachment; one that cannot be read stays a name."""
    try:
        return _FORMATS[format_of(content)](content, "") if content.strip() else None
    except Exception:  # a malformed file can fail anywhere in a parser
        return None


def _hints(letter: EmailMessage) -> Hints:
    sender = letter["from"]
    named = sender.addresses[0].display_name if sender and sender.addresses else ""
    date = letter["date"]
    day = date.datetime.date().isoformat() if date and date.datetime else ""
    return Hints(title=str(letter["subject"] or ""), date=day, issuer=named)
