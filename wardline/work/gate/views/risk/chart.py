"""Lays out the trade-off as small charts side by side, one for each schedule of tests:
days across, what is left upwards on a scale of powers of ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wardline.base.ui import wording
from wardline.ground.methods.residual import SCHEDULES, Cell
from wardline.work.gate.queries.risk import Answer

WIDTH, HEIGHT = 320, 224
LEFT, RIGHT, TOP, BOTTOM = 68, 308, 14, 184
FLOOR = 1e-5  # what is less is drawn on the ground line
DECADES = 5
STEP = 7  # days between marks


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of an axis: where, and what is written there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One schedule: the band of medians, the ends of all intervals, the rule's day."""

    code: str
    title: Any
    band: str
    low: str
    high: str
    across: tuple[Mark, ...]
    rule: Mark | None


FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "left": LEFT,
    "right": RIGHT,
    "top": TOP,
    "bottom": BOTTOM,
    "upwards": [
        Mark(TOP + n * (BOTTOM - TOP) / DECADES, f"{100 / 10**n:g} %")
        for n in range(DECADES + 1)
    ],
}


def panels(answer: Answer) -> list[Panel]:
    """Draw one panel for each schedule; none where transmission is not modelled."""
    if not answer.estimates:
        return []
    ruled = answer.rule.days if answer.rule else None
    table = answer.estimates.tradeoff
    return [_panel(each.code, table.along(each.code), ruled) for each in SCHEDULES]


def _panel(code: str, cells: Sequence[Cell], ruled: float | None) -> Panel:
    last = cells[-1].course.days

    def x(days: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * days / last, 1)

    def line(values: Iterable[float]) -> list[str]:
        pairs = zip(cells, values, strict=True)
        return [f"{x(cell.course.days)},{_y(value)}" for cell, value in pairs]

    upper = line(cell.share.highest for cell in cells)
    lower = line(cell.share.lowest for cell in cells)
    return Panel(
        code,
        wording.say(f"risk.schedule.{code}"),
        " ".join(upper + lower[::-1]),
        " ".join(line(cell.share.envelope[0] for cell in cells)),
        " ".join(line(cell.share.envelope[1] for cell in cells)),
        tuple(Mark(x(day), f"{day}") for day in range(0, int(last) + 1, STEP)),
        None if ruled is None else Mark(x(ruled), f"{ruled:g}"),
    )


def _y(share: float) -> float:
    height = -math.log10(max(share, FLOOR)) / DECADES
    return round(TOP + (BOTTOM - TOP) * min(height, 1), 1)
