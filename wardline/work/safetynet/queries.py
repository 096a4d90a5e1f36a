"""What may be seen of campaigns, lists and gaps: always narrowed to the viewer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from wardline.base.accounts.cipher import blind
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.ground.methods import coverage, identity
from wardline.ground.verdict import Outcome
from wardline.work.safetynet.models import (
    Campaign,
    Comparison,
    CoverageGap,
    ListedHousehold,
    Match,
    Progress,
    SourceList,
    Standard,
)

STATES = ("open", "confirmed", "not_a_gap")
# a weekly report is missed when none came in this many days
WEEK = timedelta(days=7)
# so far behind the whole (a share of the target) a division lags
LAG = 0.1


# campaigns and their progress


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


# lists


def lists(viewer: Post, kind: str | None = None) -> QuerySet[SourceList]:
    """Return the lists taken in at or below the viewer's place, newest first."""
    found = SourceList.objects.within(viewer.place_id).defer("faults")
    found = found.filter(kind=kind) if kind else found
    return found.select_related("place", "taken_by__user").order_by("-taken_at", "-id")


def source_list(viewer: Post, pk: int) -> SourceList | None:
    """Return one list, or None where the viewer may not know of it."""
    found = SourceList.objects.within(viewer.place_id).filter(pk=pk)
    return found.select_related("place", "file", "taken_by__user").first()


def faults(source: SourceList) -> tuple[list[str], list[dict[str, Any]]]:
    """Return a list's headings, and each fault with the row as it came."""
    told = json.loads(source.faults) if source.faults else {}
    return told.get("headings", []), told.get("faults", [])


def schemes(viewer: Post) -> list[str]:
    """Return the schemes that have a standard which the viewer may see."""
    found = Standard.objects.order_by("scheme").values_list("scheme", flat=True)
    return list(found.distinct())


def names_of_divisions(viewer: Post, at: str) -> tuple[dict[str, list[str]], str]:
    """Return the codes that each name stands for, and the place that is meant where
    a row names none: only a lowest division is."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    below = list(places.divisions(viewer, at))
    for place in below:
        for name in {place.code, place.name_zh, place.name_en} - {""}:
            found[name].append(place.code)
    return dict(found), at if len(below) == 1 else ""


def lock_list(viewer: Post, source: SourceList) -> None:
    """Hold a list until the deed ends: of two who compare at once, one waits."""
    locked = SourceList.objects.within(viewer.place_id).select_for_update()
    locked.get(pk=source.pk)


# comparisons and gaps


def comparisons(viewer: Post) -> QuerySet[Comparison]:
    """Return the comparisons made at or below the viewer's place, newest first."""
    return (
        Comparison.objects.within(viewer.place_id)
        .select_related("place", "entitled", "covered", "compared_by__user")
        .order_by("-compared_at", "-id")
    )


def counts_of(comparison: Comparison) -> dict[str, int]:
    """Count what a comparison found."""
    may = ~Q(outcome=Outcome.REFUSED)
    return comparison.matches.aggregate(
        entitled=Count("id", filter=may),
        covered=Count("id", filter=may & Q(covered__isnull=False)),
        both=Count("covered", filter=may, distinct=True),
        gaps=Count("gap"),
    )


def estimate(comparison: Comparison) -> coverage.Estimate:
    """Estimate how many in need are on neither list."""
    counts = counts_of(comparison)
    return coverage.estimate(
        counts["entitled"], comparison.covered.rows, counts["both"]
    )


def gaps(
    viewer: Post, at: str | None = None, state: str | None = None, search: str = ""
) -> QuerySet[CoverageGap]:
    """Return the gaps at or below a place, down to the village."""
    found = CoverageGap.objects.within(viewer.place_id).within(at or viewer.place_id)
    if state:
        found = found.filter(outcome="" if state == "open" else state)
    for word in search.split():
        found = found.filter(_about(word, "household__"))
    return found.select_related(
        "place__parent",
        "household",
        "match__comparison",
        "confirmed_by__user",
    ).order_by("place_id", "household__village", "id")


def gap(viewer: Post, pk: int) -> CoverageGap | None:
    """Return one gap, or None where the viewer may not know of it."""
    return gaps(viewer).filter(pk=pk).first()


def locked(viewer: Post, gap: CoverageGap) -> CoverageGap:
    """Return a gap, held until the deed ends."""
    found = CoverageGap.objects.within(viewer.place_id).select_for_update(of=("self",))
    return found.select_related("household", "match__comparison").get(pk=gap.pk)


def under_way(at: str, since: datetime) -> set[str]:
    """Return the persons whose gap is open, or was answered since a list came."""
    answered = Q(confirmed_at=None) | Q(confirmed_at__gte=since)
    found = CoverageGap.objects.within(at).filter(answered)
    return set(found.values_list("household__id_index", flat=True))


def over(
    viewer: Post, at: str | None = None, search: str = ""
) -> QuerySet[ListedHousehold]:
    """Return who is covered and, as the newest comparisons say, not entitled."""
    newest = {pk for (_place, _scheme), pk in _newest(viewer, at, clock.today())}
    covered = Comparison.objects.filter(pk__in=newest).values("covered_id")
    twin = Match.objects.filter(comparison_id__in=newest, covered=OuterRef("pk"))
    found = (
        ListedHousehold.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(list_id__in=covered)
        .annotate(outcome=Subquery(twin.order_by("-probability").values("outcome")[:1]))
        .filter(Q(outcome=None) | Q(outcome=Outcome.REFUSED))
    )
    for word in search.split():
        found = found.filter(_about(word))
    return found.select_related("place__parent").order_by("place_id", "village", "row")


def cover(viewer: Post, at: str, on: date) -> Mapping[str, tuple[int, int]]:
    """Count by place how many are entitled by rule, and how many of them are covered,
    as each place's newest comparison of each scheme says."""
    newest = set(_newest(viewer, at, on))
    rows = (
        _matches(viewer, at, on)
        .exclude(outcome=Outcome.REFUSED)
        .values("place_id", "comparison__scheme", "comparison_id")
        .annotate(entitled=Count("id"), covered=Count("covered"))
    )
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        code = row["place_id"]
        if ((code, row["comparison__scheme"]), row["comparison_id"]) in newest:
            before = found.get(code, (0, 0))
            found[code] = (before[0] + row["entitled"], before[1] + row["covered"])
    return found


def _newest(
    viewer: Post, at: str | None, on: date
) -> list[tuple[tuple[str, str], int]]:
    """Return the newest comparison of each place and scheme."""
    rows = _matches(viewer, at, on).values_list("place_id", "comparison__scheme")
    found = rows.annotate(newest=Max("comparison_id"))
    return [((place, scheme), pk) for place, scheme, pk in found]


def _matches(viewer: Post, at: str | None, on: date) -> QuerySet[Match]:
    found = Match.objects.within(viewer.place_id).within(at or viewer.place_id)
    return found.filter(comparison__compared_at__lt=end_of(on)).order_by()


def end_of(on: date) -> datetime:
    """Return the first moment after a day, in the authority's zone."""
    return datetime.combine(on + timedelta(days=1), time(0), places.zone())


def _about(word: str, at: str = "") -> Q:
    """A word of a name, a village or a division, or a whole ID number."""
    columns = (f"{at}name", f"{at}village", "place__name_zh", "place__name_en")
    asked = Q(**{f"{at}id_index": blind(identity.normalise(word))})
    for column in columns:
        asked |= Q(**{f"{column}__icontains": word})
    return asked


def _upwards(code: str) -> list[str]:
    return [code[:length] for length in range(1, len(code) + 1)]
