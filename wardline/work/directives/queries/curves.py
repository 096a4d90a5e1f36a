"""The share reached against the hours since issue, level by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Any

from wardline.work.directives.queries.reach import Reach

# a curve has so many steps at most; a step is one of these spans
_STEPS = 96
_SPANS = [timedelta(minutes=n) for n in (5, 15, 30, 60, 180, 360, 720, 1440)]


@dataclass(frozen=True, slots=True)
class Curve:
    """Of the places of one level, how many had signed by the end of each step."""

    level: Any
    sent: int
    step: timedelta
    # places that had signed, step by step from the issue on
    signed: tuple[int, ...]

    def share(self, within: timedelta) -> float:
        """Return the share that had signed within a span: 0 to 1."""
        steps = min(within // self.step, len(self.signed)) - 1
        return self.signed[steps] / self.sent if steps >= 0 else 0.0


def curves(levels: Iterable[Reach], until: timedelta) -> list[Curve]:
    """Return a curve for each level, from issue to ``until``."""
    step = next((span for span in _SPANS if until / span <= _STEPS), _SPANS[-1])
    length = -(-until // step)
    return [
        Curve(one.level, one.sent, step, _added(one, step, length)) for one in levels
    ]


def _added(one: Reach, step: timedelta, length: int) -> tuple[int, ...]:
    counted: Counter[int] = Counter()
    for minute, number in one.minutes.items():
        counted[timedelta(minutes=minute) // step] += number
    return tuple(accumulate(counted[at] for at in range(length)))
