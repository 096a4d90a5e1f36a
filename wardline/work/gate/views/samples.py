"""Samples: taken along a corridor, and those whose result has not come."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
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


def samples(request: Any) -> HttpResponse:
    """List the samples without a result, the longest first; or every sample."""
    post, asked = request.acting, request.GET
    every = asked.get("state") == "all"
    found = (roster.samples if every else roster.waiting)(post, asked.get("at"))
    found = roster.searched(found, asked.get("q", "").strip())
    found = found.order_by("-at", "number", "pk") if every else found
    if "export" in asked:
        return excel.answer("samples", _headings(), map(_cells, found))
    page = Paginator(found, 50).get_page(asked.get("page"))
    late = clock.now() - roster.LATE_AFTER
    for row in page:
        row.late = row.answer is None and row.at < late
    context = {"page": page, "export_url": excel.link(asked), "every": every}
    may = post.place.is_institution and post.may(Verb.TAKE_SAMPLES)
    context |= {"may_take": may, "hours": roster.LATE_AFTER.total_seconds() / 3600}
    return render(request, "gate/samples.html", context)


def take(request: Any) -> HttpResponse:
    """Take samples: those in isolation whose test is due stand first."""
    by, place, asked = request.acting, asking.home(request), request.GET
    require(by, Verb.TAKE_SAMPLES, place.code)
    every, word = asked.get("who") == "all", asked.get("q", "").strip()
    sent = {name[2:] for name in request.POST if name[:2] in ("n_", "p_")}
    lines = queries.to_sample(by, place.code, every=every or bool(sent), search=word)
    if sent:
        # whoever was on the page when it was filled in, released since or not
        lines = [line for line in lines if str(line["person"].pk) in sent]
    initial = dict.fromkeys(("pathogen", "asked"), queries.pathogen(by, place))
    form = forms.SamplesForm(request.POST or None, lines=lines, initial=initial)
    if form.is_bound and form.is_valid():
        act = roster_actions.take_samples
        if made := doing.attempt(form, act, by=by, at=place.code, **form.told):
            text = _("The samples are on record.")
            return doing.receipt(request, made, text, "gate:samples")
    context = {"form": form, "every": every, "word": word}
    return render(request, "gate/take.html", context)


def correct(request: Any, pk: int) -> HttpResponse:
    """Put the number or the time of a sample right."""
    by, sample = request.acting, doing.found(roster.sample(request.acting, pk))
    require(by, Verb.CORRECT_SAMPLE, sample.place_id)
    initial = {"number": sample.number, "taken_at": sample.at}
    form = forms.CorrectForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("number", "taken_at")}
        act = roster_actions.correct_sample
        if made := doing.attempt(form, act, by=by, sample=sample, **told):
            text = _("The sample is put right.")
            return doing.receipt(request, made, text, "gate:samples")
    return asking.ask(
        request,
        form,
        title=_("Put a sample right"),
        lead=_("What was written first stays on record behind it."),
        person=sample.person,
        submit=_("Put on record"),
    )


def _headings() -> list[Any]:
    return [
        *(_("Number of the tube"), _("Name"), _("Institution"), _("Specimen taken at")),
        *(_("Kind of specimen"), _("Kind of test"), _("Tested for")),
        *(_("People in the tube"), _("Hours since"), _("Result of the test")),
    ]


def _cells(row: Any) -> list[Any]:
    hours = round((clock.now() - row.at).total_seconds() / 3600)
    answer = wording.say(f"gate.outcome.{row.answer}") if row.answer else None
    return [
        *(row.number, row.person.name, tags.tongue(row.place, "name"), row.at),
        wording.say(f"gate.specimen.{row.specimen}"),
        wording.say(f"gate.assay.{row.assay}"),
        *(row.pathogen, row.pool, None if row.answer else hours, answer),
    ]
