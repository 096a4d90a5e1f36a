"""Directives: the list or the inbox, taking in, checking, issuing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.work.directives import actions, queries, reading
from wardline.work.directives.forms import (
    CorrectForm,
    IssueForm,
    RecallForm,
    SameForm,
    StateFilter,
    TakeInForm,
)

_ORDERS = {"issued_at", "title_zh", "title_en", "number", "place"}


def index(request: Any) -> HttpResponse:
    """Show what waits for this place, and for an office the list with its reach."""
    post, asked = request.acting, request.GET
    filters = StateFilter(asked)
    state = filters.cleaned_data["state"] if filters.is_valid() else ""
    found = queries.directives(post, search=asked.get("q", "").strip(), state=state)
    if (sort := asked.get("sort", "")).removeprefix("-") in _ORDERS:
        found = found.order_by(sort, "-id")
    if "export" in asked:
        reached = queries.reached(post, found)
        rows = ([each, reached.get(each.pk)] for each in found)
        return excel.answer("directives", _headings(), (_cells(*row) for row in rows))
    page = Paginator(found, 20).get_page(asked.get("page"))
    reached = queries.reached(post, page.object_list)
    page.object_list = [(each, reached.get(each.pk)) for each in page.object_list]
    context = {"page": page, "filters": filters, "export_url": excel.link(asked)}
    context |= {"inbox": list(queries.inbox(post)[:20]), "now": clock.now()}
    context |= {"coming": queries.meetings(post).filter(ends_at__gte=clock.now())[:5]}
    context |= {"may_take_in": post.may(Verb.TAKE_IN_DIRECTIVE)}
    home = post.place.is_institution
    template = "directives/inbox.html" if home else "directives/index.html"
    context |= {"filters": None} if home else {}
    return render(request, template, context)


def take_in(request: Any) -> HttpResponse:
    """Take a document in, from a file or a paste."""
    by = request.acting
    require(by, Verb.TAKE_IN_DIRECTIVE, by.place_id)
    form = TakeInForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        act = actions.take_in_directive
        if made := doing.attempt(form, act, by=by, at=by.place_id, **form.told):
            text = _("The document is kept. Check now what was recovered.")
            pk = doing.number_of(made)
            return doing.receipt(request, made, text, "directives:check", pk)
    return render(request, "directives/take_in.html", {"form": form})


def check(request: Any, pk: int) -> HttpResponse:
    """Correct by hand what was recovered, with the original beside it."""
    by = request.acting
    kept = doing.found(queries.directive(by, pk))
    if queries.draft(by, pk) is None and request.method == "GET":
        return redirect("directives:show", pk)
    require(by, Verb.CORRECT_DIRECTIVE, kept.place_id)
    form = CorrectForm(request.POST or None, initial=_initial(kept))
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        act = actions.correct_directive
        if made := doing.attempt(form, act, by=by, directive=kept, **told):
            text = _("The directive is ready to be issued.")
            return doing.receipt(request, made, text, "directives:issue", pk)
    context = {"form": form, "directive": kept, **_compared(request, kept)}
    context |= {"alike": queries.alike(by, kept)}
    context |= {"annexes": reading.annexes(kept.body_zh or kept.body_en)}
    return render(request, "directives/check.html", context)


@require_POST
def set_aside(request: Any, pk: int) -> HttpResponse:
    """Say that a draft is an order that came before."""
    by, form = request.acting, SameForm(request.POST)
    kept = doing.found(queries.own(by, pk))
    same_as = doing.found(queries.directive(by, form["same_as"].value()))
    told = {"directive": kept, "same_as": same_as}
    made = doing.tap(request, form, actions.set_aside, by=by, **told)
    if made is None:
        return redirect("directives:check", pk)
    text = _("The draft is set aside. Its file stays with this directive.")
    to = "directives:show" if same_as.issued_at else "directives:check"
    return doing.receipt(request, made, text, to, same_as.pk)


def original(request: Any, pk: int) -> HttpResponse:
    """Show the document as it came, beside what became of it."""
    kept = doing.found(queries.directive(request.acting, pk))
    context = {"directive": kept, **_compared(request, kept)}
    return render(request, "directives/original.html", context)


def issue(request: Any, pk: int) -> HttpResponse:
    """Choose who receives it, and issue it."""
    by = request.acting
    kept = doing.found(queries.directive(by, pk))
    if queries.draft(by, pk) is None and request.method == "GET":
        return redirect("directives:show", pk)
    require(by, Verb.ISSUE, kept.place_id)
    form = IssueForm(
        request.POST or None,
        viewer=by,
        at=kept.place_id,
        initial=_audience(kept) | {"due_hours": kept.due_hours},
    )
    if form.is_bound and form.is_valid():
        act, told = actions.issue, form.told
        if made := doing.attempt(form, act, by=by, directive=kept, **told):
            text = _("The directive is issued. Here you see who has signed for it.")
            return doing.receipt(request, made, text, "directives:show", pk)
    return render(request, "directives/issue.html", {"form": form, "directive": kept})


def recall(request: Any, pk: int) -> HttpResponse:
    """Take an order of one's own office back."""
    by = request.acting
    kept = doing.found(queries.directive(by, pk))
    require(by, Verb.RECALL, kept.place_id)
    form = RecallForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act, why = actions.recall, form.cleaned_data["why"]
        if made := doing.attempt(form, act, by=by, directive=kept, why=why):
            text = _("The directive is recalled. Everyone who had it is told.")
            return doing.receipt(request, made, text, "directives:show", pk)
    return render(request, "directives/recall.html", {"form": form, "directive": kept})


def _audience(kept: Any) -> dict[str, Any]:
    """Offer the minutes of a meeting to those who were invited."""
    held = kept.minutes_of
    if held is None:
        return {}
    return {"depths": held.invited_depths, "to": " ".join(held.invited_places)}


def _initial(kept: Any) -> dict[str, Any]:
    asked = (name for name in CorrectForm.base_fields if name != "key")
    return {name: getattr(kept, name) for name in asked}


def _compared(request: Any, kept: Any) -> dict[str, Any]:
    """Return the two texts side by side, a page at a time, and what was changed."""
    read = queries.kept_reading(kept)
    lines = Paginator(list(reading.rows(read)), 100)
    reaches = request.acting.reaches(kept.place_id)
    return {
        "rows": lines.get_page(request.GET.get("page")),
        "counts": [(f"directives.change.{k}", n) for k, n in read.counts().items()],
        "remarks": [_remark(remark) for remark in kept.remarks],
        "file": kept.original if reaches else None,
    }


def _remark(remark: dict[str, Any]) -> Any:
    args = dict(remark["args"])
    if "found" in args:
        args["found"] = f"directives.format.{args['found']}"
    return wording.say(f"directives.remark.{remark['code']}", **args)


def _headings() -> list[Any]:
    return [
        *(_("Title"), _("Number of the document"), _("Issuer"), _("Issued at")),
        *(_("Urgency"), _("Places told"), _("Signed for by"), _("Reported done by")),
        *(_("Hours until half had signed"), _("Hours until everyone had signed")),
    ]


def _cells(each: Any, reach: Any) -> list[Any]:
    hours = [reach.median_hours, reach.full_hours] if reach else [None, None]
    return [
        *(tags.tongue(each, "title"), each.number, tags.tongue(each, "issuer")),
        *(each.issued_at, wording.say(f"directives.urgency.{each.urgency}")),
        *([reach.sent, reach.received, reach.done] if reach else [0, 0, 0]),
        *hours,
    ]
