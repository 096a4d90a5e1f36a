"""QR passes: issued, shown on the phone, printed, taken back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import TicketForm, WithdrawForm
from wardline.work.gate.views import asking

STATES = ("in_force", "past", "withdrawn")


def tickets(request: Any) -> HttpResponse:
    """List the QR passes."""
    post, asked = request.acting, request.GET
    state = asked.get("state") if asked.get("state") in STATES else ""
    found = queries.tickets(
        post, asked.get("at"), search=asked.get("q", "").strip(), state=state or ""
    )
    page = Paginator(found, 50).get_page(asked.get("page"))
    page.object_list = [(each, queries.ticket_state(each)) for each in page]
    may_issue = post.may(Verb.ISSUE_TICKET) and post.place.is_institution
    context = {"page": page, "states": STATES, "may_issue": may_issue}
    return render(request, "gate/tickets.html", context)


def issue(request: Any) -> HttpResponse:
    """Issue a QR pass, for somebody or for an exception."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.ISSUE_TICKET, place.code)
    permit = _permit(request)
    form = TicketForm(request.POST or None, viewer=by, at=place.code, permit=permit)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(
            form, actions.issue_ticket, by=by, at=place.code, **told
        ):
            return doing.receipt(
                request,
                made,
                _("The pass is signed."),
                "gate:ticket",
                doing.number_of(made),
            )
    lead = _(
        "The gate verifies it without a network. It carries no more than is shown."
    )
    title = _("Issue a QR pass")
    if permit:
        lead = permit.person.name if permit.person else permit.name
    return asking.ask(request, form, title=title, lead=lead, submit=_("Sign the pass"))


def _permit(request: Any) -> Any:
    asked = request.GET.get("permit", "")
    if not asked.isdecimal():
        return None
    return doing.found(queries.permit(request.acting, int(asked)))


def ticket(request: Any, pk: int) -> HttpResponse:
    """Show a QR pass to hold out or print, and take it back."""
    by, kept = request.acting, doing.found(queries.ticket(request.acting, pk))
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require(by, Verb.WITHDRAW_TICKET, kept.place_id)
        told = {"ticket": kept, "reason": form.cleaned_data["reason"]}
        if made := doing.attempt(form, actions.withdraw_ticket, by=by, **told):
            text = _("Taken back. It holds no more.")
            return doing.receipt(request, made, text, "gate:ticket", pk)
    state = queries.ticket_state(kept)
    good = state in ("in_force", "not_yet")
    context = {
        "ticket": kept,
        "state": state,
        "taken": queries.withdrawal_of(kept),
        "qr": _code(kept).svg_inline(border=4, omitsize=True) if good else "",
        "form": form,
        "may_withdraw": good and by.may(Verb.WITHDRAW_TICKET),
    }
    return render(request, "gate/ticket.html", context)


def picture(request: Any, pk: int) -> HttpResponse:
    """Return the code as a picture, to send to its bearer."""
    kept = doing.found(queries.ticket(request.acting, pk))
    stream = BytesIO()
    _code(kept).save(stream, kind="png", scale=8, border=4)
    answer = HttpResponse(stream.getvalue(), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{kept.serial}.png"'
    return answer


def _code(kept: Any) -> segno.QRCode:
    return segno.make(kept.token, error="m", micro=False)
