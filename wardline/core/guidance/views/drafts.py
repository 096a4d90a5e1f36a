"""Drafts of policies: written in a form, compared by whom they clear, published."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger.deeds import Repeated
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import actions, queries
from wardline.core.guidance.forms.policies import PolicySheet, SeenForm, opened, sealed
from wardline.core.guidance.words import sheets as words
from wardline.core.guidance.words.histories import told

PATIENCE = 0.8  # seconds that one request may spend on judging
PER_PAGE = 10
PART = "HX-Request"  # only a part of the page is asked for


def new(request: Any, pk: int | None = None) -> HttpResponse:
    """Write a new policy, or a new version of one that is published."""
    post, content = request.acting, {}
    if pk is not None:
        version = queries.version(post, pk)
        if version is None:
            raise Http404
        content = version.row.content
    require(post, Verb.DRAFT_POLICY, post.place_id)
    begun = queries.begun_from(post, content)
    return _write(request, begun, fixed=pk is not None)


def edit(request: Any, pk: int) -> HttpResponse:
    """Write on in a draft."""
    draft = _draft(request, pk)
    require(request.acting, Verb.DRAFT_POLICY, draft.place_id)
    known = {code for code, _version in queries.published_names(draft.place_id)}
    fixed = draft.content["id"] in known
    return _write(request, draft.content, fixed=fixed, draft=draft)


def draft(request: Any, pk: int) -> HttpResponse:
    """Show a draft as it would read, and begin to compare it."""
    if became := queries.published_from(request.acting, pk):
        return redirect("guidance:policy", pk=became.pk)
    return _show(request, _draft(request, pk), opened(request.GET.get("seen", "")))


def effect(request: Any, pk: int) -> HttpResponse:
    """Compare a draft with what is in force, some histories further."""
    found = _draft(request, pk)
    if request.method != "POST":
        return redirect("guidance:draft", pk=pk)
    until = time.monotonic() + PATIENCE
    comparison = queries.comparison(request.acting, found)
    sent = opened(request.POST.get("seen", ""))
    seen = comparison.go_on(sent, lambda: time.monotonic() < until)
    if not seen.of(comparison):
        return _show(request, found, seen)
    # an address of its own, so that whoever goes on can come back to what was judged
    address = f"{reverse('guidance:draft', kwargs={'pk': pk})}?seen={sealed(seen)}"
    if PART in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def examples(request: Any, pk: int, side: str) -> HttpResponse:
    """Show people whom one side clears and the other does not."""
    found = _draft(request, pk)
    seen = opened(request.GET.get("seen", ""))
    comparison = queries.comparison(request.acting, found)
    if seen.print != comparison.print:
        return redirect("guidance:draft", pk=pk)
    names = seen.after if side == "after" else seen.before
    page = Paginator(names, PER_PAGE).get_page(request.GET.get("page"))
    shown = [comparison.example(name, side) for name in page]
    context = {
        "draft": found,
        "side": side,
        "page": page,
        "sealed": sealed(seen),
        "number": seen.only_after if side == "after" else seen.only_before,
        "examples": [(each, told(each.history.facts)) for each in shown],
    }
    return render(request, "guidance/examples.html", context)


def publish(request: Any, pk: int) -> HttpResponse:
    """Publish a draft whose effect has been seen; its page leads to the version."""
    post = request.acting
    if queries.published_from(post, pk):  # sent a second time
        return redirect("guidance:draft", pk=pk)
    found = _draft(request, pk)
    require(post, Verb.PUBLISH_POLICY, found.place_id)
    form = SeenForm(request.POST or None)
    if doing.done(form, actions.publish_draft, by=post, draft=found):
        messages.success(request, _("The version is published."))
    elif form.is_bound:
        for error in form.non_field_errors():
            messages.error(request, error)
    return redirect("guidance:draft", pk=pk)


def discard(request: Any, pk: int) -> HttpResponse:
    """End a draft that shall not be published."""
    post, found = request.acting, _draft(request, pk)
    require(post, Verb.DISCARD_POLICY, found.place_id)
    form = KeyedForm(request.POST or None)
    if doing.done(form, actions.discard_draft, by=post, draft=found):
        messages.success(request, _("The draft is discarded."))
        return redirect("guidance:policies")
    return redirect("guidance:draft", pk=pk)


def _draft(request: Any, pk: int) -> Any:
    found = queries.draft(request.acting, pk)
    if found is None or not request.acting.may(Verb.DRAFT_POLICY):
        raise Http404
    return found


def _write(
    request: Any, content: Any, *, fixed: bool, draft: Any = None
) -> HttpResponse:
    """Show the form; change its clauses; or keep the draft."""
    post, sent = request.acting, request.POST or None
    sheet = PolicySheet(sent, viewer=post, content=content, fixed=fixed)
    if sent is not None and not sheet.change(sent) and sheet.is_valid():
        kept = _keep(post, sheet, draft)
        if kept is not None:
            messages.success(request, _("The draft is kept."))
            return redirect("guidance:draft", pk=kept)
    context = {"sheet": sheet, "draft": draft, "fixed": fixed, "content": content}
    return render(request, "guidance/draft_form.html", context)


def _keep(post: Any, sheet: PolicySheet, draft: Any) -> int | None:
    """Keep the draft and return its id; what is refused is said on the page."""
    at = draft.place_id if draft else post.place_id
    try:
        key = str(sheet.key.cleaned_data["key"])
        told = {**sheet.told, "draft": draft, "key": key}
        return int(actions.keep_draft(by=post, at=at, **told).pk)
    except Repeated as again:
        return int(again.entry.subject_id)
    except ValidationError as refused:
        sheet.faults += refused.messages
        return None


def _show(request: Any, found: Any, seen: queries.Seen) -> HttpResponse:
    comparison = queries.comparison(request.acting, found)
    context = {
        "draft": found,
        "sheet": words.sheet(comparison.draft),
        "comparison": comparison,
        "seen": seen,
        "complete": seen.of(comparison),
        "held_below": comparison.held_below(seen),
        "sealed": sealed(seen),
        "form": KeyedForm(),
    }
    part = PART in request.headers
    name = "guidance/parts/effect.html" if part else "guidance/draft.html"
    return render(request, name, context)
