"""Many orders at once: those chosen on the list, and those of a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import queries as ledger
from wardline.base.ledger.deeds import Repeated
from wardline.base.ui import excel, wording
from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.tags import tongue
from wardline.core.correction import actions, forms, queries, reading
from wardline.core.correction.reading import Asked
from wardline.core.correction.words import SHEET

# more than can be looked over in one go
_MOST = 500


def batch(request: Any) -> HttpResponse:
    """Order the same of many findings; what is refused is told row by row."""
    post = request.acting
    require(post, Verb.ORDER_MANY, post.place_id)
    form = forms.BatchForm(request.POST or None)
    picked = (request.POST or request.GET).getlist("pick")[:_MOST]
    if form.is_bound and form.is_valid():
        asked = [
            Asked(n, int(pk), form.cleaned_data["what"], form.cleaned_data["due_at"])
            for n, pk in enumerate(picked, 1)
            if pk.isdecimal()
        ]
        if _given(request, form, asked):
            return _rows(request, asked, {"heading": _("Ordered together")})
    found = queries.unmended(post, picked)
    posts = queries.answering(post, (row.place_id for row in found))
    rows = [(row, posts.get(row.place_id)) for row in found]
    left = len(picked) - len(found)
    context = {"form": form, "rows": rows, "left": left}
    return render(request, "correction/batch.html", context)


def sheet(request: Any) -> HttpResponse:
    """Give a sheet of what is to be mended, its columns of orders to be filled in."""
    require(request.acting, Verb.ORDER_MANY, request.acting.place_id)
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.findings(
        request.acting, search=request.GET.get("q", ""), **wanted
    ).filter(state__in=queries.UNMENDED)
    rows = list(found)
    posts = queries.answering(request.acting, (row.place_id for row in rows))
    lines = (_line(row, posts.get(row.place_id)) for row in rows)
    return excel.answer("orders", list(SHEET.values()), lines)


def sheets(request: Any) -> HttpResponse:
    """Take a sheet of orders in."""
    post = request.acting
    require(post, Verb.KEEP_ORDER_SHEET, post.place_id)
    sent = request.method == "POST"
    form = forms.SheetForm(*((request.POST, request.FILES) if sent else ()))
    if form.is_bound and form.is_valid() and (made := _kept(form, post)):
        return redirect("correction:order-sheet", made)
    return render(request, "correction/sheet.html", {"form": form})


def order_sheet(request: Any, sha256: str) -> HttpResponse:
    """Show what would become, or became, of each row of a sheet."""
    file, asked = _file(request, sha256)
    return _rows(request, asked, {"file": file, "heading": file.name})


@require_POST
def give_sheet(request: Any, sha256: str) -> HttpResponse:
    """Give the orders of a sheet that can be given."""
    _sheet, asked = _file(request, sha256)
    form = KeyedForm(request.POST)
    if form.is_valid() and not _given(request, form, asked):
        for text in form.non_field_errors():
            messages.error(request, text)
    return redirect("correction:order-sheet", sha256)


def _file(request: Any, sha256: str) -> tuple[Any, list[Asked]]:
    file = ledger.attachment(request.acting, sha256)
    if file is None or not request.acting.may(Verb.ORDER_MANY):
        raise Http404
    try:
        return file, reading.read(bytes(file.content))
    except reading.Faulty:  # a file, but no sheet of orders
        raise Http404 from None


def _kept(form: Any, post: Any) -> str | None:
    file = form.cleaned_data["file"]
    told = {"by": post, "name": file.name, "content": file.read()}
    try:
        made = actions.keep_order_sheet(**told, key=str(form.key))
    except Repeated as again:
        return str(again.entry.detail["sha256"])
    except ValidationError as refused:
        form.add_error("file", refused)
        return None
    return str(made.sha256)


def _given(request: Any, form: Any, asked: Sequence[Asked]) -> bool:
    """Give the orders; what the deed refuses becomes an error of the form."""
    try:
        made = actions.order_many(by=request.acting, asked=asked, key=str(form.key))
    except Repeated:
        return True  # sent twice: they stand already
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    said = ngettext(
        "%(number)s order given; whoever must do it is told.",
        "%(number)s orders given; whoever must do them is told.",
        len(made),
    )
    messages.success(request, said % {"number": len(made)})
    return True


def _rows(request: Any, asked: Sequence[Asked], more: dict[str, Any]) -> HttpResponse:
    rows = queries.judge(request.acting, asked)
    counts = Counter(row.fate for row in rows)
    shown = Paginator(sorted(rows, key=_worst), 50)
    context = more | {
        "page": shown.get_page(request.GET.get("page")),
        "total": len(rows),
        "counts": [
            (fate, state, counts[fate])
            for fate, state in queries.FATES.items()
            if counts[fate]
        ],
        "ready": counts["ready"],
    }
    return render(request, "correction/ordered.html", context)


def _worst(row: Any) -> tuple[int, int]:
    return list(queries.FATES).index(row.fate), row.asked.row


def _line(row: Any, post: Any) -> list[Any]:
    told = [row.pk, row.place_id, tongue(row.place, "name"), row.fact]
    told += [wording.say(f"finding.severity.{row.severity}")]
    told += [wording.say(f"finding.state.{row.state}"), row.found_at, row.due_at]
    return [*told, forms.post_label(post) if post else "", "", None]
