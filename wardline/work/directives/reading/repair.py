"""Finds each kind of damage a page can suffer and says how to undo it.

Every function takes the text as it stands and gives sorted edits, so that nothing
is changed that is not marked. Text that is not damaged gives none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from .marks import Draft
from .script import HAN, HAN_SIGN, chinese, reads, simplified, traditional
from .shapes import Edit, Kind

# the radicals supplement that Unicode does not itself map to characters
_SUPPLEMENT = dict(
    zip(
        "⺁⺒⺟⺠⺬⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂巳母民示竹虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_RADICAL = re.compile("[⺀-⻳⼀-⿕]")
_NO_BREAK = re.compile("[\xa0\u202f]+")
_GLOSS = re.compile(
    rf"(?<=[{HAN}])\(([A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]{{1,9}}[1-5]?)\)"
)
_EXTRA_COMMA = re.compile(rf"(?<=[{HAN}”’》】）)\d%A-Za-z]),+(?=[,，、。;；:：！？])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|[\w.+-]{1,64}@)[\x21-\x7e]*[\w/=#&]", re.ASCII
)
_MARKS = re.compile(r"[,;:()]")
_WIDE = dict(zip(",;:()", "，；：（）", strict=True))
_BEFORE = re.compile(f"[{HAN}、。“”‘’《》【】〔〕，；：（）！？…—％]")


def radicals(text: str) -> Iterator[Edit]:
    """Characters that a PDF wrote as the radical of the same shape."""
    for found in _RADICAL.finditer(text):
        sign = found[0]
        after = _SUPPLEMENT.get(sign) or unicodedata.normalize("NFKC", sign)
        if after != sign:
            yield Edit(*found.span(), after, Kind.RADICAL, "radical_for_character")


def no_break_spaces(text: str) -> Iterator[Edit]:
    """No-break spaces as layout: gone at the edge of a line, plain within it."""
    for found in _NO_BREAK.finditer(text):
        start, end = found.span()
        edge = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in (
            "",
            "\n",
        )
        after = "" if edge else " "
        yield Edit(start, end, after, Kind.SPACE, "no_break_space")


def glosses(text: str) -> list[Edit]:
    """Readings in ASCII brackets after their own character.

    One alone after a simplified character may be the writer's: a rare name."""
    found = [m for m in _GLOSS.finditer(text) if reads(text[m.start() - 1], m[1])]
    if len(found) < 3:
        found = [m for m in found if traditional(text[m.start() - 1])]
    return [
        Edit(*match.span(), "", Kind.GLOSS, "reading_of_character") for match in found
    ]


def extra_commas(text: str) -> Iterator[Edit]:
    """ASCII commas that stand before another mark."""
    if chinese(text):
        for found in _EXTRA_COMMA.finditer(text):
            yield Edit(*found.span(), "", Kind.COMMA, "comma_before_mark")


def simplifications(text: str) -> Iterator[Edit]:
    """Traditional characters, if the text as a whole is traditional."""
    if not traditional(text):
        return
    at = 0
    for line in text.splitlines(keepends=True):
        after = simplified(line)
        for start, end, new in _differences(line, after):
            yield Edit(at + start, at + end, new, Kind.SCRIPT, "traditional_character")
        at += len(line)


def _differences(line: str, after: str) -> Iterator[tuple[int, int, str]]:
    signs = after if len(after) == len(line) else map(simplified, line)
    for at, (old, new) in enumerate(zip(line, signs, strict=True)):
        if old != new:
            yield at, at + 1, new


def widths(text: str) -> list[Edit]:
    """ASCII marks in Chinese text, unless the writer also uses the wide ones."""
    if not chinese(text):
        return []
    fixed = {at for m in _ADDRESS.finditer(text) for at in range(*m.span())}
    found = [
        at
        for match in _MARKS.finditer(text)
        if (at := match.start()) not in fixed and text[at] not in "()"
        if _beside_chinese(text, at, at + 1)
    ]
    found += [at for pair in _brackets(text) for at in pair if at not in fixed]
    if len(found) <= 2 * sum(text.count(mark) for mark in _WIDE.values()):
        return []
    return [
        Edit(at, at + 1, _WIDE[text[at]], Kind.WIDTH, "ascii_mark_in_chinese")
        for at in sorted(found)
    ]


def _beside_chinese(text: str, start: int, end: int) -> bool:
    """Say whether Chinese stands directly before or after."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(_BEFORE.match(before) or _BEFORE.match(after))


def _brackets(text: str) -> Iterator[tuple[int, ...]]:
    """Yield the places of bracket pairs that hold or follow Chinese."""
    start = 0
    for line in text.splitlines(keepends=True):
        opened: list[int] = []
        for match in re.finditer(r"[()]", line):
            at = start + match.start()
            if match[0] == "(":
                opened.append(at)
            elif opened:
                first = opened.pop()
                inside = HAN_SIGN.search(text, first, min(at, first + 200))
                if inside or _beside_chinese(text, first, at):
                    yield first, at
            elif _beside_chinese(text, at, at + 1):
                yield (at,)
        yield from ((at,) for at in opened if _beside_chinese(text, at, at + 1))
        start += len(line)


Repair = Callable[[str], Iterable[Edit]]
REPAIRS: tuple[Repair, ...] = (
    radicals,
    no_break_spaces,
    glosses,
    extra_commas,
    simplifications,
    widths,
)


def repaired(line: str, repairs: Iterable[Repair]) -> str:
    """Repair a line said outside the text, such as a page's own title."""
    draft = Draft(line)
    for repair in repairs:
        draft.apply(repair(draft.text))
    return draft.text
