"""Who has reported and who has not, for any number of places in a few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Left

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.surveillance.models import DailyReport
from wardline.work.surveillance.queries.reports import reports


@dataclass(slots=True)
class Tally:
    """What a day's reports come to at a place and below."""

    expected: int = 0
    reported: int = 0
    late: int = 0
    residents: int = 0
    workers: int = 0
    isolating: int = 0
    feverish: int = 0
    positive: int = 0

    @property
    def missing(self) -> int:
        return max(self.expected - self.reported, 0)

    @property
    def percent(self) -> int | None:
        """Return the share reported, rounded down: 100 means everybody."""
        return self.reported * 100 // self.expected if self.expected else None

    def add(self, other: Tally) -> None:
        """Add another place's."""
        for each in fields(Tally):
            value = getattr(self, each.name) + getattr(other, each.name)
            setattr(self, each.name, value)


# longer than any code
_WHOLE = 60
_SUMS = ("residents", "workers", "isolating", "feverish", "positive")


def reported(viewer: Post, at: str | None, on: date) -> QuerySet[DailyReport]:
    """Return the reports of a day that count, one for each institution."""
    return reports(viewer, at).filter(on=on)


def missing(viewer: Post, at: str | None, on: date) -> QuerySet[Place]:
    """Return the open institutions from which no report of a day has come."""
    return places.institutions(viewer, at).filter(~heard(on))


def heard(on: date) -> Exists:
    """Match the places from which a report of a day has come."""
    # any version tells; naming the first would lead the planner to a slower index
    return Exists(DailyReport.objects.filter(on=on, place=OuterRef("pk")))


def total(viewer: Post, at: str, on: date) -> Tally:
    """Return what a day comes to at one place, in three queries."""
    return _counted(viewer, at, on, 0).get("", Tally())


def tally(viewer: Post, at: str, on: date) -> dict[str, Tally]:
    """Return what a day comes to at a place and each division below it; of a place
    without divisions, at each institution. Four queries, however many places."""
    codes = set(places.divisions(viewer, at).values_list("code", flat=True)) - {at}
    if not codes:
        found = _counted(viewer, at, on, _WHOLE)
        own = found.setdefault(at, Tally())
        for code in found.keys() - {at}:
            own.add(found[code])
        return found
    found = {code: Tally() for code in (at, *codes)}
    for key, row in _counted(viewer, at, on, max(map(len, codes))).items():
        # a code is the path: every beginning of it that is a place lies above
        for above in {key[:n] for n in range(1, len(key) + 1)} & codes:
            found[above].add(row)
        found[at].add(row)
    return found


def counted(
    viewer: Post, at: str, divisions: Iterable[Place], on: date
) -> list[tuple[Place, Tally]]:
    """Return divisions below a place, each with its day."""
    listed = list(divisions)
    rows = tally(viewer, at, on) if listed else {}
    return [(place, rows.get(place.code, Tally())) for place in listed]


def with_reports(viewer: Post, found: Iterable[Any], on: date) -> list[Any]:
    """Return institutions with ``report``, of the day, or None."""
    listed = list(found)
    codes = [place.code for place in listed]
    # the numbers and the state: neither who signed nor what the system had put
    slim = reports(viewer).select_related(None).defer("prefilled", "note")
    signed = {r.place_id: r for r in slim.filter(on=on, place__in=codes)}
    for place in listed:
        place.report = signed.get(place.code)
    return listed


def with_answering(found: Iterable[Any]) -> list[Any]:
    """Return institutions with ``answering``: who holds a post there, so that nobody is
    blamed who could not report."""
    listed = list(found)
    answering: dict[str, list[Post]] = {place.code: [] for place in listed}
    held = Post.objects.active(clock.today()).filter(
        place__in=list(answering), role_code__in=("duty", "head"), user__isnull=False
    )
    for post in held.select_related("user").order_by("-role_code", "pk"):
        answering[post.place_id].append(post)
    for place in listed:
        place.answering = answering[place.code]
    return listed


def _counted(viewer: Post, at: str, on: date, length: int) -> dict[str, Tally]:
    """Count by the first ``length`` signs of the place's code (0: all together)."""
    found: dict[str, Tally] = {}
    day = DailyReport.objects.within(viewer.place_id).within(at).filter(on=on)
    late = Count("on", filter=Q(signed_at__gt=F("due_at")))
    for rows in (
        _by(places.institutions(viewer, at), "code", length, expected=Count("pk")),
        _by(day.first_signed(), "place_id", length, reported=Count("on"), late=late),
        _by(
            day.newest(),
            "place_id",
            length,
            **{name: Coalesce(Sum(name), 0) for name in _SUMS},
        ),
    ):
        for row in rows:
            part = found.setdefault(row.pop("key") or "", Tally())
            for name, value in row.items():
                setattr(part, name, value)
    return found


def _by(rows: QuerySet, column: str, length: int, **counts: Any) -> QuerySet[Any]:
    key = Left(column, length) if length else Value("")
    return rows.order_by().annotate(key=key).values("key").annotate(**counts)
