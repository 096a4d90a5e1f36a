"""Times that are measured: each again and again, told by least, middle and most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the answer. ``aim`` is the most allowed, or the least of a rate."""

    name: str
    values: Sequence[float]
    unit: str = "ms"
    aim: float | None = None
    rate: bool = False

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Tell whether the aim is reached; None where there is none."""
        if self.aim is None:
            return None
        return self.median >= self.aim if self.rate else self.median <= self.aim

    def __str__(self) -> str:
        least, most = min(self.values), max(self.values)
        spread = f"{least:,.1f} … {most:,.1f}" if least != most else ""
        said = {True: "met", False: "MISSED", None: ""}[self.met]
        aim = "" if self.aim is None else f"{self.aim:,.0f}"
        return (
            f"{self.name:<58}{self.median:>10,.1f} {self.unit:<8}"
            f"{spread:<24}{aim:>7} {said}"
        ).rstrip()


@dataclass(slots=True)
class Tally:
    """What the database was asked: how often, and for how long."""

    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, *args)
        finally:
            self.seconds += time.perf_counter() - began
            self.asked.append(sql)


@contextmanager
def watched() -> Iterator[Tally]:
    """Count and time the queries of the block."""
    tally = Tally()
    with connection.execute_wrapper(tally):
        yield tally


def timed(act: Callable[[], Any]) -> tuple[float, Tally]:
    """Return how many milliseconds it took in all, and what the database was asked."""
    with watched() as tally:
        began = time.perf_counter()
        act()
        whole = time.perf_counter() - began
    return whole * 1000, tally
