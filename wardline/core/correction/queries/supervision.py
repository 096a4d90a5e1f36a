"""What may be seen of listed supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.correction.models import Listing, ListingReport

# how often what is listed owes its progress
WEEK = timedelta(days=7)
# so long the public reads that a standard was met
SHOWN_AFTER = timedelta(days=90)


def listings(
    viewer: Post, at: str | None = None, *, search: str = ""
) -> QuerySet[Listing]:
    """Return what is or was under listed supervision; what still is comes first."""
    found = Listing.objects.within(viewer.place_id).within(at or viewer.place_id)
    for word in search.split():
        found = found.filter(
            Q(reason__icontains=word)
            | Q(place__name_zh__icontains=word)
            | Q(place__name_en__icontains=word)
        )
    return found.select_related(
        "place", "finding", "listed_by__user", "removed_by__user"
    ).order_by(F("removed_at").desc(nulls_first=True), "-listed_at", "-id")


def standing(viewer: Post, at: str, now: datetime) -> QuerySet[Listing]:
    """Return what was under listed supervision at a moment."""
    still = Q(removed_at=None) | Q(removed_at__gt=now)
    return listings(viewer, at).filter(still, listed_at__lte=now)


def listing(viewer: Post, pk: int) -> Listing | None:
    """Return one listing, or None where the viewer may not know of it."""
    found: Listing | None = _due(listings(viewer)).filter(pk=pk).first()
    return found


def reports_due(viewer: Post, until: datetime) -> QuerySet[Listing]:
    """Return what is listed and owes a week's progress by a moment, the oldest first;
    ``due_at`` says since when."""
    found = _due(listings(viewer).filter(removed_at=None))
    return found.filter(due_at__lt=until).order_by("due_at", "id")


def _due(found: QuerySet[Listing]) -> QuerySet[Listing]:
    last = Coalesce(Max("reports__reported_at"), F("listed_at"))
    return found.annotate(reported_at=last, due_at=last + WEEK)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a listing: its reports; ``missing`` where it ended without one."""

    number: int
    from_at: datetime
    until_at: datetime
    reports: list[ListingReport]
    missing: bool


def weeks(listed: Listing, now: datetime) -> list[Week]:
    """Return the weeks of a listing up to its end or now, the newest first."""
    reports = list(
        listed.reports.select_related("reported_by__user", "photo").order_by("id")
    )
    end, found = listed.removed_at or now, []
    for number in range((end - listed.listed_at) // WEEK + 1):
        since = listed.listed_at + number * WEEK
        until = since + WEEK
        own = [each for each in reports if since <= each.reported_at < until]
        found.append(Week(number + 1, since, until, own, until <= end and not own))
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Published:
    """What the public reads of a listing: no fact, no reason of the office's, nobody's
    name."""

    name_zh: str
    name_en: str
    reason: str
    standard: str
    listed_at: datetime
    reported_at: datetime | None
    removed_at: datetime | None


def published(now: datetime | None = None) -> list[Published]:
    """Return what is publicly listed, and what met its standard within the last weeks.

    Public: the walls show a stranger no row, so these columns alone are read for them
    from where the authority stands.
    """
    since = (now or clock.now()) - SHOWN_AFTER
    with scope.entered(places.root()):
        found = (
            Listing.objects.exclude(public_reason="")
            .filter(Q(removed_at=None) | Q(removed_at__gt=since))
            .annotate(reported_at=Max("reports__reported_at"))
            .order_by(F("removed_at").desc(nulls_first=True), "listed_at", "id")
        )
        columns = ("place__name_zh", "place__name_en", "public_reason", "standard")
        moments = ("listed_at", "reported_at", "removed_at")
        return [Published(*row) for row in found.values_list(*columns, *moments)]
