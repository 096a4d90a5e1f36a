"""Campaigns that bind a place, and how far each lowest division has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.safetynet.models import Campaign, Progress

# a weekly report is missed when none came in this many days
WEEK = timedelta(days=7)
# so far behind the whole (a share of the target) a division lags
LAG = 0.1


def campaigns(
    viewer: Post, at: str | None = None, on: date | None = None
) -> QuerySet[Campaign]:
    """Return the campaigns under way on a day that bind a place."""
    on = on or clock.today()
    return (
        Campaign.objects.filter(place_id__in=_upwards(at or viewer.place_id))
        .filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)
        .order_by("from_on", "id")
    )


def campaign_of(at: str, code: str) -> Campaign | None:
    """Return the nearest campaign of a code that binds a place."""
    bound = Campaign.objects.filter(code=code, place_id__in=_upwards(at))
    return bound.order_by("-place_id").first()


def leaves(viewer: Post, at: str | None = None) -> QuerySet[Place]:
    """Return the lowest divisions, which do the work and report it."""
    lower = Place.objects.filter(parent=OuterRef("pk"), kind=None)
    return places.divisions(viewer, at).exclude(Exists(lower)).select_related("parent")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a division has come: its newest report, and all of them by week."""

    place: Place
    weeks: list[Progress]
    state: str

    @property
    def latest(self) -> Progress | None:
        return self.weeks[-1] if self.weeks else None

    @property
    def share(self) -> float | None:
        return share(self.weeks[-1:])

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)


def share(rows: list[Progress]) -> float | None:
    """Return how much of the targets is done."""
    target = sum(row.target for row in rows)
    return sum(row.done for row in rows) / target if target else None


def standings(
    viewer: Post, campaign: Campaign, at: str | None = None, on: date | None = None
) -> list[Standing]:
    """Return where each lowest division stands in a campaign, those behind first."""
    on = on or clock.today()
    weeks: defaultdict[str, list[Progress]] = defaultdict(list)
    for row in _progress(viewer, at, on).filter(campaign=campaign):
        weeks[row.place_id].append(row)
    whole = share([rows[-1] for rows in weeks.values()]) or 0.0
    found = [
        Standing(place, weeks[place.code], _state(weeks[place.code], whole, on))
        for place in leaves(viewer, at or viewer.place_id)
    ]
    return sorted(found, key=lambda each: (each.share or 0, each.place.code))


def by_week(rows: list[Standing]) -> list[tuple[date, int, int]]:
    """Sum all divisions week by week: the day, what was done, of what target."""
    found: dict[date, tuple[int, int]] = {}
    for row in (week for standing in rows for week in standing.weeks):
        done, target = found.get(row.week_on, (0, 0))
        found[row.week_on] = (done + row.done, target + row.target)
    return [(on, *sums) for on, sums in sorted(found.items())]


def divisions(viewer: Post) -> QuerySet[Place]:
    """Return every division at or below the viewer's place."""
    return places.divisions(viewer)


def _state(weeks: list[Progress], whole: float, on: date) -> str:
    if not weeks or weeks[-1].week_on < on - WEEK:
        return "late"
    mine = share(weeks[-1:])
    return "wait" if mine is not None and mine < whole - LAG else "ok"


def reporting(viewer: Post, at: str, on: date) -> set[str]:
    """Return the codes of the divisions that reported in the week up to a day."""
    recent = _progress(viewer, at, on).filter(week_on__gte=on - WEEK)
    return set(recent.order_by().values_list("place_id", flat=True))


def _progress(viewer: Post, at: str | None, on: date) -> QuerySet[Progress]:
    return (
        Progress.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(week_on__lte=on)
        .order_by("week_on")
    )


def _upwards(code: str) -> list[str]:
    return [code[:length] for length in range(1, len(code) + 1)]
