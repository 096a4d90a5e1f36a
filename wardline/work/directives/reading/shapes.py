"""What a reading is made of: the words every file of this package shares."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of change was made to the original text."""

    INJECTED = "injected"  # advertising put above the text
    FURNITURE = "furniture"  # menus, footers, page numbers: not the document
    LINE = "line_break"  # a paragraph cut into lines by the page
    RADICAL = "radical"  # a radical standing for the character it looks like
    SPACE = "space"  # no-break spaces used as layout
    GLOSS = "gloss"  # a reading in brackets after its own character
    COMMA = "extra_comma"  # a comma before another mark
    SCRIPT = "script"  # traditional to simplified
    WIDTH = "punctuation"  # ASCII marks in Chinese text


@dataclass(frozen=True, slots=True)
class Change:
    """One marked change: `original_text[start:end]` was `before`, is now `after`."""

    kind: Kind
    start: int
    end: int
    before: str
    after: str
    why_code: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader should know that changed no character."""

    code: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the document; attached when it names a file to fetch."""

    text: str
    address: str
    attached: bool


@dataclass(frozen=True, slots=True)
class Hints:
    """What the format itself says of the document, before its text is looked at."""

    title: str = ""
    date: str = ""
    source: str = ""
    issuer: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `[start:end)` of the text as it now stands by `after`."""

    start: int
    end: int
    after: str
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a document as its format gave it, with what is not the document."""

    text: str
    media_type: str
    hints: Hints = Hints()
    cuts: tuple[Edit, ...] = ()
    links: tuple[Link, ...] = ()
    remarks: tuple[Remark, ...] = ()
    wrapped: bool = False  # the lines are those of the page, not of the writer


@dataclass(frozen=True, slots=True)
class Fields:
    """What heads and signs an official document, and where its body lies."""

    title: str
    date: dt.date | None
    source: str
    number: str
    issuer: str
    urgency: str  # "urgent", "extra", or nothing said
    addressees: tuple[str, ...]
    annexes: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document taken in. `text` is `original_text` with `changes` made;
    `body` is the part of `text` below its heading."""

    title: str
    date: dt.date | None
    source: str
    number: str
    issuer: str
    urgency: str
    addressees: tuple[str, ...]
    annexes: tuple[str, ...]
    body: str
    text: str
    original_text: str
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    links: tuple[Link, ...]
    media_type: str
    sha256: str

    def counts(self) -> dict[str, int]:
        """Count the changes of each kind."""
        return dict(Counter(change.kind.value for change in self.changes))


class Unreadable(Exception):
    """The document cannot be taken in; `code` and `args` say why, in no language."""

    def __init__(self, code: str, **args: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details: dict[str, Any] = args
