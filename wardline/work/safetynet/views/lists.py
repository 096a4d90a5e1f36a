"""Lists: taken in with a report row by row, and compared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui import excel, wording
from wardline.work.safetynet import actions, queries, reading
from wardline.work.safetynet.forms import CompareForm, ListForm
from wardline.work.safetynet.words import scheme_name


def index(request: Any) -> HttpResponse:
    """List what was taken in, and what was compared."""
    post = request.acting
    rows = queries.lists(post)
    if word := request.GET.get("q", "").strip():
        rows = rows.filter(name__icontains=word)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for row in page:
        row.scheme_name = scheme_name(row.scheme)
    context = {
        "page": page,
        "comparisons": queries.comparisons(post)[:20],
        "may_take_in": post.may(Verb.TAKE_IN_LIST),
    }
    return render(request, "safetynet/lists.html", context)


def take_in(request: Any) -> HttpResponse:
    """Take a list in; what is wrong with the file is said beside it."""
    post = request.acting
    require(post, Verb.TAKE_IN_LIST, post.place_id)
    form = ListForm(request.POST or None, request.FILES or None, viewer=post)
    if form.is_bound and form.is_valid():
        told = {"by": post, "at": post.place_id, **form.told}
        if made := doing.attempt(form, actions.take_in_list, **told):
            messages.success(request, _("The list is taken in and kept as it came."))
            return redirect("safetynet:list", pk=doing.number_of(made))
    return render(request, "safetynet/take_in.html", {"form": form})


def template(request: Any) -> HttpResponse:
    """Give an empty list with the right headings."""
    headings = [reading.heading(name) for name in reading.HEADINGS]
    return excel.answer("template", headings, [])


def source(request: Any, pk: int) -> HttpResponse:
    """Show what was taken from a list, and what is wrong, row by row."""
    shown = doing.found(queries.source_list(request.acting, pk))
    _headings, wrong = queries.faults(shown)
    context = {
        "list": shown,
        "scheme": scheme_name(shown.scheme),
        "page": Paginator(wrong, 50).get_page(request.GET.get("page")),
        "may_compare": request.acting.may(Verb.COMPARE_LISTS),
    }
    return render(request, "safetynet/list.html", context)


def faults(request: Any, pk: int) -> HttpResponse:
    """Give the faulty rows back as they came, with the reason beside each."""
    shown = doing.found(queries.source_list(request.acting, pk))
    headings, wrong = queries.faults(shown)
    reasons: dict[int, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for fault in wrong:
        rows[fault["row"]] = fault["cells"]
        said = str(wording.say(fault["code"], **fault["args"]))
        reasons.setdefault(fault["row"], []).append(said)
    width = len(headings)
    table = (
        [*(cells + [""] * width)[:width], row, " ".join(reasons[row])]
        for row, cells in rows.items()
    )
    heads = [*headings, _("Row in the file"), _("What is wrong")]
    return excel.answer("faults", heads, table)


def compare(request: Any) -> HttpResponse:
    """Compare two lists."""
    post = request.acting
    require(post, Verb.COMPARE_LISTS, post.place_id)
    initial = {kind: request.GET.get(kind) for kind in ("entitled", "covered")}
    form = CompareForm(request.POST or None, viewer=post, initial=initial)
    if form.is_bound and form.is_valid():
        told = {"by": post, "at": post.place_id, **form.told(post)}
        if made := doing.attempt(form, actions.compare_lists, **told):
            return redirect("safetynet:comparison", pk=doing.number_of(made))
    return render(request, "safetynet/compare.html", {"form": form})


def comparison(request: Any, pk: int) -> HttpResponse:
    """Show what two lists say together."""
    shown = doing.found(queries.comparisons(request.acting).filter(pk=pk).first())
    context = {
        "comparison": shown,
        "scheme": scheme_name(shown.scheme),
        "counts": queries.counts_of(shown),
        "estimate": queries.estimate(shown),
        "whys": queries.whys(shown),
    }
    return render(request, "safetynet/comparison.html", context)
