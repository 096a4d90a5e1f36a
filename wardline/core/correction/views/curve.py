"""Lays out how much is closed after how many days: a small chart for each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wardline.base.ui.charts import BOTTOM, LEFT, Mark, stairs, x, y
from wardline.core.correction.courses import WITHIN, Summary

# the chart runs past the last of the days asked for
DAYS = 35


@dataclass(frozen=True, slots=True)
class Panel:
    """One group's chart, in the coordinates of its picture."""

    name: Any
    line: str
    area: str


def across() -> list[Mark]:
    """Return the marks of the days."""
    return [Mark(x(days, DAYS), str(days)) for days in (0, *WITHIN)]


def panels(named: Iterable[tuple[Any, Summary]]) -> list[Panel]:
    """Draw a chart for each group that has any finding."""
    return [_panel(name, each) for name, each in named if each.found]


def _panel(name: Any, each: Summary) -> Panel:
    steps = [(days, share) for days, share in _rising(each) if days <= DAYS]
    last = steps[-1][1] if steps else 0.0
    # nothing is known past the oldest that is open; all closed stays all closed
    oldest = min(max((*each.durations.ended, *each.durations.open)), DAYS)
    end = x(DAYS if last >= 1 else oldest, DAYS)
    line = f"{stairs(steps, DAYS)} {end},{y(last)}"
    return Panel(name, line, f"{line} {end},{BOTTOM} {LEFT},{BOTTOM}")


def _rising(each: Summary) -> Iterator[tuple[float, float]]:
    last = 0.0
    for days, share in each.durations.steps():
        if share > last:
            yield days, share
            last = share
