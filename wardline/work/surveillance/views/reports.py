"""The daily report on a phone, its receipt, and the board of who has not reported."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel, tags, wording
from wardline.work.surveillance import actions, queries
from wardline.work.surveillance.forms import (
    CorrectionForm,
    HistoryFilter,
    ReportForm,
    ReturnForm,
)
from wardline.work.surveillance.words import NUMBERS


def index(request: Any) -> HttpResponse:
    """Lead to one's own house or board."""
    return place(request, request.acting.place_id)


def place(request: Any, code: str) -> HttpResponse:
    """Show a house's day and its last reports, or the board of a division."""
    post = request.acting
    found = post.place if code == post.place_id else _place(post, code)
    on = day_of(request.GET.get("on") or clock.today().isoformat())
    if not found.is_institution:
        return _board(request, found, on)
    context = {
        "place": found,
        "on": on,
        "report": queries.reported(post, code, on).first(),
        "due_at": queries.due_at(post, found, on),
        "now": clock.now(),
        "told": queries.told(post, code, on),
        "history": queries.history(post, at=code)[:14],
        "caused": queries.caused(post, code),
        "may_sign": post.may(Verb.SIGN_REPORT) and on <= clock.today(),
    }
    return render(request, "surveillance/house.html", context)


def _board(request: Any, found: Any, on: date) -> HttpResponse:
    board = queries.board(request.acting, found, on)
    homes = Paginator(board.homes, 50).get_page(request.GET.get("page"))
    above = [] if found.code == request.acting.place_id else places.path(found.code)
    context = {"board": board, "homes": homes}
    context["may_collect"] = request.acting.may(Verb.COLLECT_REPORTS)
    context["above"] = [p for p in above[:-1] if request.acting.reaches(p.code)]
    live = request.headers.get("HX-Request")
    name = "parts/live" if live else "board"
    return render(request, f"surveillance/{name}.html", context)


def due(request: Any, on: str) -> HttpResponse:
    """Say how long until the hour: a line that keeps itself up to date."""
    post, day = request.acting, day_of(on)
    context = {"on": day, "now": clock.now(), "place": post.place}
    context["due_at"] = queries.due_at(post, post.place, day)
    return render(request, "surveillance/parts/due.html", context)


def sign(request: Any, on: str) -> HttpResponse:
    """Look over the day's report, change what is wrong, and sign it."""
    post, day = request.acting, day_of(on)
    require(post, Verb.SIGN_REPORT, post.place_id)
    form = ReportForm(request.POST or None, viewer=post, place=post.place, on=day)
    if not form.is_bound:
        if known := queries.reported(post, post.place_id, day).first():
            return redirect("surveillance:report", pk=known.pk)
    elif form.is_valid():
        told = {"at": post.place_id, "on": day, "seen": form.put}
        told |= {name: form.cleaned_data[name] for name in ("note", "why_not")}
        told["values"] = form.values
        if made := doing.attempt(form, actions.sign_report, by=post, **told):
            return redirect("surveillance:report", pk=doing.number_of(made))
    context = {"form": form, "on": day, "place": post.place, "now": clock.now()}
    context["due_at"] = form.put.due_at
    return render(request, "surveillance/sign.html", context)


def report(request: Any, pk: int) -> HttpResponse:
    """Show a report: the receipt, the numbers, what was doubted, its versions."""
    post, found = request.acting, _report(request, pk)
    versions = queries.versions(post, found)
    newest = versions[-1]
    shown = next(version for version in versions if version.pk == pk)
    context = {
        "report": shown,
        "numbers": _numbers(shown),
        "versions": versions,
        "newest": newest,
        "told": queries.told(post, found.place_id, found.on),
        "caused": queries.caused(post, found.place_id),
        "may_correct": post.may(Verb.CORRECT_REPORT) and newest.pk == pk,
        "may_return": post.may(Verb.RETURN_REPORT)
        and newest.pk == pk
        and newest.sent_back is None,
    }
    return render(request, "surveillance/report.html", context)


def correct(request: Any, pk: int) -> HttpResponse:
    """Correct a signed report, with a reason: a new version."""
    post, found = request.acting, _report(request, pk)
    require(post, Verb.CORRECT_REPORT, found.place_id)
    initial = found.values | {"note": found.note}
    form = CorrectionForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        told = {"values": form.values, "note": form.cleaned_data["note"]}
        told["reason"] = form.cleaned_data["why_not"]
        told["report"] = found
        if made := doing.attempt(form, actions.correct_report, by=post, **told):
            return redirect("surveillance:report", pk=doing.number_of(made))
    context = {"form": form, "report": found}
    return render(request, "surveillance/correct.html", context)


def send_back(request: Any, pk: int) -> HttpResponse:
    """Send a report back to the person who signed it."""
    post, found = request.acting, _report(request, pk)
    require(post, Verb.RETURN_REPORT, found.place_id)
    form = ReturnForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        told = {"report": found, "reason": reason}
        if doing.attempt(form, actions.return_report, by=post, **told):
            messages.success(request, _("The report went back, with your reason."))
            return redirect("surveillance:report", pk=found.pk)
    context = {"form": form, "report": found}
    return render(request, "surveillance/return.html", context)


def history(request: Any) -> HttpResponse:
    """List reports by day, to search, sort and take along."""
    asked = request.GET
    filters = HistoryFilter(asked)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    search = asked.get("q", "").strip()
    found = queries.history(request.acting, search=search, **chosen)
    found = found.order_by(*_order(asked.get("sort", "")))
    if "export" in asked:
        return excel.answer("daily-reports", _headings(), map(_cells, found[:50_000]))
    context = {
        "page": Paginator(found, 50).get_page(asked.get("page")),
        "filters": filters,
        "export_url": excel.link(asked),
    }
    return render(request, "surveillance/history.html", context)


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong


def _place(post: Any, code: str) -> Any:
    return doing.found(
        places.places(post).filter(code=code).select_related("parent").first()
    )


def _report(request: Any, pk: int) -> Any:
    return doing.found(queries.report(request.acting, pk))


def _numbers(report: Any) -> list[dict[str, Any]]:
    put = report.prefilled.get("values", {})
    return [
        {
            "label": NUMBERS[name],
            "value": value,
            "put": put.get(name) if name in report.changed else None,
            "source": report.prefilled.get("sources", {}).get(name, ""),
        }
        for name, value in report.values.items()
    ]


def _order(asked: str) -> list[str]:
    known = {"on", "place", "residents", "isolating", "feverish", "signed_at"}
    return (
        [asked, "-on", "place_id"]
        if asked.removeprefix("-") in known
        else [
            "-on",
            "place_id",
        ]
    )


def _headings() -> list[Any]:
    return [
        *(_("Day of the report"), _("Code"), _("Institution"), *NUMBERS.values()),
        *(_("Due at"), _("Signed at"), _("Signed by"), _("Version")),
        *(_("What was seen"), _("Explanation"), _("Remark")),
    ]


def _cells(row: Any) -> list[Any]:
    signer = row.signed_by.user.name if row.signed_by.user else ""
    return [
        *(row.on, row.place_id, tags.tongue(row.place, "name"), *row.values.values()),
        *(row.due_at, row.signed_at, signer, row.version),
        " ".join(str(wording.say_reason(flag)) for flag in row.flags),
        *(row.why_not, row.note),
    ]
