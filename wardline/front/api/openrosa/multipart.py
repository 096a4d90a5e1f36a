"""Takes a multipart body apart where it lies, in memory: it was measured before it was
read, and what it brings is kept whole in the end."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from django.utils.http import parse_header_parameters

# more parts are no sending of a device
MOST_PARTS = 200
_Header = tuple[str, dict[str, str]]


class Cut(ValueError):
    """The body does not end as it should, or is no multipart at all."""


class TooMany(ValueError):
    """There are more parts than anybody sends."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the field's name, what it holds, and for a file its name and kind."""

    field: str
    content: bytes
    name: str = ""
    media_type: str = ""


def parts(body: bytes, boundary: str) -> list[Part]:
    """Return the parts of a body. Raises Cut, or TooMany."""
    line = b"--" + boundary.encode()
    first, *pieces = body.split(b"\r\n" + line, MOST_PARTS + 1)
    if len(pieces) > MOST_PARTS:
        raise TooMany
    if first.startswith(line):  # else it is a preamble, or nothing
        pieces.insert(0, first[len(line) :])
    if not pieces or not pieces[-1].startswith(b"--"):
        raise Cut
    return list(_read(pieces[:-1]))


def _read(pieces: list[bytes]) -> Iterator[Part]:
    for piece in pieces:
        head, _end, content = piece.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")[1:]
        told = dict(_header(each) for each in lines if b":" in each)
        kind, about = told.get("content-disposition", ("", {}))
        if kind != "form-data" or not about.get("name"):
            continue
        if told.get("content-transfer-encoding", ("",))[0] == "base64":
            content = _decoded(content)
        name = about.get("filename")
        if name is None:
            yield Part(about["name"], content)
        elif name := _plain(name):
            media_type = told.get("content-type", ("",))[0]
            yield Part(about["name"], content, name, media_type)


@lru_cache(500)  # devices write most of them alike
def _header(line: bytes) -> tuple[str, _Header]:
    """Return a header's name, value and parameters. Raises Cut."""
    try:
        name, _colon, value = line.decode().partition(":")
        return name.strip().lower(), parse_header_parameters(value.strip())
    except ValueError:
        raise Cut from None


def _decoded(content: bytes) -> bytes:
    try:
        return b64decode(content)
    except ValueError:
        raise Cut from None


def _plain(name: str) -> str:
    """Return a file's name without the folders it lay in, "" where none is left."""
    name = unescape(name).rpartition("/")[2].rpartition("\\")[2]
    name = "".join(filter(str.isprintable, name))
    return "" if name in (".", "..") else name
