"""Lays places out as a grid of equal tiles, each near where it lies on the ground.

Pure: degrees in, rows and columns out; the same places give the same grid.
"""

from collections.abc import Mapping
from math import ceil, cos, radians, sqrt

Cell = tuple[int, int]
Point = tuple[float, float]

# how many cells for each tile: room to keep the shape, not so much as to tear it
_ROOM = 1.5
_WIDEST = 8


def lay_out(points: Mapping[str, Point | None]) -> dict[str, Cell]:
    """Return (row, column) by code, no two alike; places of no point come last."""
    known = {code: point for code, point in sorted(points.items()) if point}
    placed = _trimmed(_settled(_wished(known))) if known else {}
    height = 1 + max((row for row, _ in placed.values()), default=-1)
    width = 1 + max((col for _, col in placed.values()), default=_WIDEST - 2)
    unknown = sorted(code for code in points if code not in known)
    for number, code in enumerate(unknown):
        placed[code] = (height + number // width, number % width)
    return placed


def _wished(known: Mapping[str, Point]) -> dict[str, Point]:
    """Return where each place would stand in a grid of the right shape."""
    middle = sum(lat for lat, _ in known.values()) / len(known)
    flat = {
        code: (-lat, lon * cos(radians(middle))) for code, (lat, lon) in known.items()
    }
    tops, lefts = zip(*flat.values(), strict=True)
    tall = max(max(tops) - min(tops), 1e-9)
    wide = max(max(lefts) - min(lefts), 1e-9)
    cells = len(known) * _ROOM
    cols = min(max(round(sqrt(cells * wide / tall)), 2), _WIDEST)
    rows = max(ceil(cells / cols), 1)
    return {
        code: (
            (top - min(tops)) / tall * (rows - 1),
            (left - min(lefts)) / wide * (cols - 1),
        )
        for code, (top, left) in flat.items()
    }


def _far(wish: Point, cell: Cell) -> float:
    return (wish[0] - cell[0]) ** 2 + (wish[1] - cell[1]) ** 2


def _settled(wished: Mapping[str, Point]) -> dict[str, Cell]:
    """Give each the nearest free cell, then swap and move while anyone comes nearer."""
    rows = ceil(max(row for row, _ in wished.values())) + 1
    cols = ceil(max(col for _, col in wished.values())) + 1
    while rows * cols < len(wished):
        rows += 1
    free = {(row, col) for row in range(rows) for col in range(cols)}
    placed: dict[str, Cell] = {}
    for code, wish in wished.items():
        placed[code] = min(sorted(free), key=lambda cell: _far(wish, cell))
        free.remove(placed[code])
    for _ in range(20):  # each pass only shortens; a few are enough
        if not (_moved(wished, placed, free) | _swapped(wished, placed)):
            break
    return placed


def _moved(
    wished: Mapping[str, Point], placed: dict[str, Cell], free: set[Cell]
) -> bool:
    better = False
    for code, wish in wished.items():
        best = min(sorted(free), key=lambda cell: _far(wish, cell), default=None)
        if best and _far(wish, best) < _far(wish, placed[code]) - 1e-9:
            free.add(placed[code])
            free.remove(best)
            placed[code], better = best, True
    return better


def _swapped(wished: Mapping[str, Point], placed: dict[str, Cell]) -> bool:
    better, codes = False, list(wished)
    for number, one in enumerate(codes):
        for other in codes[number + 1 :]:
            here, there = placed[one], placed[other]
            now = _far(wished[one], here) + _far(wished[other], there)
            then = _far(wished[one], there) + _far(wished[other], here)
            if then < now - 1e-9:
                placed[one], placed[other], better = there, here, True
    return better


def _trimmed(placed: Mapping[str, Cell]) -> dict[str, Cell]:
    """Close up rows and columns that nobody stands in."""
    rows = sorted({row for row, _ in placed.values()})
    cols = sorted({col for _, col in placed.values()})
    return {
        code: (rows.index(row), cols.index(col)) for code, (row, col) in placed.items()
    }
