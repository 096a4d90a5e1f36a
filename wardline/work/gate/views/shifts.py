"""Shifts that live in: who is on, since when, whose relief is due, who may begin."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import EndForm, ShiftForm
from wardline.work.gate.views import asking

# what asks for a deed stands first
ORDER = ("slept_outside", "not_released", "relief_due", "isolated", "ready")


def shifts(request: Any, code: str) -> HttpResponse:
    """Show how each worker stands, and let those who may begin a shift."""
    by, place = request.acting, asking.home(request, code)
    found = sorted(queries.standings(by, place), key=_urgency)
    ready = [each.person for each in found if each.may_begin]
    form = ShiftForm(request.POST or None, ready=ready)
    if form.is_bound and form.is_valid():
        require(by, Verb.BEGIN_SHIFTS, code)
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(form, actions.begin_shifts, by=by, at=code, **told):
            text = _("The shift has begun.")
            return doing.receipt(request, made, text, "gate:shifts", code)
    context = {
        "place": place,
        "standings": found,
        "ready": ready,
        "form": form,
        "may_begin": by.may(Verb.BEGIN_SHIFTS),
        "may_end": by.may(Verb.END_SHIFT),
    }
    return render(request, "gate/shifts.html", context)


def end(request: Any, pk: int) -> HttpResponse:
    """End a worker's shift."""
    by, shift = request.acting, doing.found(roster.shift(request.acting, pk))
    require(by, Verb.END_SHIFT, shift.place_id)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = {"shift": shift, "to_at": form.cleaned_data["moment"]}
        if made := doing.attempt(form, roster_actions.end_shift, by=by, **told):
            text = _("The shift has ended.")
            return doing.receipt(request, made, text, "gate:shifts", shift.place_id)
    return asking.ask(
        request,
        form,
        title=_("End the shift"),
        lead=_(
            "Relieved, ill, or called away. The next shift begins with a clearance."
        ),
        person=shift.person,
        submit=_("End the shift"),
    )


def _urgency(each: queries.Standing) -> tuple[int, str]:
    state = each.state
    return ORDER.index(state) if state in ORDER else len(ORDER), each.person.name
