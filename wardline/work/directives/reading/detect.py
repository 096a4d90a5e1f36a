"""Says what a file is by what is in it, never by its ending, and decodes its text."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from . import packed
from .shapes import Remark, Unreadable

HTML, DOCX, XLSX, PDF, EML, PLAIN = "html", "docx", "xlsx", "pdf", "eml", "text"

MEDIA_TYPES = {
    HTML: "text/html",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
    EML: "message/rfc822",
    PLAIN: "text/plain",
}
ENDINGS = {
    HTML: {".html", ".htm", ".shtml", ".xhtml", ".jsp", ".aspx", ".php"},
    DOCX: {".docx", ".docm", ".dotx"},
    XLSX: {".xlsx", ".xlsm"},
    PDF: {".pdf"},
    EML: {".eml"},
    PLAIN: {".txt", ".text", ".md", ".log"},
}
_KNOWN = {
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"BM": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = re.compile(r"<(!doctype html|html|head|body|div|p|table|h[1-6]|br|span)\b", re.I)
_CLOSED = re.compile(r"</(html|head|body|div|p|table|h[1-6]|span|title)\s*>", re.I)
_HEADER = re.compile(rb"^([A-Za-z-]{2,40}):", re.M)
_BY_MACHINES = {b"mime-version", b"message-id", b"received", b"return-path"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# the commonest characters of running Chinese, in both scripts
_COMMON = frozenset(
    "的一是不了在人有和这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年"
    "這為個國時來們對會發，。、：；（）“”《》日月号號工民政机構机构务務通知关關各市"
)


def format_of(content: bytes) -> str:
    """Name the format by its content; raise Unreadable for one we do not take."""
    head = content[:1024]
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return XLSX if "xl/workbook.xml" in packed.names(content) else DOCX
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("encrypted_document")
        raise Unreadable("unknown_format", found="doc")
    for mark, found in _KNOWN.items():
        if head.startswith(mark) and (found != "image" or b"\x00" in head):
            raise Unreadable("unknown_format", found=found)
    marked = any(content.startswith(mark) for mark, _ in _MARKS)
    if not marked and b"\x00" in content:
        raise Unreadable("unknown_format", found="binary")
    if _is_letter(content[:65_536]):
        return EML
    text, _ = decode(content[:65_536])
    return HTML if _TAG.search(text) and _looks_closed(content, text) else PLAIN


def _is_letter(content: bytes) -> bool:
    """Tell an e-mail by headers that nobody types: From and To alone are no letter."""
    head = content.lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    found = _HEADER.finditer(head.partition(b"\n\n")[0])
    names = {match[1].lower() for match in found}
    return b"from" in names and bool(names & _BY_MACHINES)


def _looks_closed(content: bytes, text: str) -> bool:
    return bool(_CLOSED.search(text) or b"</" in content[-4096:])


def decode(content: bytes, media_type: str = "") -> tuple[str, list[Remark]]:
    """Decode text, whatever it declares; say so when characters were lost."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replacing(content, encoding)
    declared = _CHARSET.search(content[:4096]) or _CHARSET.search(media_type.encode())
    text = _strict(content, "utf-8")
    if text is not None:
        return text, []
    names = ["gb18030", "big5", "cp1252"]
    if declared and (text := _strict(content, _wider(declared[1].decode("ascii")))):
        return text, []
    tries = [text for name in names if (text := _strict(content, name))]
    best = max(tries, key=_commonness, default=None)
    if best is not None and _commonness(best) > 0.05:
        return best, [Remark("encoding_guessed")]
    sure = content.decode("utf-8", "replace")
    if sure.count("\ufffd") * 50 < len(sure) or best is None:
        return _replacing(content, "utf-8")
    return best, [Remark("encoding_guessed")]


def _wider(name: str) -> str:
    """GB 2312 and GBK are parts of GB 18030, and pages declare the smallest."""
    return "gb18030" if name.lower() in {"gb2312", "gbk", "gb_2312-80"} else name


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        # a page cut off in the middle of its last character is still that encoding
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content)
        except (UnicodeError, LookupError):
            return None


def _replacing(content: bytes, encoding: str) -> tuple[str, list[Remark]]:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text, [Remark("characters_lost", {"count": lost})] if lost else []


def _commonness(text: str) -> float:
    wide = [sign for sign in text[:50_000] if sign > "\x7f"]
    return sum(sign in _COMMON for sign in wide) / max(1, len(wide))


def false_ending(name: str, media_type: str, kind: str) -> list[Remark]:
    """Say when a name or a declared type promises another format."""
    found: list[Remark] = []
    ending = PurePath(name).suffix.lower()
    known = set().union(*ENDINGS.values()) | {".doc", ".xls", ".jpg", ".png"}
    if ending in known and ending not in ENDINGS[kind]:
        found.append(Remark("false_ending", {"ending": ending, "found": kind}))
    declared = media_type.partition(";")[0].strip().lower()
    vague = {"", "application/octet-stream", "text/plain", MEDIA_TYPES[kind]}
    if declared not in vague:
        found.append(Remark("false_type", {"declared": declared, "found": kind}))
    return found
