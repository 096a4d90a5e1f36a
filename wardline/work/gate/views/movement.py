"""Minimum movement: every institution's week at the gate, to sort and take away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.ui import excel, tags, wording
from wardline.ground.methods.movement import read_week
from wardline.work.gate import queries
from wardline.work.gate.queries.movement import KINDS

COLUMNS = ("heads", "total", "rate", "before", "change", "like")


def movement(request: Any) -> HttpResponse:
    """List the institutions with what moved through their gates in a week."""
    post, asked = request.acting, request.GET
    week = queries.week(read_week(asked.get("week", "")))
    found = queries.movements(post, post.place_id, week)
    found = _sorted(found, asked.get("sort") or "-rate")
    if "export" in asked:
        return excel.answer(f"movement-{week.name}", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 50).get_page(asked.get("page")),
        "week": week,
        "earlier": queries.week(week.monday - timedelta(days=7)).name,
        "later": None if week.running else _next(week),
        "kinds": KINDS,
        "export_url": excel.link(asked),
    }
    return render(request, "gate/movement.html", context)


def _next(week: queries.Week) -> str:
    return queries.week(week.monday + timedelta(days=7)).name


def _sorted(found: list[Any], sort: str) -> list[Any]:
    column, backwards = sort.lstrip("-"), sort.startswith("-")
    if column == "name":
        found = sorted(found, key=lambda each: str(tags.tongue(each.place, "name")))
        return found[::-1] if backwards else found
    if column not in COLUMNS:
        return found
    known = [each for each in found if getattr(each, column) is not None]
    unknown = [each for each in found if getattr(each, column) is None]
    known.sort(key=lambda each: getattr(each, column), reverse=backwards)
    return known + unknown


def _headings() -> list[Any]:
    kinds = [wording.say(f"gate.crosser.{kind}") for kind in KINDS]
    return [
        *(_("Code"), _("Institution"), _("Division it belongs to")),
        *(_("Heads"), _("Crossings of the week"), _("Per 100 heads")),
        *(_("Week before, per 100 heads"), _("Change"), _("Median of like homes")),
        *kinds,
    ]


def _cells(row: Any) -> list[Any]:
    place = row.place
    return [
        *(place.code, tags.tongue(place, "name"), tags.tongue(place.parent, "name")),
        *(row.heads, row.total, *map(_number, (row.rate, row.before))),
        *map(_number, (row.change, row.like)),
        *(row.counts.get(kind, 0) for kind in KINDS),
    ]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
