"""The way out: the board of those in isolation, one case, the signature."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ui import excel, tags, wording
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import EndForm, ReleaseForm
from wardline.work.gate.views import doing


def board(request: Any) -> HttpResponse:
    """Show everyone in isolation: day N of M, what is missing, the earliest day."""
    post, asked = request.acting, request.GET
    found = roster.isolating(post, asked.get("at"))
    found = queries.named(found, asked.get("q", "").strip())
    if "export" in asked:
        cases = queries.cases(post, found)
        return excel.answer("isolation", _headings(), map(_cells, cases))
    query = asked.copy()
    query["export"] = "1"
    page = Paginator(found, 50).get_page(asked.get("page"))
    page.object_list = queries.cases(post, page.object_list)
    context = {"page": page, "export_url": f"?{query.urlencode()}"}
    return render(request, "gate/board.html", context)


def case(request: Any, pk: int) -> HttpResponse:
    """Show one isolation, clause by clause; sign here, where all are met."""
    by, isolation = request.acting, doing.found(roster.isolation(request.acting, pk))
    signed = queries.release_of(by, isolation)
    if signed:
        context = {"signed": signed, "policies": queries.kept_clauses(signed)}
        return render(request, "gate/released.html", context)
    form = ReleaseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require(by, Verb.RELEASE, isolation.place_id)
        if made := doing.attempt(form, actions.release, by=by, isolation=isolation):
            text = doing.again(
                request, made, _("Released. The signature is on record.")
            )
            return doing.done(request, text, "gate:case", pk)
    judged = queries.case(by, isolation)
    context = {
        "case": judged,
        "form": form,
        "may_sign": by.may(Verb.RELEASE) and judged.state == "ok",
        "may_write": by.may(Verb.RECORD_CHECK) and isolation.to_at is None,
        "may_end": by.may(Verb.END_ISOLATION) and isolation.to_at is None,
    }
    return render(request, "gate/case.html", context)


def end(request: Any, pk: int) -> HttpResponse:
    """End an isolation without a release: moved, or taken to a hospital."""
    by, isolation = request.acting, doing.found(roster.isolation(request.acting, pk))
    require(by, Verb.END_ISOLATION, isolation.place_id)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = {"isolation": isolation, "to_at": form.cleaned_data["moment"]}
        if made := doing.attempt(form, roster_actions.end_isolation, by=by, **told):
            text = doing.again(request, made, _("The isolation has ended."))
            return doing.done(request, text, "gate:person", isolation.person_id)
    return doing.ask(
        request,
        form,
        title=_("End without a release"),
        lead=_(
            "For someone who is moved or taken to a hospital. The gate will not let "
            "them back as cleared."
        ),
        person=isolation.person,
        submit=_("End the isolation"),
    )


def releases(request: Any) -> HttpResponse:
    """List the signatures."""
    found = queries.releases(request.acting, request.GET.get("at"))
    found = queries.named(found, request.GET.get("q", "").strip())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "gate/releases.html", {"page": page})


def _headings() -> list[Any]:
    return [
        *(_("Name"), _("Institution"), _("Isolation room"), _("In isolation since")),
        *(
            _("Day of isolation"),
            _("Days asked"),
            _("State"),
            _("Earliest release"),
            _("What is missing"),
        ),
    ]


def _cells(row: Any) -> list[Any]:
    missing = [str(wording.say_reason(clause.reason)) for clause in row.missing]
    return [
        *(row.person.name, tags.tongue(row.isolation.place, "name")),
        *(row.isolation.room, row.isolation.from_at, row.day, row.days),
        *(wording.say(row.outcome), row.decision.earliest, " ".join(missing)),
    ]
