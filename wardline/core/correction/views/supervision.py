"""The board of listed supervision, and the look-backs with their draws."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel
from wardline.base.ui.tags import tongue
from wardline.core.correction import actions, forms, queries
from wardline.ground.seal import fingerprint


def listings(request: Any) -> HttpResponse:
    """Show what is under listed supervision, and list a place."""
    post, asked = request.acting, request.GET
    found = queries.listings(post, search=asked.get("q", ""))
    if "export" in asked:
        return excel.answer("supervision", _headings(), map(_cells, found))
    form = None
    if post.may(Verb.LIST_SUPERVISION):
        form = forms.ListingForm(request.POST or None, places=places.places(post))
    if form and doing.done(form, actions.list_supervision, by=post):
        messages.success(request, _("The place is under listed supervision."))
        return redirect("correction:listings")
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "form": form,
        "export_url": excel.link(asked),
    }
    return render(request, "correction/listings.html", context)


def listing(request: Any, pk: int) -> HttpResponse:
    """Show one listing with its weeks, and what may be done."""
    return _page(request, _get(request, pk))


@require_POST
def report_listed(request: Any, pk: int) -> HttpResponse:
    """Report the week's progress."""
    found = _get(request, pk)
    form = forms.ProgressForm(request.POST, request.FILES, auto_id="progress_%s")
    if doing.done(form, actions.report_listed, by=request.acting, listing=found):
        messages.success(request, _("Reported. This page is your receipt."))
        return redirect("correction:listing", pk=pk)
    return _page(request, _get(request, pk), report=form)


@require_POST
def unlist(request: Any, pk: int) -> HttpResponse:
    """Take it off the list."""
    found = _get(request, pk)
    form = forms.UnlistForm(request.POST, auto_id="unlist_%s")
    if doing.done(form, actions.unlist, by=request.acting, listing=found):
        messages.success(request, _("Taken off; its place is told."))
        return redirect("correction:listing", pk=pk)
    return _page(request, _get(request, pk), unlist=form)


@require_POST
def reword_listing(request: Any, pk: int) -> HttpResponse:
    """Correct what the public reads of it."""
    found = _get(request, pk)
    form = forms.RewordForm(request.POST, auto_id="reword_%s")
    if doing.done(form, actions.reword_listing, by=request.acting, listing=found):
        messages.success(request, _("This is what the public reads from now on."))
        return redirect("correction:listing", pk=pk)
    return _page(request, _get(request, pk), reword=form)


def _get(request: Any, pk: int) -> Any:
    return doing.found(queries.listing(request.acting, pk))


def _page(request: Any, found: Any, **bound: Any) -> HttpResponse:
    """Show a listing; a form that was refused stays as it was typed."""
    post, standing = request.acting, found.removed_at is None
    may = {
        "report": standing and post.may(Verb.REPORT_LISTED),
        "unlist": standing and post.may(Verb.UNLIST),
        "reword": standing and post.may(Verb.REWORD_LISTING),
    }
    fresh: dict[str, Any] = {
        "report": forms.ProgressForm(auto_id="progress_%s"),
        "unlist": forms.UnlistForm(auto_id="unlist_%s"),
        "reword": forms.RewordForm(
            auto_id="reword_%s", initial={"public_reason": found.public_reason}
        ),
    }
    context = {
        "listing": found,
        "weeks": queries.weeks(found, clock.now()),
        "late": standing and found.due_at < clock.now(),
        "bound": next(iter(bound.values()), None),
        "forms": {
            name: bound.get(name) or form
            for name, form in fresh.items()
            if may[name] or name in bound
        },
    }
    return render(request, "correction/listing.html", context)


def lookbacks(request: Any) -> HttpResponse:
    """List the look-backs, and draw one."""
    post = request.acting
    form = forms.LookBackForm(request.POST or None)
    may_draw = post.may(Verb.DRAW_LOOKBACK)
    if may_draw and doing.done(form, actions.draw_lookback, by=post):
        messages.success(request, _("Drawn. Other people than before now look again."))
        return redirect("correction:lookbacks")
    page = Paginator(queries.lookbacks(post), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form if may_draw else None,
        "outcomes": queries.outcomes(post, post.place_id, clock.now()),
    }
    return render(request, "correction/lookbacks.html", context)


def lookback(request: Any, pk: int) -> HttpResponse:
    """Show what was drawn and from what, and draw it again as a check."""
    found = doing.found(queries.lookbacks(request.acting).filter(pk=pk).first())
    context = {
        "lookback": found,
        "rows": queries.lookback_rows(request.acting, found),
    }
    if not found.by_visits:
        context |= {
            "holds": queries.lookback_holds(found),
            "frame_print": fingerprint(found.frame),
            "key": queries.lookback_key(found.seed, found.frame).hex(),
        }
    return render(request, "correction/lookback.html", context)


def _headings() -> list[str]:
    return [
        _("Code of the place"),
        _("Place of the finding"),
        _("Number of the finding"),
        _("Why it is listed"),
        _("What must hold before it is taken off"),
        _("Reason for the public"),
        _("Listed"),
        _("Taken off"),
    ]


def _cells(row: Any) -> list[Any]:
    name, number = tongue(row.place, "name"), row.finding_id
    told = [row.reason, row.standard, row.public_reason]
    told += [row.listed_at, row.removed_at]
    return [row.place_id, name, number, *told]
