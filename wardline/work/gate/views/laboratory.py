"""A laboratory's files: taken in, reported row by row, decided where a person must."""

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
from wardline.base.ui import excel, wording
from wardline.ground.rules.laboratory import Fate
from wardline.work.gate import actions, forms, queries, reading
from wardline.work.gate.views import asking

STATES = {"taken": "ok", "known": "neutral", "contradicts": "alarm", "unknown": "alarm"}
STATES |= {"unreadable": "alarm", "untimed": "late", "mistimed": "late"}


def index(request: Any) -> HttpResponse:
    """List the files that were taken in."""
    post, asked = request.acting, request.GET
    found = queries.result_files(post)
    if word := asked.get("q", "").strip():
        found = found.filter(name__icontains=word)
    context = {
        "page": Paginator(found, 50).get_page(asked.get("page")),
        "may_take_in": post.may(Verb.TAKE_IN_RESULTS),
    }
    return render(request, "gate/results.html", context)


def take_in(request: Any) -> HttpResponse:
    """Take a file in; the same once more leads to its report and changes nothing."""
    post = request.acting
    require(post, Verb.TAKE_IN_RESULTS, post.place_id)
    form = forms.ResultsForm(*asking.data(request))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        told = {"by": post, "at": post.place_id, "name": file.name}
        told |= {"content": file.read(), "laboratory": form.cleaned_data["laboratory"]}
        if known := queries.same_file(post, told["content"]):
            said = {"at": known.taken_at, "name": known.name}
            messages.warning(request, wording.say("lab.file_known", **said))
            return redirect("gate:result-file", known.pk)
        if made := doing.attempt(form, actions.take_in_results, **told):
            text = _("The file is taken in.")
            return doing.receipt(
                request, made, text, "gate:result-file", doing.number_of(made)
            )
    return render(request, "gate/results_new.html", {"form": form})


def template(request: Any) -> HttpResponse:
    """Give an empty file with the right headings."""
    headings = [reading.heading(name) for name in reading.HEADINGS]
    return excel.answer("results", headings, [])


def report(request: Any, pk: int) -> HttpResponse:
    """Show what became of a file, row by row."""
    post, asked = request.acting, request.GET
    shown, fate = doing.found(queries.result_file(post, pk)), asked.get("fate", "")
    rows = queries.result_rows(post, shown, fate)
    if "export" in asked:
        return _export(shown, rows)
    page = Paginator(rows, 50).get_page(asked.get("page"))
    for row in page:
        row.said, row.state = queries.reason_of(row), STATES[row.fate]
        row.written = zip(shown.headings, _cells(row, shown), strict=True)
    counts = queries.fates(shown)
    context = {
        "file": shown,
        "page": page,
        "fate": fate,
        "counts": [(f.value, STATES[f], counts.get(f, 0)) for f in Fate],
        "export_url": excel.link(asked),
        "may_decide": post.may(Verb.DECIDE_RESULT),
    }
    return render(request, "gate/result_file.html", context)


def decide(request: Any, pk: int) -> HttpResponse:
    """Decide whether the answer of a row counts."""
    by = request.acting
    row = doing.found(queries.undecided(by, pk))
    require(by, Verb.DECIDE_RESULT, row.place_id)
    form = forms.DecideForm(request.POST or None, fate=row.fate)
    if form.is_bound and form.is_valid():
        told = {"by": by, "row": row, "upheld": form.cleaned_data["upheld"]}
        if made := doing.attempt(form, actions.decide_result, **told):
            text = _("The decision is on record.")
            return doing.receipt(request, made, text, "gate:result-file", row.file_id)
    row.said = queries.reason_of(row)
    return render(request, "gate/decide.html", {"form": form, "row": row})


def _export(file: Any, rows: Any) -> HttpResponse:
    """Give the rows back with their own columns and what became of each."""
    table = (
        [
            *_cells(row, file),
            row.row,
            wording.say(f"lab.fate.{row.fate}"),
            wording.say_reason(queries.reason_of(row)) if row.reason else "",
        ]
        for row in rows.iterator(chunk_size=2000)
    )
    heads = [*file.headings, _("Row in the file"), _("What became of it"), _("Why")]
    return excel.answer("results", heads, table)


def _cells(row: Any, file: Any) -> list[str]:
    width = len(file.headings)
    return [*reading.unpacked(row.cells), *[""] * width][:width]
