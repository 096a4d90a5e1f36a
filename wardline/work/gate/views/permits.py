"""Exceptions: granted by name, listed in force and past, taken back with a trace."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui import excel, tags, wording
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import PermitForm, VisitForm, WithdrawForm
from wardline.work.gate.views import asking

STATES = ("in_force", "past", "withdrawn")


def permits(request: Any) -> HttpResponse:
    """List the exceptions, to search, filter and take away."""
    post, asked = request.acting, request.GET
    state = asked.get("state") if asked.get("state") in STATES else ""
    found = queries.every_permit(
        post, asked.get("at"), search=asked.get("q", "").strip(), state=state or ""
    )
    if "export" in asked:
        return excel.answer("exceptions", _headings(), map(_cells, found))
    page = Paginator(found, 50).get_page(asked.get("page"))
    page.object_list = [(each, queries.permit_state(each)) for each in page]
    context = {"page": page, "states": STATES, "export_url": excel.link(asked)}
    return render(request, "gate/permits.html", context)


def permit(request: Any, pk: int) -> HttpResponse:
    """Show one exception with the crossings that it let, and take it back."""
    by, kept = request.acting, doing.found(queries.permit(request.acting, pk))
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require(by, Verb.WITHDRAW_PERMIT, kept.place_id)
        told = {"permit": kept, "reason": form.cleaned_data["reason"]}
        if made := doing.attempt(form, actions.withdraw_permit, by=by, **told):
            text = _("Taken back. It holds no more.")
            return doing.receipt(request, made, text, "gate:one-permit", pk)
    state = queries.permit_state(kept)
    context = {
        "permit": kept,
        "state": state,
        "crossings": queries.crossings_by(by, kept)[:50],
        "form": form,
        "may_withdraw": by.may(Verb.WITHDRAW_PERMIT) and state == "in_force",
        "may_issue": by.may(Verb.ISSUE_TICKET) and state == "in_force",
    }
    return render(request, "gate/permit.html", context)


def grant(request: Any, code: str) -> HttpResponse:
    """Authorise an exception by name."""
    by, place = request.acting, asking.home(request, code)
    require(by, Verb.PERMIT, code)
    form = PermitForm(request.POST or None, viewer=by, at=code)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(form, actions.permit, by=by, at=code, **told):
            text = _("The exception holds from now on.")
            return doing.receipt(
                request, made, text, "gate:one-permit", doing.number_of(made)
            )
    return asking.ask(
        request,
        form,
        title=_("Authorise an exception"),
        lead=_("You answer for it by name. It lifts no fever, mask or test."),
        submit=_("Sign the exception"),
        place=place,
    )


def visit(request: Any, code: str) -> HttpResponse:
    """Authorise a visit at the end of a life."""
    by, place = request.acting, asking.home(request, code)
    require(by, Verb.PERMIT_VISIT, code)
    form = VisitForm(request.POST or None, viewer=by, at=code)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(form, actions.permit_visit, by=by, **told):
            text = _("The visit is authorised.")
            return doing.receipt(
                request, made, text, "gate:one-permit", doing.number_of(made)
            )
    return asking.ask(
        request,
        form,
        title=_("Visit at the end of a life"),
        lead=_(
            "Nobody dies alone because a gate is closed. You answer for it by name."
        ),
        submit=_("Sign the visit"),
        place=place,
    )


def _headings() -> list[Any]:
    return [
        *(
            _("Institution"),
            _("Kind of crossing"),
            _("Name"),
            _("Visits which resident"),
        ),
        *(_("Reason for the exception"), _("Minutes at the bedside"), _("Signed by")),
        *(_("Signed at"), _("Holds until"), _("State"), _("Taken back at")),
        *(_("Taken back by"), _("Why it is taken back")),
    ]


def _cells(row: Any) -> list[Any]:
    taken = getattr(row, "withdrawal", None)
    return [
        tags.tongue(row.place, "name"),
        wording.say(f"gate.crosser.{row.crosser}"),
        row.person.name if row.person else row.name,
        row.visited.name if row.visited else "",
        *(row.reason, row.minutes, row.granted_by.user and row.granted_by.user.name),
        *(row.granted_at, row.until_at),
        wording.say(f"gate.permit.{queries.permit_state(row)}"),
        *(taken and taken.at, taken and taken.by.user and taken.by.user.name),
        taken and taken.reason,
    ]
