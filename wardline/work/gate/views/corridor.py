"""The round along the corridor of those in isolation: entered in one go, on a phone,
also without a network; and what became of each reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.base.ui import worker
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.ground.rules import corridor
from wardline.work.gate import forms, queries
from wardline.work.gate.views import asking


def walk(request: Any) -> HttpResponse:
    """Show everyone in isolation by room; enter what was read, now or hours ago."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.RECORD_CORRIDOR, place.code)
    now = clock.now()
    on, slot = corridor.slot_of(now, zone())
    shown = roster.shown(by, place.code, forms.named(request.POST))
    looks = roster.looks(by, {each.person_id for each in shown}, on)
    seen = {"isolations": shown, "looks": looks, "slot": slot.value}
    form = forms.CorridorForm(request.POST or None, **seen)
    fever = queries.fever_from(by, place, on)
    if form.is_bound and form.is_valid():
        told = {"taken_at": form.timing.at, "rows": form.told, "fever_from": fever}
        act, told["remarks"] = roster_actions.record_corridor, form.timing.reasons
        if made := doing.attempt(form, act, by=by, at=place.code, **told):
            text = _("The round is on record.")
            return doing.receipt(
                request, made, text, "gate:corridor-round", doing.number_of(made)
            )
    context = {"form": form, "slot": slot.value, "now": now, "fever": fever}
    return render(request, "gate/corridor.html", context | {"place": place})


def state(request: Any) -> HttpResponse:
    """Answer what the server's clock says, for a phone to set against its own."""
    place = asking.home(request)
    require(request.acting, Verb.RECORD_CORRIDOR, place.code)
    answer = JsonResponse({"now": round(clock.now().timestamp() * 1000)})
    answer["Cache-Control"] = "no-store"
    return answer


def offline(request: Any) -> HttpResponse:
    """Answer the service worker; its scope is this page and nothing else."""
    files = [*worker.HTMX, "gate/corridor.js"]
    return worker.answer(request, "wardline-corridor", "gate:corridor", files)


def made(request: Any, pk: int) -> HttpResponse:
    """Show a round as it came, and what became of each reading."""
    found = doing.found(roster.corridors(request.acting).filter(pk=pk).first())
    rows = queries.readings(found)
    doubtful = [row for row in rows if row.reasons]
    context = {"made": found, "doubtful": doubtful, "remarks": queries.remarks(found)}
    context["plain"] = [row for row in rows if not row.reasons]
    return render(request, "gate/corridor_round.html", context)
