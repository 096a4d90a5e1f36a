"""Who came in, and what they are expected to bring in: both by institution."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.roster import queries as roster
from wardline.ground.methods.residual import Across, Estimate, Introductions

MONTH = timedelta(days=30)
ENTERING = ("return", "new", "transfer")  # reasons of isolation of those who come in


@dataclass(frozen=True, slots=True)
class Entrants:
    """Entrants of a month, by institution, most first; `recorded` as against typed."""

    since: datetime
    until: datetime
    by_place: Mapping[str, int]
    recorded: bool

    @property
    def total(self) -> int:
        """Return the entrants of all institutions together."""
        return sum(self.by_place.values())


@dataclass(frozen=True, slots=True)
class Expected:
    """A month's introductions: their expected number, the chance of at least one."""

    entrants: int
    number: Across
    chance: Across

    @classmethod
    def of(cls, one: Introductions, entrants: int, incidence: float) -> Expected:
        """Scale what one entrant brings in at one infection per 100,000 a day: the
        expectation is linear in both.
        """
        number = _each(one.expected, lambda value: value * entrants * incidence)
        return cls(entrants, number, _each(number, lambda value: -math.expm1(-value)))


def entrants(viewer: Post, typed: int | None = None) -> Entrants:
    """Count the isolations of those who came in within the last month, for each open
    institution; or take the number typed for each.
    """
    until = clock.now()
    codes = places.institutions(viewer).values_list("code", flat=True)
    if typed is not None:
        return Entrants(until - MONTH, until, dict.fromkeys(codes, typed), False)
    begun = roster.begun(viewer, until - MONTH, until, ENTERING)
    counted = roster.grouped(begun)
    every = {code: counted.get(code, 0) for code in codes}
    ranked = sorted(every.items(), key=lambda each: (-each[1], each[0]))
    return Entrants(until - MONTH, until, dict(ranked), True)


def _each(across: Across, change) -> Across:
    return Across(
        tuple(
            (code, Estimate(*map(change, (each.median, each.low, each.high))))
            for code, each in across.by_structure
        )
    )
