"""Withheld shares, substitutions, recusals, and the word to publish a draw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui.forms import KeyedForm
from wardline.work.inspection import actions, custody_forms, queries
from wardline.work.inspection.views import plans, visits


@require_POST
def record_withheld(request: Any, pk: int, n: int, custodian: int) -> HttpResponse:
    """Record that a share was withheld."""
    found, form = plans.get(request, pk), KeyedForm(request.POST)
    post = doing.found(accounts.posts(request.acting).filter(pk=custodian).first())
    told = {"by": request.acting, "plan": found, "n": n, "custodian": post}
    if doing.done(form, actions.record_withheld, **told):
        messages.success(request, _("Recorded. The stand-in is asked for their share."))
        return redirect("inspection:plan", pk=pk)
    return plans.page(request, found, withheld=form)


@require_POST
def disclose(request: Any, pk: int) -> HttpResponse:
    """Publish the draw of a plan."""
    found, form = plans.get(request, pk), custody_forms.DiscloseForm(request.POST)
    if doing.done(form, actions.disclose_draw, by=request.acting, plan=found):
        messages.success(request, _("The draw is published."))
        return redirect("inspection:plan", pk=pk)
    return plans.page(request, found, disclose=form)


@require_POST
def substitute(request: Any, pk: int) -> HttpResponse:
    """Put the next reserve in a home's place."""
    found, form = visits.get(request, pk), custody_forms.SubstituteForm(request.POST)
    if doing.done(form, actions.substitute, by=request.acting, visit=found):
        messages.success(request, _("Kept, with its reason."))
        return redirect("inspection:index")
    return visits.page(request, found, substitute=form)


def recusals(request: Any) -> HttpResponse:
    """Show who keeps away from where, and enter one more."""
    post = request.acting
    require(post, Verb.ENTER_RECUSAL, post.place_id)
    posts = accounts.holders(post.place_id, "inspector")
    if post.role_code == "inspector":
        posts = [post]
    form = custody_forms.RecusalForm(request.POST or None, posts=posts)
    if doing.done(form, actions.enter_recusal, by=post):
        messages.success(request, _("Plans committed from now on respect it."))
        return redirect("inspection:recusals")
    context = {
        "form": form,
        "rows": queries.recusals(post),
        "may_end": post.may(Verb.END_RECUSAL),
        "end_form": KeyedForm(),
    }
    return render(request, "inspection/recusals.html", context)


@require_POST
def end_recusal(request: Any, pk: int) -> HttpResponse:
    """End a recusal."""
    found = doing.found(queries.recusals(request.acting).filter(pk=pk).first())
    form = KeyedForm(request.POST)
    if doing.done(form, actions.end_recusal, by=request.acting, recusal=found):
        messages.success(request, _("The recusal is over."))
    return redirect("inspection:recusals")
