"""What two lists say together, and the gaps that a person looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from wardline.base.accounts.cipher import blind
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.ground.methods import coverage, identity
from wardline.ground.verdict import Outcome
from wardline.work.safetynet.models import (
    Comparison,
    CoverageGap,
    ListedHousehold,
    Match,
)

STATES = ("open", "confirmed", "not_a_gap")


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
        both=Count("covered", filter=may, distinct=True),
        covered=Count("id", filter=may & Q(covered__isnull=False)),
        gaps=Count("gap"),
    )


def whys(comparison: Comparison) -> list[tuple[str, int]]:
    """Count what the pairs have in common, the commonest first."""
    pairs = comparison.matches.exclude(covered=None).order_by()
    found = pairs.values_list("why").annotate(number=Count("id")).order_by("-number")
    return [(f"linkage.{why}", number) for why, number in found]


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
    twins = Match.objects.filter(comparison_id__in=newest, covered__isnull=False)
    # "not in" is hashed even before the database knows how long a new list is
    rightly = twins.exclude(outcome=Outcome.REFUSED).values("covered_id")
    found = (
        ListedHousehold.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(list_id__in=covered)
        .exclude(pk__in=rightly)
        .annotate(refused=Exists(twins.filter(covered=OuterRef("pk"))))
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
