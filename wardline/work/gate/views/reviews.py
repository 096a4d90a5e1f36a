"""Releases that a later positive opened again: the list, and looking back on one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import ReviewForm


def reviews(request: Any) -> HttpResponse:
    """List the releases that are open again."""
    found = queries.reopened(request.acting, request.GET.get("at"))
    found = queries.named(found, request.GET.get("q", "").strip())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "gate/reviews.html", {"page": page})


def review(request: Any, pk: int) -> HttpResponse:
    """Show what speaks against a release, who shared the room; sign what was done."""
    by, release = request.acting, doing.found(queries.signed(request.acting, pk))
    against = doing.found(queries.positives(by, release) or None)
    waiting = next((test for test in against if test.review is None), None)
    form = ReviewForm(request.POST or None)
    if waiting and form.is_bound and form.is_valid():
        require(by, Verb.REVIEW_RELEASE, release.place_id)
        told = {"release": release, "test": waiting, "note": form.cleaned_data["note"]}
        if made := doing.attempt(form, actions.review_release, by=by, **told):
            text = _("The review is on record.")
            return doing.receipt(request, made, text, "gate:review", pk)
    latest = waiting or against[-1]
    context = {
        "release": release,
        "against": against,
        "waiting": waiting,
        "met": queries.met(by, release, latest),
        "form": form,
        "own": release.signed_by.user_id == by.user_id,
        "may_review": by.may(Verb.REVIEW_RELEASE),
    }
    return render(request, "gate/review.html", context)
