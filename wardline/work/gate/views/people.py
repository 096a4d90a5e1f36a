"""People of the house: the list, one person, and what is written down about them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.work.gate import forms, queries
from wardline.work.gate.views import asking


def people(request: Any) -> HttpResponse:
    """List the people of the house, or of all houses below."""
    post, asked = request.acting, request.GET
    kind = asked.get("kind") if asked.get("kind") in ("resident", "worker") else None
    found = roster.people(post, asked.get("at"), kind, asked.get("q", "").strip())
    if "export" in asked:
        headings = [_("Name"), _("Resident or staff"), _("Room"), _("Institution")]
        return excel.answer("people", headings, map(_cells, found))
    page = Paginator(found, 50).get_page(asked.get("page"))
    context = {"page": page, "export_url": excel.link(asked)}
    context["may_enrol"] = post.may(Verb.ENROL)
    context["may_merge"] = post.may(Verb.MERGE_PEOPLE)
    return render(request, "gate/people.html", context)


def _cells(row: Any) -> list[Any]:
    kind = wording.say(f"gate.person.{row.kind}")
    return [row.name, kind, row.room, tags.tongue(row.place, "name")]


def person(request: Any, pk: int) -> HttpResponse:
    """Show what is known of one person."""
    post, who = request.acting, doing.found(roster.person(request.acting, pk))
    if stays := roster.same(post).get(pk):
        return redirect("gate:person", stays)
    isolation = roster.open_isolation(who)
    context = {
        "person": who,
        "number": roster.masked(who),
        "known": roster.history(post, who),
        "case": queries.case(post, roster.isolation(post, isolation.pk))
        if isolation
        else None,
        "stay": roster.open_stay(who),
        "may_write": post.may(Verb.RECORD_CHECK),
        "merges": roster.merges(post, who),
        "may_merge": post.may(Verb.MERGE_PEOPLE),
    }
    return render(request, "gate/person.html", context)


def enrol(request: Any) -> HttpResponse:
    """Enrol a resident or a worker."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.ENROL, place.code)
    form = forms.EnrolForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        made = doing.attempt(form, roster_actions.enrol, by=by, at=place.code, **told)
        if made:
            text = _("Enrolled.")
            return doing.receipt(
                request, made, text, "gate:person", doing.number_of(made)
            )
    title = _("Enrol a person")
    return asking.ask(request, form, title=title, submit=_("Enrol"))


def round_(request: Any, slot: str) -> HttpResponse:
    """Take the temperatures of the house, room by room."""
    by, place, today = request.acting, asking.home(request), clock.today()
    require(by, Verb.RECORD_ROUND, place.code)
    if slot not in ("morning", "evening"):
        raise Http404
    if known := roster.round_of(by, place.code, today, slot):
        return render(request, "gate/round_done.html", {"made": known, "slot": slot})
    beds = roster.beds(by, place.code, clock.now())
    apart = set(roster.isolating(by, place.code).values_list("person_id", flat=True))
    form = forms.RoundForm(request.POST or None, beds=beds, apart=apart)
    if form.is_bound and form.is_valid():
        fever = queries.fever_from(by, place, today)
        told = {"on": today, "slot": slot, **form.told, "fever_from": fever}
        act = roster_actions.record_round
        if made := doing.attempt(form, act, by=by, at=place.code, **told):
            text = _("The round is on record.")
            return doing.receipt(request, made, text, "gate:round", slot)
    return render(request, "gate/round.html", {"form": form, "slot": slot})
