"""Today's envelope and the visit, on a phone at the gate; the register of visits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui import excel
from wardline.base.ui.tags import tongue
from wardline.core.correction import queries as correction
from wardline.core.correction.forms import VerifyForm
from wardline.work.inspection import actions, forms, queries
from wardline.work.inspection.custody_forms import SubstituteForm

SORTS = {"institution", "arrived_at", "finished_at", "short", "team__code"}


def index(request: Any) -> HttpResponse:
    """Show today's envelope, and the plans."""
    post = request.acting
    envelope = list(queries.envelope(post)) if post.may(Verb.ARRIVE) else None
    context = {
        "envelope": envelope,
        "route": queries.route(post, envelope or ()),
        "plans": queries.plans(post),
        "may_plan": post.may(Verb.COMMIT_PLAN),
        "may_list": post.role_code != "custodian",
    }
    return render(request, "inspection/index.html", context)


def visits(request: Any) -> HttpResponse:
    """List the visits; search, sort, or take them along to Excel."""
    asked = request.GET
    found = queries.search(queries.visits(request.acting), asked.get("q", ""))
    sort = asked.get("sort", "")
    if sort.lstrip("-") in SORTS:
        found = found.order_by(sort, "id")
    if "export" in asked:
        return excel.answer("visits", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "export_url": excel.link(asked),
    }
    return render(request, "inspection/visits.html", context)


def visit(request: Any, pk: int) -> HttpResponse:
    """Show a visit with its checklist."""
    return page(request, get(request, pk))


@require_POST
def arrive(request: Any, pk: int) -> HttpResponse:
    """Keep when the team stood at the gate."""
    found, form = get(request, pk), forms.ArriveForm(request.POST)
    if doing.done(form, actions.arrive, by=request.acting, visit=found):
        messages.success(request, _("Your arrival is kept."))
        return redirect("inspection:visit", pk=pk)
    return page(request, found, arrive=form)


@require_POST
def observe(request: Any, pk: int, question: int) -> HttpResponse:
    """Answer one question."""
    found, form = get(request, pk), _answer_form(question, request)
    on_it = queries.asked_on(request.acting, found)
    asked = doing.found(next((each for each in on_it if each.pk == question), None))
    if doing.done(
        form, actions.observe, by=request.acting, visit=found, question=asked
    ):
        url = reverse("inspection:visit", args=[pk])
        return redirect(f"{url}#question-{question}")
    return page(request, found, answer=form, asked=question)


@require_POST
def look_again(request: Any, pk: int, finding: int) -> HttpResponse:
    """Say whether a repair that was closed still holds."""
    found, form = get(request, pk), _again_form(finding, request.POST)
    about = doing.found(correction.get(request.acting, finding))
    told = {"by": request.acting, "visit": found, "finding": about}
    if doing.done(form, actions.look_again, **told):
        messages.success(request, _("Kept: what you saw of the repair."))
        url = reverse("inspection:visit", args=[pk])
        return redirect(f"{url}#again")
    return page(request, found, asked=finding, again=form)


@require_POST
def finish(request: Any, pk: int) -> HttpResponse:
    """Close the visit."""
    found, form = get(request, pk), forms.FinishForm(request.POST)
    if doing.done(form, actions.finish_visit, by=request.acting, visit=found):
        messages.success(request, _("The visit is finished. This is your receipt."))
        return redirect("inspection:visit", pk=pk)
    return page(request, found, finish=form)


def get(request: Any, pk: int) -> Any:
    """Return a visit that the viewer may see."""
    return doing.found(queries.visits(request.acting).filter(pk=pk).first())


def page(
    request: Any, found: Any, asked: int | None = None, **bound: Any
) -> HttpResponse:
    """Show the visit; a form that was refused stays as it was typed."""
    replaced = getattr(found, "substitution", None)
    theirs = request.acting.pk in {*found.team.post_ids, *found.crew_ids}
    mine = theirs and not found.finished_at and not replaced
    context = {
        "visit": found,
        "mine": mine,
        "checklist": _with_forms(
            queries.checklist(request.acting, found), asked, bound.get("answer"), mine
        ),
        "again": _again(request.acting, found, theirs, {asked: bound.get("again")}),
        "bound": next(iter(bound.values()), None),
        "arrive_form": bound.get("arrive") or _arrive_form(found),
        "finish_form": bound.get("finish") or forms.FinishForm(),
        "substitute_form": (bound.get("substitute") or SubstituteForm())
        if not found.let_in_at and not replaced and (mine or _decides(request))
        else None,
        "waited": queries.waited(found),
    }
    return render(request, "inspection/visit.html", context)


def _decides(request: Any) -> bool:
    """Tell whether the viewer decides for every team."""
    return request.acting.role_code == "authority"


def _answer_form(question: int, request: Any = None) -> Any:
    """Make the form of one question; its fields' ids are its own on the page."""
    given = (request.POST, request.FILES) if request else ()
    return forms.AnswerForm(*given, auto_id=f"question-{question}-%s")


def _with_forms(
    checklist: list[dict[str, Any]], asked: int | None, refused: Any, mine: bool
) -> list[dict[str, Any]]:
    """Put a form to each question that is the viewer's to answer."""
    for aspect in checklist if mine else ():
        for row in aspect["questions"]:
            pk = row["question"].pk
            row["form"] = refused if refused and pk == asked else _answer_form(pk)
    return checklist


def _again_form(finding: int, *given: Any) -> VerifyForm:
    return VerifyForm(*given, auto_id=f"again-{finding}-%s")


def _again(
    viewer: Any, visit: Any, theirs: bool, refused: dict[int | None, Any]
) -> list[dict[str, Any]]:
    """Return what is to be seen again, with a form where it is the viewer's to say."""
    rows = queries.to_see_again(viewer, [visit])[visit.pk]
    for row in rows:
        pk = row["finding"].pk
        if theirs and visit.arrived_at and not row["verification"]:
            closed = row["finding"].state == "closed"
            # what was typed stays, also where nothing is left to say any more
            row["form"] = refused.get(pk) or (_again_form(pk) if closed else None)
    return rows


def _arrive_form(found: Any) -> Any:
    """Keep the arrival that is known, so that only the entry is left to write."""
    known = {"arrived_at": found.arrived_at} if found.arrived_at else None
    return forms.ArriveForm(initial=known)


def _headings() -> list[str]:
    return [
        _("Wave"),
        _("Team"),
        _("Code of the home"),
        _("Home"),
        _("At the gate since"),
        _("Let in at"),
        _("Finished"),
        _("Heads counted"),
        _("Questions answered"),
        _("Fell short"),
    ]


def _cells(row: Any) -> list[Any]:
    return [
        row.wave.n,
        tongue(row.team, "name") or row.team.code,
        row.institution_id,
        tongue(row.institution, "name"),
        row.arrived_at,
        row.let_in_at,
        row.finished_at,
        row.headcount,
        row.answered,
        row.short,
    ]
