"""How correction goes: how long it takes, what is old, where the same comes again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.places import clock
from wardline.base.ui import charts, excel, wording
from wardline.base.ui.tags import tongue
from wardline.core.correction import courses, forms, queries
from wardline.core.correction.views import curve

_SORTS: dict[str, Callable[[Any], Any]] = {
    "place": lambda row: row.place.code,
    "found": lambda row: row.had.found,
    "open": lambda row: row.had.open,
    "overdue": lambda row: row.had.overdue,
    "again": lambda row: row.had.again,
}


def course(request: Any) -> HttpResponse:
    """Show the time that repairs take, the ages of what is open, and the repeats."""
    post, now = request.acting, clock.now()
    form = forms.CourseForm(request.GET, viewer=post)
    at, by, days = form.asked(post.place_id)
    those = queries.course(post, at, now)
    total = courses.summary(those, now)
    grouped = [
        (_name(by, each), each) for each in queries.groups(post, at, those, by, now)
    ]
    rows = queries.place_rows(post, those, days)
    ages = _ages(courses.ages(those, now))
    if "export" in request.GET:
        return _book(by, total, grouped, ages, rows)
    drawn = [] if by == "place" else [(name, g.summary) for name, g in grouped]
    context = {
        "filters": form,
        "days": days,
        "total": total,
        "groups": grouped,
        "ages": ages,
        "severities": courses.SEVERITIES,
        "repeats": [row for row in rows if row.had.again][:10],
        "panels": curve.panels([(_("All of them"), total), *drawn]),
        "frame": charts,
        "across": curve.across(),
        "exported": excel.link(request.GET),
        "query": _plain(request),
    }
    return render(request, "correction/course.html", context)


def places(request: Any) -> HttpResponse:
    """List every place that has had findings: aspects, open, overdue, found again."""
    post, asked = request.acting, request.GET
    form = forms.PlacesForm(asked, viewer=post)
    at, _by, days = form.asked(post.place_id)
    those = queries.course(post, at)
    rows = queries.place_rows(post, those, days, asked.get("q", ""))
    sort = asked.get("sort", "")
    if key := _SORTS.get(sort.lstrip("-")):
        rows.sort(key=key, reverse=sort.startswith("-"))
    if "export" in asked:
        return excel.answer("places", _place_headings(), map(_place_cells, rows))
    context = {
        "page": Paginator(rows, 25).get_page(asked.get("page")),
        "filters": form,
        "export_url": excel.link(request.GET),
        "aspects": queries.ASPECTS,
    }
    return render(request, "correction/places.html", context)


def _plain(request: Any) -> str:
    query = request.GET.copy()
    query.pop("by", None)
    return str(query.urlencode())


def _name(by: str, each: Any) -> Any:
    if each.place:
        return tongue(each.place, "name")
    if by == "aspect":
        return wording.say(f"aspect.{each.key}") if each.key else _("No aspect named")
    return wording.say(f"finding.{by}.{each.key}")


def _ages(counted: Any) -> list[tuple[str, list[int], int]]:
    """Name each age, with its numbers by severity and their sum."""
    ends = [*(first - 1 for first in courses.AGES[1:]), None]
    return [
        (
            _("{first} to {last} days").format(first=first, last=last)
            if last is not None
            else _("{first} days and more").format(first=first),
            [numbers[severity] for severity in courses.SEVERITIES],
            sum(numbers.values()),
        )
        for (first, numbers), last in zip(counted.items(), ends, strict=True)
    ]


def _book(
    by: str, total: Any, grouped: Any, ages: Any, rows: Iterable[Any]
) -> HttpResponse:
    """Take it along: one sheet for each table."""
    lines = [
        (_("All of them"), total),
        *((name, each.summary) for name, each in grouped),
    ]
    grave = [wording.say(f"finding.severity.{n}") for n in courses.SEVERITIES]
    return excel.book(
        "correction",
        [
            (_("Time to correct"), _time_headings(), (_time(n, s) for n, s in lines)),
            (
                _("Age of what is open"),
                [_("Age"), *grave, _("Together")],
                ([name, *numbers, sum_] for name, numbers, sum_ in ages),
            ),
            (_("Places"), _place_headings(), map(_place_cells, rows)),
        ],
    )


def _time_headings() -> list[str]:
    within = [
        _("Closed within {days} days (%)").format(days=days) for days in courses.WITHIN
    ]
    return [
        _("Group"),
        _("Found"),
        _("Closed"),
        _("Overdue"),
        _("Median days"),
        *within,
    ]


def _time(name: Any, each: courses.Summary) -> list[Any]:
    shares = [
        None if share is None else round(100 * share, 1) for _days, share in each.within
    ]
    median = None if each.median is None else round(each.median, 1)
    return [name, each.found, each.closed, each.overdue, median, *shares]


def _place_headings() -> list[Any]:
    aspects = [wording.say(f"aspect.{aspect}") for aspect in queries.ASPECTS]
    told = [
        _("Found"),
        _("Not yet closed"),
        _("Overdue"),
        _("Found again after closing"),
    ]
    return [_("Code of the place"), _("Place of the finding"), *told, *aspects]


def _place_cells(row: Any) -> list[Any]:
    had = row.had
    told = [had.found, had.open, had.overdue, had.again]
    aspects = [had.aspects.get(aspect, 0) for aspect in queries.ASPECTS]
    return [had.code, tongue(row.place, "name"), *told, *aspects]
