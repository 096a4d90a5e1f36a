"""Lays out how much is closed after how many days: a small chart for each group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wardline.core.correction.courses import WITHIN, Summary

WIDTH, HEIGHT = 300, 150
LEFT, RIGHT, TOP, BOTTOM = 44, 290, 10, 118
# the chart runs past the last of the days asked for
DAYS = 35


@dataclass(frozen=True, slots=True)
class Mark:
    """A number beside an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One group's chart, in the coordinates of its picture."""

    name: Any
    line: str
    area: str


def x(days: float) -> float:
    """Return where a number of days stands."""
    return round(LEFT + (RIGHT - LEFT) * min(days / DAYS, 1), 1)


def y(share: float) -> float:
    """Return where a share (0 to 1) stands."""
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def upwards() -> list[Mark]:
    """Return the marks of the shares."""
    return [Mark(y(share), f"{share:.0%}") for share in (0, 0.5, 1)]


def across() -> list[Mark]:
    """Return the marks of the days."""
    return [Mark(x(days), str(days)) for days in (0, *WITHIN)]


def panels(named: Iterable[tuple[Any, Summary]]) -> list[Panel]:
    """Draw a chart for each group that has any finding."""
    return [_panel(name, each) for name, each in named if each.found]


def _panel(name: Any, each: Summary) -> Panel:
    points, last = [f"{LEFT},{y(0)}"], 0.0
    end = min(max((*each.durations.ended, *each.durations.open)), DAYS)
    for days, share in each.durations.steps():
        if days <= DAYS and share > last:
            points += [f"{x(days)},{y(last)}", f"{x(days)},{y(share)}"]
            last = share
    # nothing is known past the oldest that is open; all closed stays all closed
    end = DAYS if last >= 1 else end
    line = " ".join([*points, f"{x(end)},{y(last)}"])
    return Panel(name, line, f"{line} {x(end)},{BOTTOM} {LEFT},{BOTTOM}")
