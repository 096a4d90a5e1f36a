"""Plain and pasted text."""

from __future__ import annotations

from ..detect import MEDIA_TYPES, PLAIN, decode
from ..shapes import Sheet


def sheet(content: bytes, media_type: str = "") -> Sheet:
    """Decode a text file."""
    text, remarks = decode(content, media_type)
    return Sheet(uniform(text), MEDIA_TYPES[PLAIN], remarks=tuple(remarks))


def uniform(text: str) -> str:
    """Write line ends one way and drop empty lines at both ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = text.rstrip().split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)
