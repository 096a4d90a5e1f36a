"""Who was reached and how fast, for many directives at once; and who was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)

from wardline.base.accounts.models import Post
from wardline.work.directives.models import Directive, Receipt, Relay
from wardline.work.directives.queries.directives import relays


class Median(Aggregate):
    """The number of seconds within which half of all are."""

    function = "percentile_disc"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"
    output_field = IntegerField()


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
    # how many signed in which minute after the issue
    minutes: Mapping[int, int] = field(default_factory=dict, repr=False)

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


# from the issue until a place signed
_DELAY = ExpressionWrapper(
    F("received_at") - F("directive__issued_at"), DurationField()
)
# who has not signed counts as slower than anyone who has
_NEVER = 2**31 - 1


class _Seconds(Func):
    """A span as whole numbers: their median is found several times faster."""

    template = "date_part('epoch', %(expressions)s)::integer"
    output_field = IntegerField()


def _measure(found: QuerySet[Relay], *by: str, until: datetime | None) -> list[Any]:
    """Count and time relays, grouped by some columns, in one query."""
    signed, looked, finished = (
        Q(
            **{f"{kind}_at__isnull": False}
            | ({f"{kind}_at__lt": until} if until else {})
        )
        for kind in Receipt.KINDS
    )
    rows = (
        found.order_by()
        .values(*by)
        .annotate(
            sent=Count("pk"),
            received=Count("pk", filter=signed),
            read=Count("pk", filter=looked),
            done=Count("pk", filter=finished),
            median=Median(Case(When(signed, _Seconds(_DELAY)), default=Value(_NEVER))),
            worst=Max(_DELAY, filter=signed),
        )
        .order_by(*by)
    )
    return [row | {"median": _span(row["median"])} for row in rows]


def _span(seconds: int) -> timedelta | None:
    return None if seconds == _NEVER else timedelta(seconds=seconds)


def _reach(row: dict[str, Any]) -> Reach:
    names = ("sent", "received", "read", "done", "median", "worst")
    return Reach(*(row[name] for name in names))


def reached(
    viewer: Post, directives: Iterable[Directive], until: datetime | None = None
) -> dict[int, Reach]:
    """Return the reach of several directives below the viewer, by their key."""
    found = Relay.objects.within(viewer.place_id).filter(directive__in=list(directives))
    return {
        row["directive"]: _reach(row)
        for row in _measure(found, "directive", until=until)
    }


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
