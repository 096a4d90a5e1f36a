"""The worklist, the register of findings, and one finding with all that happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import queries as places
from wardline.base.ui import excel, wording
from wardline.base.ui.tags import tongue
from wardline.core.correction import actions, forms, queries

SORTS = {"found_at", "due_at", "severity", "place_id"}


def index(request: Any) -> HttpResponse:
    """Show what is the viewer's to do now, the most pressing first."""
    post = request.acting
    page = Paginator(queries.for_post(post), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lookback": queries.lookback_tasks(post),
        "may_open": post.may(Verb.OPEN_FINDING),
        "open_count": sum(queries.open_by_place(post).values()),
        "overdue_count": queries.findings(post, state="overdue").count(),
    }
    return render(request, "correction/index.html", context)


def findings(request: Any) -> HttpResponse:
    """List the findings; search, filter, sort, or take them along to Excel."""
    asked, form = request.GET, forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.findings(request.acting, search=asked.get("q", ""), **wanted)
    sort = asked.get("sort", "")
    if sort.lstrip("-") in SORTS:
        found = found.order_by(sort, "id")
    if "export" in asked:
        return excel.answer("findings", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "filters": form,
        "export_url": excel.link(asked),
        "may_open": request.acting.may(Verb.OPEN_FINDING),
        "may_order": request.acting.may(Verb.ORDER_MANY),
        "unmended": queries.UNMENDED,
    }
    return render(request, "correction/findings.html", context)


def new_finding(request: Any) -> HttpResponse:
    """Record a finding by hand."""
    post = request.acting
    require(post, Verb.OPEN_FINDING, post.place_id)
    form = forms.FindingForm(
        request.POST or None, request.FILES or None, places=places.places(post)
    )

    def act(**told: Any) -> Any:
        spot = form.on_the_spot
        return (actions.correct_on_spot if spot else actions.open_finding)(**told)

    if doing.done(form, act, by=post):
        messages.success(request, _("The finding is recorded, and its place is told."))
        return redirect("correction:findings")
    return render(request, "correction/new.html", {"form": form})


def finding(request: Any, pk: int) -> HttpResponse:
    """Show one finding with its whole history and what may be done now."""
    return _page(request, _get(request, pk))


@require_POST
def order(request: Any, pk: int) -> HttpResponse:
    """Order what is to be done."""
    found = _get(request, pk)
    posts = queries.posts_for(request.acting, found)
    form = forms.OrderForm(request.POST, posts=posts, auto_id="order_%s")
    said = _("Ordered; whoever must do it is told.")
    return _deed(request, found, form, actions.order_action, said, "order")


@require_POST
def extend(request: Any, pk: int) -> HttpResponse:
    """Set a later term."""
    form = forms.ExtendForm(request.POST, auto_id="extend_%s")
    said = _("The new term stands; whoever must do it is told.")
    return _deed(request, _get(request, pk), form, actions.extend, said, "extend")


@require_POST
def report_done(request: Any, pk: int) -> HttpResponse:
    """Report it done, with a photo from the phone."""
    form = forms.DoneForm(request.POST, request.FILES, auto_id="done_%s")
    said = _("Reported. This page is your receipt; someone else now verifies it.")
    return _deed(request, _get(request, pk), form, actions.report_done, said, "done")


@require_POST
def verify(request: Any, pk: int) -> HttpResponse:
    """Close it, or reopen it."""
    form = forms.VerifyForm(request.POST, auto_id="verify_%s")
    said = _("Verified and written down.")
    return _deed(request, _get(request, pk), form, actions.verify, said, "verify")


@require_POST
def list_finding(request: Any, pk: int) -> HttpResponse:
    """Put it under listed supervision."""
    found = _get(request, pk)
    form = forms.ListFindingForm(request.POST, auto_id="list_%s")

    def act(**told: Any) -> Any:
        return actions.list_supervision(at=found.place_id, **told)

    said = _("It is under listed supervision.")
    return _deed(request, found, form, act, said, "list")


@require_POST
def reopen(request: Any, pk: int) -> HttpResponse:
    """Open a closed finding again."""
    form = forms.ReopenForm(request.POST, auto_id="reopen_%s")
    said = _("It is open again; whoever must mend it is told.")
    return _deed(request, _get(request, pk), form, actions.reopen, said, "reopen")


def _get(request: Any, pk: int) -> Any:
    return doing.found(queries.get(request.acting, pk))


def _deed(
    request: Any, found: Any, form: Any, act: Callable[..., Any], said: str, name: str
) -> HttpResponse:
    if doing.done(form, act, by=request.acting, finding=found):
        messages.success(request, said)
        return redirect("correction:finding", pk=found.pk)
    return _page(request, _get(request, found.pk), **{name: form})


def _page(request: Any, found: Any, **bound: Any) -> HttpResponse:
    """Show the finding; a form that was refused stays as it was typed."""
    offered = queries.offers(request.acting, found)
    fresh: dict[str, Callable[..., Any]] = {
        "done": forms.DoneForm,
        "verify": forms.VerifyForm,
        "order": partial(
            forms.OrderForm,
            posts=queries.posts_for(request.acting, found),
            initial={"what": found.fact},
        ),
        "extend": forms.ExtendForm,
        "reopen": forms.ReopenForm,
        "list": forms.ListFindingForm,
    }
    context = {
        "finding": found,
        "mine": queries.is_theirs(request.acting, found),
        "history": queries.history(found),
        "listings": [one for one in found.listings.all() if not one.removed_at],
        "bound": next(iter(bound.values()), None),
        "forms": {
            name: bound.get(name) or make(auto_id=f"{name}_%s")
            for name, make in fresh.items()
            if name in offered or name in bound
        },
    }
    return render(request, "correction/finding.html", context)


def _headings() -> list[str]:
    return [
        _("Number of the finding"),
        _("Code of the place"),
        _("Place of the finding"),
        _("Aspect"),
        _("What falls short"),
        _("How grave"),
        _("How far it reaches"),
        _("State of the finding"),
        _("Where it came from"),
        _("Found on"),
        _("By when"),
    ]


def _cells(row: Any) -> list[Any]:
    return [
        row.pk,
        row.place_id,
        tongue(row.place, "name"),
        wording.say(f"aspect.{row.aspect}") if row.aspect else "",
        row.fact,
        row.severity,
        wording.say(f"finding.scope.{row.scope}"),
        wording.say(f"finding.state.{row.state}"),
        wording.say(f"finding.source.{row.source}"),
        row.found_at,
        row.due_at,
    ]
