"""The self-check: answered on a phone, read by those above, set beside inspections."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.core.correction import actions as correction
from wardline.core.guidance import queries as guidance
from wardline.work.inspection import actions, queries
from wardline.work.inspection.self_check_forms import FindingForm, SelfCheckForm


def index(request: Any) -> HttpResponse:
    """Show an institution its self-checks, and an office who has answered when."""
    post, asked, today = request.acting, request.GET, clock.today()
    if post.place.kind_id:
        context = {
            "due_on": queries.self_check_due(post, post.place, today),
            "today": today,
            "page": Paginator(queries.self_checks(post), 25).get_page(
                asked.get("page")
            ),
            "may_answer": post.may(Verb.ANSWER_SELF_CHECK),
        }
        return render(request, "self_check/house.html", context)
    found = queries.homes_checked(post, asked.get("q", ""))
    if "export" in asked:
        rows = queries.with_due(post, found, today)
        return excel.answer("self-checks", _headings(), map(_cells, rows))
    page = Paginator(found, 25).get_page(asked.get("page"))
    page.object_list = queries.with_due(post, page.object_list, today)
    context = {"page": page, "export_url": excel.link(request.GET)}
    return render(request, "self_check/homes.html", context)


def answer(request: Any) -> HttpResponse:
    """Ask an institution about each measure that binds it today."""
    post = request.acting
    require(post, Verb.ANSWER_SELF_CHECK, post.place_id)
    bound = guidance.in_force(post, post.place, clock.today())
    last = queries.self_checks(post).first()
    form = SelfCheckForm(request.POST or None, bound=bound, last=last)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_self_check(by=post, **form.told, key=str(form.key))
            messages.success(request, _("The self-check is signed."))
            return redirect("self_check:index")
        except Repeated:
            return redirect("self_check:index")
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "self_check/answer.html", {"form": form, "last": last})


def show(request: Any, pk: int) -> HttpResponse:
    """Show what an institution answered; what falls short can be put right."""
    post, found = request.acting, queries.self_check(request.acting, pk)
    if found is None:
        raise Http404
    context = {
        "check": found,
        "answered": queries.answered(post, found),
        "may_find": post.may(Verb.OPEN_FINDING),
    }
    return render(request, "self_check/show.html", context)


def find(request: Any, pk: int, code: str) -> HttpResponse:
    """Open a finding from an answer: what the institution itself says falls short."""
    post, check = request.acting, queries.self_check(request.acting, pk)
    rows = queries.answered(post, check) if check else []
    row = next((each for each in rows if each.code == code), None)
    if check is None or row is None or row.answer not in {"no", "partly"}:
        raise Http404
    require(post, Verb.OPEN_FINDING, check.place_id)
    if row.finding is not None:
        return redirect("correction:finding", pk=row.finding.pk)
    form = FindingForm(request.POST or None, initial={"fact": _fact(row)})
    if form.is_bound and form.is_valid():
        _open(post, check, row, form)
        return redirect("self_check:show", pk=pk)
    context = {"form": form, "check": check, "row": row}
    return render(request, "self_check/find.html", context)


def _open(post: Any, check: Any, row: Any, form: FindingForm) -> None:
    with suppress(Repeated):
        correction.open_finding(
            by=post,
            at=check.place_id,
            source="self_check",
            origin=queries.origin(check, row.code),
            measure_code=row.code,
            aspect=row.measure.aspect if row.measure else "",
            citation=row.measure.citation if row.measure else "",
            key=str(form.key),
            **form.told,
        )


def differences(request: Any) -> HttpResponse:
    """List what inspectors found where the institution itself had said otherwise."""
    post, asked = request.acting, request.GET
    found = queries.differing(post, asked.get("q", ""))
    if "export" in asked:
        return excel.answer("differences", _heads(), (_row(post, r) for r in found))
    page = Paginator(found, 25).get_page(asked.get("page"))
    texts = guidance.texts(post, {row.measure_code for row in page.object_list})
    for row in page.object_list:
        row.measure = texts.get(row.measure_code)
    context = {"page": page, "export_url": excel.link(request.GET)}
    context["may_compare"] = post.may(Verb.COMMIT_PLAN)
    return render(request, "self_check/differences.html", context)


def overlooked(request: Any) -> HttpResponse:
    """List what an institution said falls short, and inspectors found in order."""
    post, asked = request.acting, request.GET
    if not post.may(Verb.COMMIT_PLAN):
        raise Http404
    found = queries.overlooked(post, asked.get("q", ""))
    if "export" in asked:
        return excel.answer("overlooked", _heads()[:-1], map(_overlooked, found))
    page = Paginator(found, 25).get_page(asked.get("page"))
    codes = {row.question.measure_code for row in page.object_list}
    texts = guidance.texts(post, codes)
    for row in page.object_list:
        row.measure = texts.get(row.question.measure_code)
    context = {"page": page, "export_url": excel.link(asked)}
    return render(request, "self_check/overlooked.html", context)


def _fact(row: Any) -> str:
    said = tags.tongue(row.measure, "text") if row.measure else row.code
    return f"{said} {row.note}".strip()


def _headings() -> list[str]:
    return [
        _("Code"),
        _("Home"),
        _("Last self-check"),
        _("Due"),
        _("Answered no or partly"),
    ]


def _cells(home: Any) -> list[Any]:
    name = tags.tongue(home, "name")
    return [home.code, name, home.checked_at, home.due_on, home.short]


def _heads() -> list[str]:
    return [
        _("Code"),
        _("Home"),
        _("Measure asked about"),
        _("The home said"),
        _("Found by inspectors"),
        _("What falls short"),
    ]


def _overlooked(row: Any) -> list[Any]:
    home, said = row.visit.institution, wording.say(f"self_check.{row.said}")
    name, measure = tags.tongue(home, "name"), row.question.measure_code
    return [home.code, name, measure, said, row.observed_at]


def _row(post: Any, row: Any) -> list[Any]:
    return [
        row.place_id,
        tags.tongue(row.place, "name"),
        row.measure_code,
        wording.say(f"self_check.{row.said}"),
        row.found_at,
        row.fact,
    ]
