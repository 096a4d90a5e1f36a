"""Lays out a map of equal tiles, one for each place, as plain drawing data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wardline.base.ui.tags import STATES, read

SIDE, GAP = 84, 4
LINE_CHARS = 11  # how many Latin letters fit a line; a Chinese character is two


@dataclass(frozen=True, slots=True)
class Tile:
    """One place on the map, ready to draw."""

    name: str
    lines: tuple[str, ...]
    value: str
    share: float | None
    state: str
    word: str
    url: str
    x: int
    y: int
    bar: int


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _break(name: str) -> tuple[str, ...]:
    """Break a name in at most two lines: at a space, else in the middle."""
    if _width(name) <= LINE_CHARS:
        return (name,)
    words = name.split()
    for at in range(len(words) - 1, 0, -1):
        first, rest = " ".join(words[:at]), " ".join(words[at:])
        if _width(first) <= LINE_CHARS:
            return (first, _cut(rest))
    half = (len(name) + 1) // 2
    return (_cut(name[:half]), _cut(name[half:]))


def _cut(line: str) -> str:
    """Shorten what leaves the tile; its title and the table have the whole name."""
    cut = line
    while _width(cut) > LINE_CHARS:
        cut = cut[:-1]
    return line if cut == line else f"{cut.rstrip()[:-1]}…"


def _tile(given: Any) -> Tile:
    state = str(read(given, "state") or "neutral")
    share = read(given, "share")
    name = str(read(given, "name"))
    value = read(given, "value")
    return Tile(
        name=name,
        lines=_break(name),
        value="–" if value is None else str(value),
        share=share,
        state=state,
        word=str(read(given, "word") or STATES[state]),
        url=str(read(given, "url") or ""),
        x=int(read(given, "col") or 0) * SIDE,
        y=int(read(given, "row") or 0) * SIDE,
        bar=round((SIDE - GAP - 16) * min(max(share or 0, 0), 1)),
    )


def lay_out(tiles: Iterable[Any]) -> Mapping[str, Any]:
    """Place the tiles and measure the drawing."""
    placed = [_tile(given) for given in tiles]
    width = max((tile.x for tile in placed), default=0) + SIDE
    height = max((tile.y for tile in placed), default=0) + SIDE
    return {
        "tiles": placed,
        "width": width - GAP,
        "height": height - GAP,
        "box": SIDE - GAP,
        "shared": any(tile.share is not None for tile in placed),
    }
