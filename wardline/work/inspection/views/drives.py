"""The envelope of a wave, to print; known drives: entered, corrected, taken along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.doing import done
from wardline.base.ui import excel
from wardline.base.ui.tags import tongue
from wardline.work.inspection import actions, queries
from wardline.work.inspection.route_forms import DriveForm

SORTS = {"one", "other", "km", "minutes", "kept_at"}


def envelope(request: Any, pk: int, n: int) -> HttpResponse:
    """Show an opened wave's envelopes, each team's on a sheet; a team sees its own."""
    post = request.acting
    those = queries.visits(post).filter(wave__plan=pk, wave__n=n).order_by("position")
    teams: dict[int, list[Any]] = {}
    for visit in those:
        teams.setdefault(visit.team_id, []).append(visit)
    if not teams:
        raise Http404
    sheets = [
        {"team": mine[0].team, "route": queries.route(post, mine)}
        for mine in teams.values()
    ]
    context = {"sheets": sheets, "n": n, "plan": next(iter(those)).wave.plan}
    return render(request, "inspection/wave.html", context)


def drives(request: Any) -> HttpResponse:
    """List the known drives; enter one, or write a pair anew."""
    post = request.acting
    form = DriveForm(request.POST or None)
    if request.method == "POST" and done(form, actions.keep_drive, by=post):
        messages.success(request, _("The drive is kept. Routes count with it."))
        return redirect("inspection:drives")
    asked = request.GET
    found = queries.drives(post.place_id, asked.get("q", ""))
    if asked.get("sort", "").lstrip("-") in SORTS:
        found = found.order_by(asked["sort"], "id")
    if "export" in asked:
        return excel.answer("drives", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "export_url": excel.link(asked),
        "form": form if post.may(Verb.KEEP_DRIVE) else None,
    }
    return render(request, "inspection/drives.html", context)


def _headings() -> list[str]:
    return [_("Code"), _("From"), _("Code"), _("To"), _("Kilometres"), _("Minutes")]


def _cells(row: Any) -> list[Any]:
    return [
        row.one_id,
        tongue(row.one, "name"),
        row.other_id,
        tongue(row.other, "name"),
        row.km,
        row.minutes,
    ]
