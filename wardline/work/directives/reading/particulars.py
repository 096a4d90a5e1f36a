"""What the body of an official document says of itself: whom it is for, and what hangs
on it (GB/T 9704-2012, 7.3.2 and 7.3.4; in English the usual lines)."""

from __future__ import annotations

import re

# the first lines of a body: whom it is for, up to a colon that ends the line
_LONGEST, _WITHIN = 400, 2
# lines that end in a colon and name nobody
_NOBODY = re.compile(
    r"如下|以下|follow|below|^附件|^附\b|^(?:Attach|Annex|Enclos)", re.I
)
_TO = re.compile(r"^(?:To|For):?\s+", re.I)
# a name, with the commas that stand in its brackets
_NAME = re.compile(r"(?:[（(][^）)]*[）)]|[^，,、；;])+")
_ANNEX = re.compile(
    r"^[ \t　]*(?:附件|附|Attachments?|Annex(?:es)?|Enclosures?)[ \t]*[：:][ \t]*(.*)$",
    re.I,
)
_NUMBERED = re.compile(
    r"^[ \t　]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）][ \t]*"
)
_ENDS = "。；;"


def addressees(body: str) -> tuple[str, ...]:
    """Name whom a document is for, as its line of addressees says, if it has one."""
    lines = [line.strip() for line in body.split("\n") if line.strip()][:_WITHIN]
    for line in lines:
        said = _TO.sub("", line)
        ended = line.endswith(("：", ":"))
        names_somebody = not (_NOBODY.search(line) or "。" in line)
        if (ended or said != line) and names_somebody and len(line) <= _LONGEST:
            return named(said)
    return ()


def named(line: str) -> tuple[str, ...]:
    """Take a line of addressees apart."""
    names = _NAME.findall(line.rstrip("：: "))
    return tuple(name.strip() for name in names if name.strip())


def annexes(body: str) -> tuple[str, ...]:
    """Name what hangs on a document, as the lines below its text say."""
    lines = body.split("\n")
    for number in range(len(lines) - 1, -1, -1):
        if begun := _ANNEX.match(lines[number]):
            rest = [begun[1], *lines[number + 1 :]]
            return tuple(_listed(rest))
    return ()


def _listed(lines: list[str]) -> list[str]:
    """Take the first line, and those after it as long as they are numbered."""
    found = []
    for place, line in enumerate(lines):
        numbered = _NUMBERED.match(line)
        name = _NUMBERED.sub("", line).strip().rstrip(_ENDS)
        if place and not numbered:
            break
        if name:
            found.append(name)
    return found
