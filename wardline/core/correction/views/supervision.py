"""The board of listed supervision, and the look-backs with their draws."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.verbs import Verb
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
    if form and forms.done(form, actions.list_supervision, by=post):
        messages.success(request, _("The place is under listed supervision."))
        return redirect("correction:listings")
    query = asked.copy()
    query["export"] = "1"
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "form": form,
        "may_unlist": post.may(Verb.UNLIST),
        "export_url": f"?{query.urlencode()}",
    }
    return render(request, "correction/listings.html", context)


@require_POST
def unlist(request: Any, pk: int) -> HttpResponse:
    """Take it off the list."""
    listing = queries.listings(request.acting).filter(pk=pk).first()
    if listing is None:
        raise Http404
    form = forms.PlainForm(request.POST)
    if forms.done(form, actions.unlist, by=request.acting, listing=listing):
        messages.success(request, _("Taken off; its place is told."))
    for text in form.non_field_errors():
        messages.error(request, text)
    return redirect("correction:listings")


def lookbacks(request: Any) -> HttpResponse:
    """List the look-backs, and draw one."""
    post = request.acting
    form = forms.LookBackForm(request.POST or None)
    may_draw = post.may(Verb.DRAW_LOOKBACK)
    if may_draw and forms.done(form, actions.draw_lookback, by=post):
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
    found = queries.lookbacks(request.acting).filter(pk=pk).first()
    if found is None:
        raise Http404
    context = {
        "lookback": found,
        "rows": queries.lookback_rows(request.acting, found),
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
        _("Listed"),
        _("Taken off"),
    ]


def _cells(row: Any) -> list[Any]:
    name, number = tongue(row.place, "name"), row.finding_id
    told = [row.reason, row.standard, row.listed_at, row.removed_at]
    return [row.place_id, name, number, *told]
