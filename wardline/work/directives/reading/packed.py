"""Office files are archives: what a file is by the names in it, and whether it unpacks
to a sensible size."""

from __future__ import annotations

import io
import zipfile

from .shapes import Unreadable

UNPACKED_LIMIT = 100 * 1024 * 1024
XML_LIMIT = 20 * 1024 * 1024  # a parsed tree takes ten times its file
PARTS_LIMIT = 5_000


def names(content: bytes) -> set[str]:
    """Name the parts of an archive; of a broken one, none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist())
    except zipfile.BadZipFile:
        return set()


def weigh(content: bytes, kind: str) -> None:
    """Refuse an archive that is broken, or too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise Unreadable("damaged_file", format=kind) from broken
    total = sum(part.file_size for part in parts)
    markup = sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels")))
    if total > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise Unreadable("zip_bomb", size=total, limit=UNPACKED_LIMIT)
    if markup > XML_LIMIT:
        raise Unreadable("zip_bomb", size=markup, limit=XML_LIMIT)
