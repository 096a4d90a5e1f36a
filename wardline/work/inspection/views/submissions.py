"""What came from the field: searched, reviewed, applied, taken along as tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger import queries as ledger
from wardline.base.ui import excel, wording
from wardline.base.ui.tags import tongue
from wardline.work.inspection import actions, exporting, queries
from wardline.work.inspection.field_forms import ApplyForm, ReviewForm, StateForm

SORTS = {"received_at", "form__form_id", "by__user__name", "visit__institution"}


def submissions(request: Any) -> HttpResponse:
    """List what was sent in; search, sort, or take it along to Excel."""
    asked, by = request.GET, request.acting
    found = queries.search_submissions(queries.submissions(by), asked.get("q", ""))
    found = queries.of_state(found, asked.get("state", ""))
    sort = asked.get("sort", "")
    if sort.lstrip("-") in SORTS:
        found = found.order_by(sort, "-id")
    if "export" in asked:
        return excel.answer("submissions", _headings(), map(_cells, found))
    page = Paginator(found, 25).get_page(asked.get("page"))
    context = {
        "page": page,
        "filters": StateForm(asked),
        "export_url": excel.link(asked),
        "forms": queries.form_ids(by),
        "fillable": queries.loadable(by).filter(kind=""),
    }
    return render(request, "inspection/submissions.html", context)


def submission(request: Any, pk: int) -> HttpResponse:
    """Show a submission: what it says, its files, and what was said of it."""
    return _page(request, _get(request, pk))


@require_POST
def review(request: Any, pk: int) -> HttpResponse:
    """Say how a submission stands."""
    found, form = _get(request, pk), ReviewForm(request.POST)
    if doing.done(form, actions.review_submission, by=request.acting, submission=found):
        messages.success(request, _("Your word is kept."))
        return redirect("inspection:submission", pk=pk)
    return _page(request, found, review=form)


@require_POST
def apply(request: Any, pk: int) -> HttpResponse:
    """Apply a submission that was held."""
    found, form = _get(request, pk), ApplyForm(request.POST)
    if doing.done(form, actions.apply_again, by=request.acting, submission=found):
        messages.success(request, _("Applied to its visit."))
        return redirect("inspection:submission", pk=pk)
    return _page(request, found, apply=form)


def export(request: Any, form_id: str) -> HttpResponse:
    """Take along all submissions of a form, with every answer, as CSV files."""
    tables = doing.found(queries.tables(request.acting, form_id))
    answer = HttpResponse(
        exporting.zipped(form_id, tables), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{form_id}.zip"'
    return answer


def _get(request: Any, pk: int) -> Any:
    return doing.found(
        queries.submissions(request.acting).filter(pk=pk).defer(None).first()
    )


def _page(request: Any, found: Any, **bound: Any) -> HttpResponse:
    by = request.acting
    context = {
        "row": found,
        "state": queries.review_state(found),
        "said": queries.told_by(found),
        "files": queries.submission_files(by, found),
        "passed": queries.passed_terms(found),
        "missing": queries.missing_files(found),
        "reviews": queries.reviews(found),
        "entries": ledger.about(by, found),
        "may_review": by.may(Verb.REVIEW_SUBMISSION),
        "bound": next(iter(bound.values()), None),
        "review_form": bound.get("review") or ReviewForm(),
        "apply_form": bound.get("apply") or ApplyForm(),
    }
    return render(request, "inspection/submission.html", context)


def _headings() -> list[str]:
    return [
        _("Instance"),
        _("Form"),
        _("Version"),
        _("Received"),
        _("Sent by"),
        _("Device"),
        _("Home"),
        _("State"),
        _("Comment"),
        _("Why it is held"),
    ]


def _cells(row: Any) -> list[Any]:
    home = row.visit.institution if row.visit else None
    return [
        row.instance_id,
        row.form.form_id,
        row.form.version,
        row.received_at,
        row.by.user.name if row.by.user else "",
        row.device_id,
        tongue(home, "name") if home else "",
        str(wording.say(f"submission.{queries.review_state(row)}")),
        row.comment or "",
        tongue(row.held, "said") if row.held else "",
    ]
