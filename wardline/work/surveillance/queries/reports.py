"""Reports one by one: the newest, its versions, its past, and what it caused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.postgres import ask
from wardline.core.correction import queries as correction
from wardline.core.roster.reported import Reported
from wardline.work.surveillance.judging import DAYS_BACK, Past
from wardline.work.surveillance.models import DailyReport, ReportReturn


def reports(viewer: Post, at: str | None = None) -> QuerySet[DailyReport]:
    """Return the reports that count at or below a place, newest day first."""
    found: QuerySet[DailyReport] = _counting().within(viewer.place_id)
    return found.within(at) if at else found


@cache  # putting the question together takes as long as asking it
def _counting() -> Any:
    return (
        DailyReport.objects.newest()
        .annotate(returned=Exists(ReportReturn.objects.filter(report=OuterRef("pk"))))
        .select_related("place", "signed_by__user")
        .order_by("-on", "place_id")
    )


def history(
    viewer: Post,
    *,
    at: str | None = None,
    search: str = "",
    since: date | None = None,
    until: date | None = None,
    state: str = "",
) -> QuerySet[DailyReport]:
    """Return reports by days, place and state (late, flagged, returned, corrected)."""
    found = reports(viewer, at)
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    for word in search.split():
        found = found.filter(places.named(word, "place__"))
    return found.filter(_STATES[state]) if state in _STATES else found


_STATES = {
    "late": Q(signed_at__gt=F("due_at")),
    "flagged": ~Q(flags=[]),
    "returned": Q(returned=True),
    "corrected": Q(version__gt=1),
}


def report(viewer: Post, pk: int) -> DailyReport | None:
    """Return one version of a report that the viewer may see, or None."""
    found: DailyReport | None = (
        DailyReport.objects.within(viewer.place_id)
        .select_related("place", "signed_by__user")
        .filter(pk=pk)
        .first()
    )
    return found


def versions(viewer: Post, report: DailyReport) -> list[DailyReport]:
    """Return every version of a day's report, first to last, with ``sent_back``."""
    rows = list(
        DailyReport.objects.within(viewer.place_id)
        .filter(place=report.place_id, on=report.on)
        .select_related("signed_by__user")
        .order_by("version")
    )
    returns = ReportReturn.objects.within(viewer.place_id).filter(report__in=rows)
    sent_back = {
        found.report_id: found for found in returns.select_related("returned_by__user")
    }
    for row in rows:
        row.sent_back = sent_back.get(row.pk)
    return rows


def newest(viewer: Post, at: str, before: date) -> DailyReport | None:
    """Return an institution's newest report of a day earlier than ``before``."""
    found: DailyReport | None = (
        DailyReport.objects.within(viewer.place_id)
        .filter(place=at, on__lt=before, on__gte=before - timedelta(days=DAYS_BACK))
        .order_by("-on", "-version")
        .first()
    )
    return found


def newest_by_place(viewer: Post, at: str, before: date) -> dict[str, DailyReport]:
    """Return the newest report of an earlier day, for every place that has one."""
    found = (
        DailyReport.objects.within(viewer.place_id)
        .within(at)
        .filter(on__lt=before, on__gte=before - timedelta(days=DAYS_BACK))
        .order_by("place_id", "-on", "-version")
        .distinct("place_id")
    )
    return {report.place_id: report for report in found}


def heads_reported(viewer: Post, codes: Iterable[str], on: date) -> dict[str, Reported]:
    """Return the heads of each institution's newest report up to a day."""
    found = (
        DailyReport.objects.within(viewer.place_id)
        .filter(place__in=codes, on__lte=on, on__gte=on - timedelta(days=DAYS_BACK))
        .order_by("place_id", "-on", "-version")
        .distinct("place_id")
    )
    return {row.place_id: Reported(row.on, row.residents, row.workers) for row in found}


_RECENT = f"""
    select place_code, id, "on", signed_at,
        coalesce((prefilled ->> 'rounds')::int, 0), {", ".join(DailyReport.NUMBERS)}
    from surveillance_dailyreport
    where place_code = any($1) and "on" <= $2 and "on" > $3
    order by place_code, "on" desc, version desc
"""


def recent(at: str, on: date) -> list[Past]:
    """Return an institution's reports of a day and of those before, newest first; of
    each day the version that counts."""
    return recents([at], on).get(at, [])


def recents(codes: list[str], on: date) -> dict[str, list[Past]]:
    """Do the same for many institutions; whoever has none is left out.

    Every signature asks this: only the columns that are compared are read.
    """
    since = on - timedelta(days=DAYS_BACK)
    days: dict[tuple[str, date], Past] = {}
    for row in ask(_RECENT, codes, on, since):
        code, past = _past(*row)
        days.setdefault((code, past.on), past)
    found: dict[str, list[Past]] = {}
    for (code, _day), past in days.items():
        found.setdefault(code, []).append(past)
    return found


def _past(code: str, pk: str, day: str, signed_at: str, *counts: str) -> Any:
    rounds, *numbers = map(int, counts)
    values = dict(zip(DailyReport.NUMBERS, numbers, strict=True))
    moment = datetime.fromisoformat(signed_at)
    return code, Past(int(pk), date.fromisoformat(day), values, moment, rounds)


def caused(viewer: Post, at: str) -> dict[str, Any]:
    """Return what an institution's reports have led to: returns, and findings."""
    returns = (
        ReportReturn.objects.within(viewer.place_id)
        .filter(place=at)
        .select_related("report", "returned_by__user", "returned_by__place")
        .order_by("-returned_at")[:5]
    )
    return {
        "returns": list(returns),
        "findings": list(correction.findings(viewer, at, source="alert")[:5]),
    }
