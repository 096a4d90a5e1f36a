"""Tells a line of advertising put above a document from the document itself."""

from __future__ import annotations

import re
from itertools import pairwise

from .script import HAN, simplified, traditional
from .shapes import Edit, Kind

_APART = re.compile(r"[|｜,，、_;；/\s]+")
_WORD = re.compile(rf"[{HAN}]|[a-z0-9]+", re.IGNORECASE)
LINES_LOOKED_AT = 3
LONGEST = 1_000


def injected(text: str, skipped: tuple[Edit, ...] = ()) -> list[Edit]:
    """Find advertising among the first lines: many phrases, unlike all the rest."""
    found, at, looked = [], 0, 0
    for line in text.split("\n")[: 4 * LINES_LOOKED_AT]:
        end = min(at + len(line) + 1, len(text))
        if line.strip():
            looked += 1
            if _unlike(line, text[end : end + 100_000]):
                found.append(Edit(at, end, "", Kind.INJECTED, "unlike_the_rest"))
        if looked == LINES_LOOKED_AT:
            break
        at = end
    return found


def _unlike(line: str, rest: str) -> bool:
    phrases = [phrase for phrase in _APART.split(line) if phrase]
    bars = line.count("|") + line.count("｜")
    listed = len(phrases) >= 6 and (bars >= 3 or len(phrases) >= 10)
    if not listed or len(line) > LONGEST or len(rest) < 100 or "。" in line:
        return False
    if max(map(len, phrases)) > 40:
        return False
    shared = _shared(line, rest)
    other_script = traditional(rest) and simplified(line) == line
    return shared < (0.4 if other_script else 0.15)


def _shared(line: str, rest: str) -> float:
    """Measure how much of the line's wording also stands in the rest."""
    ours, theirs = _pairs(line), _pairs(rest)
    return len(ours & theirs) / max(1, len(ours))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(simplified(text).lower())
    return set(pairwise(words))
