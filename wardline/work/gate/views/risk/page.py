"""Residual risk for the epidemiologist of a division: asked by address, changing
nothing; the same as a workbook.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel
from wardline.work.gate.forms.risk import RiskForm
from wardline.work.gate.queries import risk
from wardline.work.gate.views import asking
from wardline.work.gate.views.risk import still, tables, workbook


def page(request: Any) -> HttpResponse:
    """Answer what is asked, or say what is wrong with it and keep it."""
    post, place = request.acting, asking.place(request, request.acting.place_id)
    doing.found(None if place.is_institution else place)
    rule = risk.in_force(post)
    form = RiskForm(request.GET, rule)
    context = {"form": form, "place": place, "rule": rule}
    if form.is_valid():
        found = risk.found(post, form.asked, rule)
        if "export" in request.GET:
            return workbook.answer(post, found)
        context |= _shown(request, found)
    return render(request, "gate/risk.html", context)


def _shown(request: Any, found: risk.Found) -> dict[str, Any]:
    page = Paginator(list(found.entrants.by_place), 50).get_page(
        request.GET.get("page")
    )
    page.object_list = _houses(request.acting, found, page.object_list)
    return {
        "found": found,
        "asked": found.asked,
        "counted_at": clock.now(),
        "page": page,
        "export_url": excel.link(request.GET),
        "still": still.parts(found.answer, get_language()),
        **tables.asked(found),
    }


def _houses(post: Any, found: risk.Found, codes: list[str]) -> list[Any]:
    by_code = places.institutions(post).select_related("parent").in_bulk(codes)
    entrants = found.entrants.by_place
    known: dict[int, Any] = {}  # homes with as many entrants are alike
    for number in {entrants[code] for code in codes}:
        expected = tables.introductions(found.expected(number))
        told = {"number": number, "expected": expected}
        known[number] = render_to_string("gate/risk/expected.html", told)
    return [(by_code[code], known[entrants[code]]) for code in codes]
