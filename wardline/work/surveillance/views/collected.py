"""Reports from a sheet: the template, the sending, and what became of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import queries as ledger
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.base.ui import excel, tags
from wardline.work.surveillance import actions, queries
from wardline.work.surveillance.forms import CollectForm
from wardline.work.surveillance.views.reports import day_of
from wardline.work.surveillance.words import COLUMNS, NUMBERS


def template(request: Any, on: str) -> HttpResponse:
    """Give a sheet of those who have not reported, filled in as the system knows."""
    post, asked = request.acting, day_of(on)
    require(post, Verb.COLLECT_REPORTS, post.place_id)
    rows = (
        [*_named(place, asked), *(seen.values[name] for name in NUMBERS), "", ""]
        for place, seen in queries.waiting(post, asked)
    )
    return excel.answer(f"daily-reports-{asked}", list(COLUMNS.values()), rows)


def collect(request: Any, on: str) -> HttpResponse:
    """Sign the reports of a sheet; what is refused is told row by row."""
    post, asked = request.acting, day_of(on)
    require(post, Verb.COLLECT_REPORTS, post.place_id)
    if asked > clock.today():
        raise Http404
    sent = request.method == "POST"
    form = CollectForm(*((request.POST, request.FILES) if sent else ()))
    if form.is_bound and form.is_valid() and (made := _signed(form, post, asked)):
        return redirect("surveillance:collected", on, made)
    context = {"form": form, "on": asked, "place": post.place}
    return render(request, "surveillance/collect.html", context)


def collected(request: Any, on: str, sha256: str) -> HttpResponse:
    """Show how each row of a sheet stands; what is open can be taken along."""
    post, asked = request.acting, day_of(on)
    file = ledger.attachment(post, sha256)
    if file is None or not post.may(Verb.COLLECT_REPORTS):
        raise Http404
    rows = queries.collected(post, asked, file.content)
    counts = Counter(row.fate for row in rows)
    if "export" in request.GET:
        return excel.answer(f"open-{asked}", [*COLUMNS.values(), _("Why")], _open(rows))
    fate = request.GET.get("fate", "")
    shown = Paginator([row for row in rows if fate in ("", row.fate)], 50)
    context = {
        "file": file,
        "on": asked,
        "page": shown.get_page(request.GET.get("page")),
        "counts": [
            (f, state, counts[f]) for f, state in queries.STATES.items() if counts[f]
        ],
        "fate": fate,
        "total": len(rows),
        "open": len(rows) - counts["signed"],
    }
    return render(request, "surveillance/collected.html", context)


def _signed(form: CollectForm, post: Any, on: date) -> str | None:
    file = form.cleaned_data["file"]
    told = {"by": post, "at": post.place_id, "on": on, "name": file.name}
    try:
        made = actions.collect_reports(**told, content=file.read(), key=str(form.key))
    except Repeated as again:
        return str(again.entry.detail["sha256"])
    except ValidationError as refused:
        form.add_error("file", refused)
        return None
    return str(made.sha256)


def _open(rows: Iterable[queries.Row]) -> Iterator[list[Any]]:
    for row in rows:
        if row.fate != "signed":
            line = row.line
            name = tags.tongue(row.place, "name") if row.place else line.name
            numbers = [line.values.get(number) for number in NUMBERS]
            yield [line.on, line.code, name, *numbers, line.why_not, line.note, row.why]


def _named(place: Any, on: date) -> list[Any]:
    return [on, place.code, tags.tongue(place, "name")]
