"""Gaps: the worklist by village, the visit on a phone; and the covered who are not
entitled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.cipher import masked
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui import excel, tags, wording
from wardline.work.safetynet import actions, queries
from wardline.work.safetynet.forms import GapFilter, GapForm, PlaceFilter
from wardline.work.safetynet.words import scheme_name

_ORDERS = {
    "place": ("place_id", "household__village"),
    "village": ("household__village", "place_id"),
    "opened": ("opened_at", "place_id"),
}


def index(request: Any) -> HttpResponse:
    """List the gaps, down to the village."""
    post, asked = request.acting, request.GET
    filters = GapFilter(asked, viewer=post)
    rows = queries.gaps(
        post,
        search=asked.get("q", "").strip(),
        **(filters.cleaned_data if filters.is_valid() else {}),
    )
    rows = rows.order_by(*_order(asked.get("sort", "")), "id")
    if "export" in asked:
        return excel.answer("gaps", _headings(), map(_cells, rows))
    page = Paginator(rows, 50).get_page(asked.get("page"))
    context = {"page": page, "filters": filters, "export_url": excel.link(asked)}
    return render(request, "safetynet/gaps.html", context)


def gap(request: Any, pk: int) -> HttpResponse:
    """Show a gap to whoever visits, and take down what the visit showed."""
    post = request.acting
    shown = doing.found(queries.gap(post, pk))
    may = post.may(Verb.CONFIRM_GAP) and not shown.outcome
    form = GapForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = {k: form.cleaned_data[k] for k in ("outcome", "note")}
        if doing.attempt(form, actions.confirm_gap, by=post, gap=shown, **told):
            messages.success(request, _("What the visit showed is written down."))
            return redirect("safetynet:gap", pk=pk)
    context = {
        "gap": shown,
        "scheme": scheme_name(shown.match.comparison.scheme),
        "number": masked(shown.household.id_number),
        "form": form if may or form.errors else None,
    }
    return render(request, "safetynet/gap.html", context)


def over(request: Any) -> HttpResponse:
    """List who is covered and seems not to be entitled."""
    post, asked = request.acting, request.GET
    filters = PlaceFilter(asked, viewer=post)
    rows = queries.over(
        post,
        search=asked.get("q", "").strip(),
        **(filters.cleaned_data if filters.is_valid() else {}),
    )
    if "export" in asked:
        return excel.answer("covered", _over_headings(), map(_over_cells, rows))
    page = Paginator(rows, 50).get_page(asked.get("page"))
    for row in page:
        row.masked = masked(row.id_number)
    context = {"page": page, "filters": filters, "export_url": excel.link(asked)}
    return render(request, "safetynet/over.html", context)


def _order(asked: str) -> list[str]:
    sign = "-" if asked.startswith("-") else ""
    first, *rest = _ORDERS.get(asked.removeprefix("-"), _ORDERS["place"])
    return [sign + first, *rest]


def _headings() -> list[str]:
    return [
        *(_("County or division"), _("Village"), _("Household"), _("ID number")),
        *(_("Members"), _("Income a month per head"), _("State of the gap")),
        *(_("Found on"), _("Answered on"), _("Remark")),
    ]


def _cells(row: Any) -> list[Any]:
    one = row.household
    return [
        *(tags.tongue(row.place, "name"), one.village, one.name),
        *(masked(one.id_number), one.members, _number(one.income)),
        wording.say(f"safetynet.gap.{row.outcome or 'open'}"),
        *(row.opened_at, row.confirmed_at, row.note),
    ]


def _over_headings() -> list[str]:
    return [
        *(_("County or division"), _("Village"), _("Household"), _("ID number")),
        *(_("Members"), _("Why it is here")),
    ]


def _over_cells(row: Any) -> list[Any]:
    said = f"safetynet.over.{'refused' if row.refused else 'unlisted'}"
    place = tags.tongue(row.place, "name")
    return [
        *(place, row.village, row.name, masked(row.id_number)),
        *(row.members, wording.say(said)),
    ]


def _chosen(filters: Any) -> dict[str, Any]:
    """Return what the filters say; nonsense filters nothing."""
    return filters.cleaned_data if filters.is_valid() else {}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
