"""How much moves through the gates in a week: as little as can be, shown to all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.core.roster import queries as roster
from wardline.ground.methods import movement as method
from wardline.ground.rules.closure import Crosser
from wardline.work.gate.queries.lists import houses

KINDS = tuple(kind.value for kind in Crosser)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week as it is counted: the running one so far, the one before as far."""

    monday: date
    start: datetime
    end: datetime
    running: bool

    @property
    def name(self) -> str:
        """The week as ISO writes it."""
        return method.name_of(self.monday)

    @property
    def before(self) -> Week:
        """The same days and hours one week earlier."""
        week = timedelta(days=7)
        return Week(
            self.monday - week, self.start - week, self.end - week, self.running
        )


@dataclass(frozen=True, slots=True)
class Movement:
    """One institution's week: counts by kind of crosser, and the heads."""

    place: Any
    heads: int
    counts: Mapping[str, int]
    counts_before: Mapping[str, int]
    like: Decimal | None = None

    @property
    def total(self) -> int:
        """All crossings let through."""
        return sum(self.counts.values())

    @property
    def rate(self) -> Decimal | None:
        """Crossings per 100 heads."""
        return method.rate(self.total, self.heads)

    @property
    def before(self) -> Decimal | None:
        """The same of the week before, by the heads of now."""
        return method.rate(sum(self.counts_before.values()), self.heads)

    @property
    def change(self) -> Decimal | None:
        """How much more than the week before."""
        if self.rate is None or self.before is None:
            return None
        return self.rate - self.before

    @property
    def kinds(self) -> list[tuple[str, int, Decimal | None, Decimal | None]]:
        """Each kind: its count, per 100 heads, and the same of the week before."""
        return [
            (
                kind,
                self.counts.get(kind, 0),
                method.rate(self.counts.get(kind, 0), self.heads),
                method.rate(self.counts_before.get(kind, 0), self.heads),
            )
            for kind in KINDS
        ]


def week(on: date | None = None) -> Week:
    """Return the ISO week of a day, up to now if it has not ended."""
    monday = method.week_of(on or clock.today())
    start, end = roster.day(monday)[0], roster.day(monday + timedelta(days=7))[0]
    now = clock.now()
    return Week(monday, start, min(end, max(now, start)), now < end)


def movements(viewer: Post, at: str, asked: Week) -> list[Movement]:
    """Count every institution at or below a place, in a fixed number of queries; each
    beside the median of the others of its kind in its county."""
    now = roster.crossings_between(viewer, at, asked.start, asked.end)
    then = asked.before
    earlier = roster.crossings_between(viewer, at, then.start, then.end)
    heads = roster.heads_at(viewer, at, asked.end)
    homes = houses(viewer)
    return _beside_like(
        [
            Movement(
                home,
                heads.get(home.code, 0),
                now.get(home.code, {}),
                earlier.get(home.code, {}),
            )
            for home in homes
            if home.code.startswith(at)
        ]
    )


def movement_of(viewer: Post, place: Place, asked: Week) -> Movement:
    """Count one institution, beside its like where the viewer may know of them."""
    above = place.parent_id or place.code
    at = above if viewer.reaches(above) else place.code
    found = movements(viewer, at, asked)
    own = (each for each in found if each.place.code == place.code)
    # a house that was closed for good is in no list
    return next(own, Movement(place, 0, {}, {}))


def _beside_like(found: list[Movement]) -> list[Movement]:
    groups: dict[tuple[str, str], list[Movement]] = {}
    for each in found:
        groups.setdefault(_like(each), []).append(each)
    beside = []
    for each in found:
        others = [o.rate for o in groups[_like(each)] if o is not each]
        like = method.middle(others)
        beside.append(
            Movement(each.place, each.heads, each.counts, each.counts_before, like)
        )
    return beside


def _like(each: Movement) -> tuple[str, str]:
    return each.place.parent_id or "", each.place.kind_id or ""
