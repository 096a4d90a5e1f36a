"""The gate itself: who crosses, the answer, the register, closures."""

from __future__ import annotations

from datetime import date
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
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import Crosser
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import CloseForm, CrossForm
from wardline.work.gate.views import asking


def cross(request: Any, direction: str, crosser: str) -> HttpResponse:
    """Ask who crosses, and answer at once."""
    by, place = request.acting, asking.home(request)
    require(by, Verb.CROSS, place.code)
    if direction not in ("in", "out") or crosser not in set(Crosser):
        raise Http404
    ways = {"direction": direction, "crosser": crosser}
    form = CrossForm(request.POST or None, viewer=by, at=place.code, **ways)
    if form.is_bound and form.is_valid():
        told = {**form.cleaned_data, **ways}
        told.pop("key")
        if made := doing.attempt(form, actions.cross, by=by, at=place.code, **told):
            return redirect("gate:crossing", doing.number_of(made))
    title = wording.say(f"gate.{direction}.{crosser}")
    return render(request, "gate/cross.html", {"form": form, "title": title, **ways})


def crossing(request: Any, pk: int) -> HttpResponse:
    """Show one crossing: allowed or refused, why, by which measure."""
    made = doing.found(roster.crossing(request.acting, pk))
    answers = queries.answers(request.acting, made.verdict)
    said = {answer.reason.code for answer in answers}
    unclear = "gate.let_through_offline" in said
    context = {"made": made, "answers": answers, "unclear": unclear}
    return render(request, "gate/crossing.html", context)


def register(request: Any) -> HttpResponse:
    """List the crossings, to search, filter and take away."""
    post, asked = request.acting, request.GET
    found = queries.register(
        post,
        asked.get("at"),
        _day(asked.get("on")),
        search=asked.get("q", "").strip(),
        crosser=asked.get("crosser", ""),
        allowed={"yes": True, "no": False}.get(asked.get("allowed", "")),
    )
    if "export" in asked:
        return excel.answer("register", _headings(), map(_cells, found))
    page = Paginator(found, 50).get_page(asked.get("page"))
    context = {"page": page, "crossers": list(Crosser)}
    context |= {"export_url": excel.link(asked), "today": clock.today()}
    return render(request, "gate/register.html", context)


def close(request: Any, code: str) -> HttpResponse:
    """Close a place to the outside."""
    by, place = request.acting, asking.place(request, code)
    require(by, Verb.CLOSE, code)
    form = CloseForm(request.POST or None, viewer=by)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("key")
        if made := doing.attempt(form, actions.close, by=by, at=code, **told):
            text = _("The closure is on record.")
            return doing.receipt(request, made, text, "gate:index")
    return asking.ask(
        request,
        form,
        title=_("Close to the outside"),
        lead=_("It holds for this place and everything under it."),
        submit=_("Sign the closure"),
        place=place,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _headings() -> list[Any]:
    return [
        *(
            _("Time of the crossing"),
            _("Institution"),
            _("In or out"),
            _("Kind of crossing"),
        ),
        *(_("Name"), _("Number plate"), _("Purpose")),
        *(_("Body temperature (°C)"), _("Allowed or refused")),
        *(_("Reasons for the answer"), _("Registered by")),
    ]


def _cells(row: Any) -> list[Any]:
    reasons = [wording.say(r["code"], **r["args"]) for r in row.verdict["reasons"]]
    answer = "allowed" if row.allowed else "refused"
    return [
        *(row.at, tags.tongue(row.place, "name")),
        wording.say(f"gate.direction.{row.direction}"),
        wording.say(f"gate.crosser.{row.crosser}"),
        row.person.name if row.person else row.name,
        *(row.plate, row.purpose, row.temperature and float(row.temperature)),
        *(wording.say(f"gate.{answer}"), " ".join(map(str, reasons))),
        row.recorded_by.user.name if row.recorded_by.user else "",
    ]
