"""Lays the reach curves out: a small chart for each level, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wardline.base.ui.charts import BOTTOM, LEFT, RIGHT, Mark, stairs, x, y
from wardline.work.directives.queries import Curve

# the hours for which the table tells the share
HOURS = (1, 2, 4, 8, 12, 24, 48, 96, 168)


@dataclass(frozen=True, slots=True)
class Panel:
    """One level's chart, in the coordinates of its picture."""

    level: Any
    line: str
    area: str
    due: float | None
    across: list[Mark]


def span(worst: timedelta | None, due_hours: int) -> timedelta:
    """Return how long the curves run: to the slowest place and past the hour set."""
    longest = max(worst or timedelta(), timedelta(hours=due_hours))
    return timedelta(hours=-(-longest // timedelta(hours=1)) + 1)


def panels(found: Iterable[Curve], until: timedelta, due_hours: int) -> list[Panel]:
    """Draw a chart for each level."""
    hours = until / timedelta(hours=1)
    ends = [0, due_hours, round(hours)]
    # the end goes without its number where the hour set is as good as there
    shown = [n for n in ends if n == due_hours or _apart(n, ends)]
    across = [Mark(x(n, hours), str(n)) for n in shown]
    drawn = []
    for curve in found:
        wide = curve.step / timedelta(hours=1)
        shares = [signed / curve.sent for signed in curve.signed]
        steps = [(n * wide, share) for n, share in enumerate(shares, start=1)]
        line = stairs(steps, hours)
        last = shares[-1] if shares else 0.0
        area = f"{line} {RIGHT},{y(last)} {RIGHT},{BOTTOM} {LEFT},{BOTTOM}"
        drawn.append(Panel(curve.level, line, area, x(due_hours, hours), across))
    return drawn


def _apart(hour: int, ends: list[int]) -> bool:
    return abs(hour - ends[1]) * 8 > ends[-1]


def table(found: Iterable[Curve], until: timedelta) -> dict[str, Any]:
    """Return the shares within round hours, level by level."""
    listed = list(found)
    shown = [n for n in HOURS if timedelta(hours=n) <= until]
    if listed:
        shown = [n for n in shown if timedelta(hours=n) >= listed[0].step]
    rows = [
        (each.level, [(n, _down(each.share(timedelta(hours=n)))) for n in shown])
        for each in listed
    ]
    return {"hours": shown, "rows": rows}


def _down(share: float) -> int:
    """Round down: 100 % means everyone."""
    return int(share * 100 + 1e-9)
