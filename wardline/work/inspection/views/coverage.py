"""Coverage and load over the year, homes not visited for long, risk, fairness."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.verbs import Verb
from wardline.base.ui import excel
from wardline.base.ui.tags import tongue
from wardline.work.inspection import queries, words

SORTS = {"code", "capacity", "last"}
YEAR = 12


def coverage(request: Any) -> HttpResponse:
    """Show how much of each area was visited in a year, and by whom."""
    post = _authority(request)
    after = queries.since(YEAR)
    rows = queries.coverage(post, after)
    context = {
        "rows": rows,
        "load": queries.load(post, after),
        "total": {
            "value": sum(row["visited"] for row in rows),
            "of": sum(row["homes"] for row in rows),
        },
        "after": after,
    }
    return render(request, "inspection/coverage.html", context)


def unvisited(request: Any) -> HttpResponse:
    """List the homes that nobody has visited for so many months."""
    post, asked = _authority(request), request.GET
    months = _months(asked.get("months", ""))
    found = queries.unvisited(post, queries.since(months), asked.get("q", ""))
    sort = asked.get("sort", "")
    # those never visited come first, as those unseen the longest do
    if sort.lstrip("-") in SORTS:
        found = found.order_by(sort, "code")
    if "export" in asked:
        return excel.answer("unvisited", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "export_url": excel.link(asked),
        "months": months,
        "choices": queries.MONTHS,
    }
    return render(request, "inspection/unvisited.html", context)


def risk(request: Any) -> HttpResponse:
    """List the homes by risk, each with the points that add up to it."""
    post, asked = _authority(request), request.GET
    rows = queries.risks(post, asked.get("q", ""))
    if "export" in asked:
        named = [str(words.POINTS[code]) for code in words.POINTS]
        head = [_("Code"), _("Home"), _("Points of risk"), *named]
        return excel.answer("risk", head, map(_points, rows))
    context = {
        "page": Paginator(rows, 25).get_page(asked.get("page")),
        "export_url": excel.link(asked),
    }
    return render(request, "inspection/risk.html", context)


def fairness(request: Any) -> HttpResponse:
    """Show who finds more than others in like homes: it is no part of any risk."""
    rows = queries.fairness(_authority(request))
    return render(request, "inspection/fairness.html", {"rows": rows})


def _authority(request: Any) -> Any:
    """Return the acting post; whoever may not plan knows nothing of all this."""
    post = request.acting
    if not post.may(Verb.COMMIT_PLAN):
        raise Http404
    return post


def _months(text: str) -> int:
    known = text.isascii() and text.isdigit() and 1 <= int(text) <= 120
    return int(text) if known else queries.DEFAULT_MONTHS


def _headings() -> list[str]:
    return [_("Code"), _("Home"), _("Beds"), _("Address"), _("Last visit")]


def _cells(row: Any) -> list[Any]:
    return [row.code, tongue(row, "name"), row.capacity, row.address, row.last]


def _points(row: dict[str, Any]) -> list[Any]:
    parts = [row["points"][code] for code in words.POINTS]
    return [row["home"].code, tongue(row["home"], "name"), row["total"], *parts]
