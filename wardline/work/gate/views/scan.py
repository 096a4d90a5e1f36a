"""The gatekeeper's page: verifies QR passes in the browser, also without a network."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import queries as places
from wardline.base.ui import worker
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import MEASURED
from wardline.work.gate import actions, queries, tokens
from wardline.work.gate.forms import ScanForm
from wardline.work.gate.views import asking


def scan(request: Any) -> HttpResponse:
    """Show the page that reads passes; what it needs offline is in it or beside it."""
    place = asking.home(request)
    require(request.acting, Verb.CROSS, place.code)
    entered = request.GET.get("entered", "")
    made = entered.isdecimal() and roster.crossing(request.acting, int(entered))
    context = {
        "place": place,
        "keys": json.dumps(tokens.public_keys()),
        "kinds": json.dumps(tokens.KINDS),
        "measured": json.dumps(sorted(kind.value for kind in MEASURED)),
        "bearers": tokens.KINDS,
        "zone": places.zone().key,
        "made": made,
    }
    return render(request, "gate/scan.html", context)


def state(request: Any) -> HttpResponse:
    """Answer what the page must know: the time, passes issued, passes taken back."""
    place = asking.home(request)
    require(request.acting, Verb.CROSS, place.code)
    answer = JsonResponse(queries.gatekeeper(request.acting, place))
    answer["Cache-Control"] = "no-store"
    return answer


def offline(request: Any) -> HttpResponse:
    """Answer the service worker; its scope is this page and nothing else."""
    files = [*worker.HTMX, "gate/scan.js"]
    return worker.answer(request, "wardline-gate", "gate:scan", files)


def enter(request: Any) -> HttpResponse:
    """Enter what a phone has scanned, now or hours ago."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.CROSS, place.code)
    form = ScanForm(request.POST or None)
    told = _told(form, by) if form.is_bound and form.is_valid() else None
    made = told and doing.attempt(form, actions.cross, by=by, at=place.code, **told)
    if made:
        kept = doing.found(roster.crossing(by, int(doing.number_of(made))))
        said = {reason["code"] for reason in kept.verdict["reasons"]}
        if "gate.let_through_offline" in said:
            return redirect("gate:crossing", kept.pk)
        return redirect(f"{reverse('gate:scan')}?entered={kept.pk}")
    return asking.ask(
        request,
        form,
        title=_("A pass that was scanned"),
        lead=_("It could not be entered. Enter the crossing by hand."),
        submit=_("Send again"),
    )


def _told(form: ScanForm, by: Any) -> dict[str, Any] | None:
    """Return what ``cross`` asks for, or None with the reason on the form."""
    given = form.cleaned_data
    try:
        ticket = queries.by_serial(by, tokens.read(given["token"]).serial)
    except tokens.Forged:
        ticket = None
    if ticket is None:
        form.add_error(None, _("This is no pass of this house."))
        return None
    at = datetime.fromtimestamp(given["scanned_at"] / 1000, UTC)
    return {
        "scan": queries.Scan(ticket, at, given["let_through"]),
        "crosser": ticket.crosser,
        "person": ticket.person,
        "name": "" if ticket.person else ticket.name,
        "plate": ticket.plate,
        "direction": given["direction"],
        "temperature": given["temperature"],
        "masked": given["masked"],
    }
