"""What the ways of many findings tell: how long a repair takes, how old is what is
open, and where the same falls short again."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from wardline.core.correction.standings import Course
from wardline.ground.methods.duration import Durations

Key = TypeVar("Key", bound=Hashable)

# the days within which a repair is asked for
WITHIN = (7, 14, 30)
# the first day of each age that the table of what is open tells apart
AGES = (0, 8, 15, 31)
SEVERITIES = (4, 3, 2, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Summary:
    """How correction goes among some findings."""

    found: int
    open: int
    overdue: int
    durations: Durations

    @property
    def closed(self) -> int:
        return self.found - self.open

    @property
    def median(self) -> float | None:
        """Return the days after which half are closed."""
        return self.durations.median

    @property
    def within(self) -> list[tuple[int, float | None]]:
        """Return the shares (0 to 1) closed within 7, 14 and 30 days."""
        return [(days, self.durations.within(days)) for days in WITHIN]


@dataclass(frozen=True, slots=True)
class House:
    """What one place has had, and how often the same fell short again."""

    code: str
    found: int
    open: int
    overdue: int
    again: int
    aspects: Mapping[str, int]


def summary(those: Iterable[Course], now: datetime) -> Summary:
    """Sum findings up; what is open at ``now`` counts with its age."""
    ended: list[float] = []
    going: list[float] = []
    overdue = 0
    for one in those:
        (ended if one.closed_at else going).append(
            ((one.closed_at or now) - one.found_at) / _DAY
        )
        overdue += one.state == "overdue"
    return Summary(
        len(ended) + len(going), len(going), overdue, Durations(ended, going)
    )


def split(
    those: Iterable[Course], key: Callable[[Course], Key]
) -> dict[Key, list[Course]]:
    """Sort findings by a key."""
    found: dict[Key, list[Course]] = defaultdict(list)
    for one in those:
        found[key(one)].append(one)
    return found


def under(codes: Sequence[str]) -> Callable[[Course], str]:
    """Return what tells under which of some places, in order of code, one lies ("" for
    none)."""

    def place(one: Course) -> str:
        n = bisect_right(codes, one.place) - 1
        return codes[n] if n >= 0 and one.place.startswith(codes[n]) else ""

    return place


def ages(those: Iterable[Course], now: datetime) -> dict[int, Counter[int]]:
    """Count what is open by the first day of its age and by severity."""
    found: dict[int, Counter[int]] = {first: Counter() for first in AGES}
    for one in those:
        if not one.closed_at:
            days = (now - one.found_at) // _DAY
            found[AGES[bisect_right(AGES, days) - 1]][one.severity] += 1
    return found


def again(those: Iterable[Course], days: int) -> Counter[str]:
    """Count by place what was found within so many days after the same was closed.

    The same is the same measure, or the same aspect where no measure is named.
    ``those`` are in order of the day they were found.
    """
    counted: Counter[str] = Counter()
    shut: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for one in those:
        if not (matter := one.measure or one.aspect):
            continue
        ends = shut[one.place, matter]
        before = bisect_right(ends, one.found_at)
        if before and one.found_at - ends[before - 1] <= timedelta(days=days):
            counted[one.place] += 1
        if one.closed_at:
            insort(ends, one.closed_at)
    return counted


def houses(those: Sequence[Course], days: int) -> list[House]:
    """Return every place that has had findings: most found again first, then most."""
    twice = again(those, days)
    found = [
        House(
            code,
            len(own),
            sum(not one.closed_at for one in own),
            sum(one.state == "overdue" for one in own),
            twice[code],
            Counter(one.aspect for one in own),
        )
        for code, own in split(those, lambda one: one.place).items()
    ]
    return sorted(found, key=lambda h: (-h.again, -h.found, h.code))
