"""Measures: the list, one of them with all it says, set, corrected, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger import queries as ledger
from wardline.base.ui import excel, tags, wording
from wardline.core.guidance import actions, queries
from wardline.core.guidance.forms.measures import (
    CorrectForm,
    MeasureFilter,
    MeasureForm,
    WithdrawMeasureForm,
)
from wardline.core.guidance.views.norms import form_page


def measures(request: Any) -> HttpResponse:
    """List every measure of the place, above and below."""
    post, asked = request.acting, request.GET
    found = queries.search_measures(post, asked.get("q", ""), asked.get("topic", ""))
    if "export" in asked:
        return excel.answer("measures", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "filters": MeasureFilter(asked),
        "export_url": excel.link(asked),
        "may_add": post.may(Verb.SET_MEASURES),
    }
    return render(request, "guidance/measures.html", context)


def measure(request: Any, pk: int) -> HttpResponse:
    """Show a measure with all that it says, and how it was corrected."""
    post, found = request.acting, _found(request, pk)
    reached = post.reaches(found.place_id)
    context = {
        "measure": found,
        "topic": wording.say(f"guidance.topic.{found.topic.partition('.')[0]}"),
        "aspect": f"guidance.aspect.{found.aspect or 'other'}",
        "kinds": queries.kind_names(found.institution_kinds),
        "corrections": ledger.about(post, found).filter(verb=Verb.CORRECT_MEASURE),
        "may_correct": reached and post.may(Verb.CORRECT_MEASURE),
        "may_withdraw": reached
        and post.may(Verb.WITHDRAW_MEASURE)
        and found.withdrawn_on is None,
    }
    return render(request, "guidance/measure.html", context)


def new_measure(request: Any) -> HttpResponse:
    """Add a measure of the acting place; a point of a lesson may have asked for it."""
    post = request.acting
    require(post, Verb.SET_MEASURES, post.place_id)
    point = queries.point(post, request.GET.get("point", ""))
    drafted = {n: getattr(point, n) for n in ("text_zh", "text_en") if point}
    form = MeasureForm(request.POST or None, viewer=post, initial=drafted)
    if doing.done(form, actions.set_measures, by=post, at=post.place_id, answers=point):
        messages.success(request, _("The measure is set; it binds below."))
        if point:
            return redirect("guidance:lesson", pk=point.lesson_id)
        return redirect("guidance:index")
    lead = _(
        "It binds your place and all below, besides what is ordered from above: "
        "where both set a number, the stricter one counts."
    )
    return form_page(request, form, _("Add a stricter measure"), lead, "index")


def correct(request: Any, pk: int) -> HttpResponse:
    """Mend what was entered wrongly, with the reason."""
    post, found = request.acting, _found(request, pk)
    require(post, Verb.CORRECT_MEASURE, found.place_id)
    form = CorrectForm(request.POST or None, viewer=post, measure=found)
    if doing.done(form, actions.correct_measure, by=post, measure=found):
        messages.success(request, _("The measure is corrected; the ledger says how."))
        return redirect("guidance:measure", pk=pk)
    lead = _(
        "A mistake is mended with a trace. Where a hold stands, and below the top, a "
        "correction never asks less than before."
    )
    return form_page(request, form, _("Correct a measure"), lead, "measures")


def withdraw(request: Any, pk: int) -> HttpResponse:
    """Withdraw a measure by a document that names it."""
    post, found = request.acting, _found(request, pk)
    require(post, Verb.WITHDRAW_MEASURE, found.place_id)
    naming = list(queries.naming_measure(post, found))
    form = WithdrawMeasureForm(request.POST or None, naming=naming)
    if doing.done(form, actions.withdraw_measure, by=post, measure=found):
        messages.success(request, _("The measure is withdrawn."))
        return redirect("guidance:measure", pk=pk)
    context = {"form": form, "measure": found, "naming": naming}
    return render(request, "guidance/withdraw_measure.html", context)


def _found(request: Any, pk: int) -> Any:
    return doing.found(queries.measure(request.acting, pk))


def _headings() -> list[str]:
    return [
        _("Short code"),
        _("What must hold"),
        _("Topic"),
        _("Numbers of the measure"),
        _("At levels"),
        _("Strictness, 1 to 9"),
        _("Binds from"),
        _("Last day on which it binds"),
        _("Withdrawn on"),
        _("Document it rests on"),
        _("Where in the document"),
        _("How it is checked"),
    ]


def _cells(row: Any) -> list[Any]:
    return [
        row.code,
        tags.tongue(row, "text"),
        row.topic,
        "; ".join(f"{name}={value}" for name, value in row.params.items()),
        " ".join(map(str, row.levels)),
        row.strictness,
        row.valid_from,
        row.valid_to,
        row.withdrawn_on,
        row.document.code,
        row.citation,
        tags.tongue(row, "question"),
    ]
