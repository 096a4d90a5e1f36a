"""A small chart of a share against time, as steps: its frame, its marks, its line.

Several stand side by side, one for each group; the same numbers stand in a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, HEIGHT = 300, 150
LEFT, RIGHT, TOP, BOTTOM = 44, 290, 10, 118


@dataclass(frozen=True, slots=True)
class Mark:
    """A number beside an axis."""

    at: float
    text: str


def x(at: float, until: float) -> float:
    """Return where a moment stands on an axis that runs to ``until``."""
    return round(LEFT + (RIGHT - LEFT) * min(at / until, 1), 1)


def y(share: float) -> float:
    """Return where a share (0 to 1) stands."""
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def upwards() -> list[Mark]:
    """Return the marks of the shares."""
    return [Mark(y(share), f"{share:.0%}") for share in (0, 0.5, 1)]


def stairs(steps: Iterable[tuple[float, float]], until: float) -> str:
    """Return the line of a share that rises: (moment, share from then on)."""
    points, last = [f"{LEFT},{y(0)}"], 0.0
    for at, share in steps:
        points += [f"{x(at, until)},{y(last)}", f"{x(at, until)},{y(share)}"]
        last = share
    return " ".join(points)
