"""Who was reached and how fast: counted in the database, hop by hop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Max,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.work.directives.models import Directive, Receipt, Relay
from wardline.work.directives.queries.directives import relays


class Median(Aggregate):
    """The duration within which half of all are."""

    function = "percentile_disc"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Reach:
    """How many places were told, signed, read it and did it; how fast half had signed,
    and the last."""

    sent: int
    received: int
    read: int
    done: int
    median: timedelta | None
    worst: timedelta | None
    # hop by hop: until it was sent to half of these places, and then until half signed
    sent_after: timedelta | None = None
    signed_within: timedelta | None = None
    level: Any = None

    @property
    def missing(self) -> int:
        return self.sent - self.received

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everyone."""
        return self.received * 100 // self.sent if self.sent else 0

    @property
    def full(self) -> timedelta | None:
        """How long full reach took, or None while someone is missing."""
        return self.worst if self.sent and not self.missing else None

    @property
    def median_hours(self) -> float | None:
        return hours(self.median)

    @property
    def worst_hours(self) -> float | None:
        return hours(self.worst)

    @property
    def hops(self) -> tuple[float | None, float | None]:
        """Return the hours on the way here, and the hours here, of half the places."""
        return hours(self.sent_after), hours(self.signed_within)

    @property
    def full_hours(self) -> float | None:
        return hours(self.full)


def hours(span: timedelta | None) -> float | None:
    """Write a span in hours, with one decimal."""
    return None if span is None else round(span.total_seconds() / 3600, 1)


# from the issue until a place signed, where ``signed`` is its receipt
DELAY = ExpressionWrapper(F("signed__at") - F("directive__issued_at"), DurationField())
_ON_THE_WAY = ExpressionWrapper(
    F("sent_at") - F("directive__issued_at"), DurationField()
)
_HERE = ExpressionWrapper(F("signed__at") - F("sent_at"), DurationField())
# who has not signed counts as slower than anyone who has
_NEVER = timedelta(days=36_500)


def _measure(found: QuerySet[Relay], *by: str, until: datetime | None) -> list[Any]:
    """Count and time relays, grouped by some columns, in one query."""
    signed = Q(receipts__kind=Receipt.RECEIVED)
    looked = Q(receipts__kind=Receipt.READ)
    finished = Q(receipts__kind=Receipt.DONE)
    if until is not None:
        before = Q(receipts__at__lt=until)
        signed, looked, finished = signed & before, looked & before, finished & before
    rows = list(
        found.order_by()
        .annotate(
            signed=FilteredRelation("receipts", condition=signed),
            looked=FilteredRelation("receipts", condition=looked),
            finished=FilteredRelation("receipts", condition=finished),
        )
        .values(*by)
        .annotate(
            sent=Count("pk"),
            received=Count("signed"),
            read=Count("looked"),
            done=Count("finished"),
            median=Median(Coalesce(DELAY, Value(_NEVER, DurationField()))),
            worst=Max(DELAY),
            sent_after=Median(_ON_THE_WAY),
            signed_within=Median(_HERE),
        )
        .order_by(*by)
    )
    return [row | {"median": _reached(row["median"])} for row in rows]


def _reached(span: timedelta) -> timedelta | None:
    return None if span >= _NEVER else span


def _reach(row: dict[str, Any], level: Any = None) -> Reach:
    names = ("sent", "received", "read", "done", "median", "worst")
    names += ("sent_after", "signed_within")
    return Reach(*(row[name] for name in names), level=level)


def reached(
    viewer: Post, directives: Iterable[Directive], until: datetime | None = None
) -> dict[int, Reach]:
    """Return the reach of several directives below the viewer, by their key."""
    found = Relay.objects.within(viewer.place_id).filter(directive__in=list(directives))
    return {
        row["directive"]: _reach(row)
        for row in _measure(found, "directive", until=until)
    }


def reach(viewer: Post, directive: Directive) -> tuple[Reach | None, list[Reach]]:
    """Return the reach of a directive below the viewer: in all, and level by level."""
    found = Relay.objects.within(viewer.place_id).filter(directive=directive)
    tiers = {tier.depth: tier for tier in places.tiers()}
    by_level = [
        _reach(row, tiers.get(row["place__depth"]))
        for row in _measure(found, "place__depth", until=None)
    ]
    return reached(viewer, [directive]).get(directive.pk), by_level


def summed(viewer: Post, at: str, until: datetime, *by: str) -> list[dict[str, Any]]:
    """Count relays sent to a place and below before a moment, as they stood then."""
    found = Relay.objects.within(viewer.place_id).within(at).filter(sent_at__lt=until)
    return _measure(found, *by, until=until)


def missing(viewer: Post, directive: Directive) -> QuerySet[Relay]:
    """Return who has not signed for a directive, below the viewer, by place."""
    return (
        relays(viewer)
        .filter(directive=directive, received_at__isnull=True)
        .select_related("place__parent")
        .order_by("place_id")
    )


def overdue(viewer: Post, now: datetime, at: str | None = None) -> QuerySet[Relay]:
    """Return the relays that should have been signed for by now, oldest first."""
    return (
        relays(viewer)
        .within(at or viewer.place_id)
        .filter(received_at__isnull=True, due_at__lt=now, directive__recalled_at=None)
        .order_by("due_at", "place_id")
    )
