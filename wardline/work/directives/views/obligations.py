"""What a directive obliges to: marked from suggestions, followed, proved done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel
from wardline.work.directives import actions, queries, reading
from wardline.work.directives.forms import FulfilForm, ObligationForm, WithdrawForm
from wardline.work.directives.views import answering


def index(request: Any, pk: int) -> HttpResponse:
    """List the obligations of a directive with their progress, and mark another: by
    hand, or from a sentence of the text that seems to oblige."""
    by = request.acting
    kept = doing.found(queries.directive(by, pk))
    suggested = _suggested(kept)
    form = ObligationForm(
        request.POST or None,
        viewer=by,
        at=by.place_id,
        initial=_initial(suggested, request.GET.get("from", ""), kept),
    )
    if form.is_bound and form.is_valid():
        require(by, Verb.MARK_OBLIGATION, by.place_id)
        act, told = actions.mark_obligation, form.told
        if made := doing.attempt(form, act, by=by, directive=kept, **told):
            text = _("The obligation is marked.")
            return doing.receipt(request, made, text, "directives:obligations", pk)
    listed = queries.obligations(by, kept)
    standing = [one for one in listed if one.withdrawn_at is None]
    context = {
        "directive": kept,
        "progress": queries.progress(by, standing),
        "withdrawn": [one for one in listed if one.withdrawn_at is not None],
        "suggested": suggested,
        "form": form if by.may(Verb.MARK_OBLIGATION) else None,
        "chosen": "from" in request.GET or form.is_bound,
    }
    return render(request, "directives/obligations.html", context)


def show(request: Any, pk: int) -> HttpResponse:
    """Show one obligation: who has not proved it done, each with the names."""
    by, kept = request.acting, doing.found(queries.obligation(request.acting, pk))
    doing.found(queries.directive(by, kept.directive_id))
    late = queries.outstanding(by, kept)
    if "export" in request.GET:
        held = queries.named(by, kept, [relay.place_id for relay in late])
        cells = answering.cells
        rows = ([*cells(r.place, held[r.place_id]), kept.due_at] for r in late)
        headings = [*answering.headings(), _("Done by")]
        return excel.answer("obligation", headings, rows)
    page = Paginator(late, 50).get_page(request.GET.get("page"))
    held = queries.named(by, kept, [relay.place_id for relay in page.object_list])
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require(by, Verb.WITHDRAW_OBLIGATION, kept.place_id)
        act, why = actions.withdraw_obligation, form.cleaned_data["why"]
        if made := doing.attempt(form, act, by=by, obligation=kept, why=why):
            to, text = "directives:obligations", _("It is taken back, and on record.")
            return doing.receipt(request, made, text, to, kept.directive_id)
    context = {
        "obligation": kept,
        "one": queries.progress(by, [kept])[0],
        "page": page,
        "rows": [(relay, held[relay.place_id]) for relay in page.object_list],
        "form": form,
        "own": kept.place_id == by.place_id and by.may(Verb.WITHDRAW_OBLIGATION),
    }
    return render(request, "directives/obligation.html", context)


def fulfil(request: Any, pk: int, obligation: int) -> HttpResponse:
    """Prove an obligation done at one's own place."""
    by = request.acting
    relay = doing.found(queries.relay(by, pk))
    kept = doing.found(queries.obligation(by, obligation))
    if not queries.concerns(kept, relay):
        doing.found(None)
    require(by, Verb.FULFIL, relay.place_id)
    form = FulfilForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        told = {"relay": relay, "obligation": kept, **form.told}
        if made := doing.attempt(form, actions.fulfil, by=by, **told):
            text = _("Reported done. Your proof is on record.")
            to = "directives:show"
            return doing.receipt(request, made, text, to, relay.directive_id)
    context = {"form": form, "obligation": kept, "relay": relay}
    return render(request, "directives/fulfil.html", context)


def _suggested(kept: Any) -> list[reading.Demand]:
    return reading.demands(kept.body_zh or kept.body_en, kept.issued_on)


def _initial(suggested: list[reading.Demand], chosen: str, kept: Any) -> dict[str, Any]:
    """Fill the form in from a suggestion, or with a day from now."""
    if not (chosen.isdigit() and int(chosen) < len(suggested)):
        return {"due_at": clock.now() + timedelta(hours=24)}
    one = suggested[int(chosen)]
    tongue = "zh" if kept.body_zh else "en"
    return {f"text_{tongue}": one.text, "proof": one.proof, "due_at": _due(one, kept)}


def _due(one: reading.Demand, kept: Any) -> datetime:
    """Return the hour a sentence names, counted from the issue."""
    if isinstance(one.due, datetime):
        return make_aware(one.due, places.zone())
    return (kept.issued_at or clock.now()) + (one.due or timedelta(hours=24))
