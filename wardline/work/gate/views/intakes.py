"""The way in of a found child, step by step."""

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
from wardline.work.gate.forms import IntakeForm, StepForm
from wardline.work.gate.views import asking


def intakes(request: Any) -> HttpResponse:
    """List the intakes, each with the step that comes next."""
    post = request.acting
    found = queries.intakes(post, request.GET.get("at"))
    found = queries.named(found, request.GET.get("q", "").strip())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    page.object_list = queries.with_coming(post, page.object_list)
    context = {"page": page, "may_begin": post.may(Verb.BEGIN_INTAKE)}
    return render(request, "gate/intakes.html", context)


def begin(request: Any) -> HttpResponse:
    """Register a child found."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.BEGIN_INTAKE, place.code)
    hospitals = queries.hospitals(by, place.code)
    form = IntakeForm(request.POST or None, hospitals=hospitals)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(
            form, actions.begin_intake, by=by, at=place.code, **told
        ):
            text = _("Registered. Go to the hospital first.")
            return doing.receipt(
                request, made, text, "gate:intake", doing.number_of(made)
            )
    return asking.ask(
        request,
        form,
        title=_("A child was found"),
        lead=_("The child goes to the designated hospital before coming in."),
        submit=_("Register the child"),
    )


def intake(request: Any, pk: int) -> HttpResponse:
    """Show the pathway, and take the next step."""
    by, kept = request.acting, doing.found(queries.intake(request.acting, pk))
    step = queries.coming(by, kept)
    # a later step may be tried: the rule says what is missing
    step = request.GET.get("step") if request.GET.get("step") in STEPS else step
    form = _step_form(request, kept, step) if step else None
    if form and form.is_bound and form.is_valid():
        require(by, Verb.STEP_INTAKE, kept.place_id)
        told = {"intake": kept, "step": step, **form.told}
        if made := doing.attempt(form, actions.step_intake, by=by, **told):
            text = _("The step is on record.")
            return doing.receipt(request, made, text, "gate:intake", pk)
    context = {
        "intake": kept,
        "stages": queries.stages(by, kept),
        "form": form,
        "step": step,
        "may_step": by.may(Verb.STEP_INTAKE),
    }
    return render(request, "gate/intake.html", context)


STEPS = {"hospital", "health_check", "screening", "isolation", "admission"}


def _step_form(request: Any, kept: Any, step: str) -> StepForm:
    pathway = queries.pathway(request.acting, kept.place)
    sent = asking.data(request)
    return StepForm(*sent, step=step, diseases=pathway.screenings)
