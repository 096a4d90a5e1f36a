"""Two records of one person: likely ones, any two, and a merge taken back."""

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
from wardline.work.gate import forms
from wardline.work.gate.views import asking


def twins(request: Any) -> HttpResponse:
    """List records of the house that are likely one person's."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.MERGE_PEOPLE, place.code)
    context = {"groups": roster.twins(by, place.code), "place": place}
    return render(request, "gate/twins.html", context)


def other(request: Any, pk: int) -> HttpResponse:
    """Look for the other record of one person, by name or whole ID number."""
    by, who = request.acting, doing.found(roster.person(request.acting, pk))
    require(by, Verb.MERGE_PEOPLE, who.place_id)
    asked = request.GET.get("q", who.name).strip()
    found = roster.people(by, who.place_id, search=asked).exclude(pk=pk)
    context = {"person": who, "found": list(found[:50]), "asked": asked}
    return render(request, "gate/other_record.html", context)


def merge(request: Any, pk: int, other: int) -> HttpResponse:
    """Say which of two records stays, and merge the other into it."""
    by = request.acting
    two = [doing.found(roster.person(by, each)) for each in (pk, other)]
    require(by, Verb.MERGE_PEOPLE, two[0].place_id)
    form = forms.MergeForm(request.POST or None, two=two)
    if form.is_bound and form.is_valid():
        told, act = form.told, roster_actions.merge_people
        if made := doing.attempt(form, act, by=by, **told):
            text = _("The two records are one person's.")
            return doing.receipt(request, made, text, "gate:person", told["into"].pk)
    lead = _(
        "What is on record of both is judged together from now on. Nothing is "
        "overwritten, and it can be taken back."
    )
    title, submit = _("Two records of one person"), _("Merge the two records")
    page = {"title": title, "lead": lead, "person": two[0], "submit": submit}
    return asking.ask(request, form, **page)


def part(request: Any, pk: int) -> HttpResponse:
    """Take a merge back."""
    by, made = request.acting, doing.found(roster.merge(request.acting, pk))
    require(by, Verb.PART_PEOPLE, made.place_id)
    form = forms.PartForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act = roster_actions.part_people
        if parted := doing.attempt(form, act, by=by, merge=made):
            text = _("They are two people again.")
            return doing.receipt(request, parted, text, "gate:person", made.person_id)
    lead = _(
        "The facts of each are judged by themselves again. Both entries stay on record."
    )
    title, submit = _("These are two people"), _("Take the merge back")
    page = {"title": title, "lead": lead, "person": made.into, "submit": submit}
    return asking.ask(request, form, **page)
