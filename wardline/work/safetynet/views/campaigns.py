"""Campaigns: goals, weekly progress, who lags, and the report itself."""

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
from wardline.base.places import clock
from wardline.base.ui import excel, tags
from wardline.work.safetynet import actions, figures, queries
from wardline.work.safetynet.forms import ProgressForm

_LAGGING = 5


def index(request: Any) -> HttpResponse:
    """Show where the net stands: the numbers, the campaigns, who lags."""
    post = request.acting
    at, today = post.place_id, clock.today()
    asked = (figures.entitled, figures.covered, figures.gaps, figures.gaps_confirmed)
    running = [_overview(post, campaign) for campaign in queries.campaigns(post)]
    context = {
        "numbers": [count(post, at, today) for count in asked],
        "reporting": figures.counties_reporting(post, at, today),
        "running": running,
        "waiting": queries.gaps(post, state="open").count(),
        "may_report": post.may(Verb.REPORT_PROGRESS),
    }
    return render(request, "safetynet/index.html", context)


def campaign(request: Any, pk: int) -> HttpResponse:
    """Show a campaign's progress, division by division."""
    post, asked = request.acting, request.GET
    shown = doing.found(queries.campaigns(post).filter(pk=pk).first())
    rows = _sorted(queries.standings(post, shown), asked)
    if "export" in asked:
        return excel.answer("progress", _headings(), map(_cells, rows))
    context = {
        "campaign": shown,
        "page": Paginator(rows, 50).get_page(asked.get("page")),
        "export_url": excel.link(asked),
        "may_report": post.may(Verb.REPORT_PROGRESS),
    }
    return render(request, "safetynet/campaign.html", context)


def report(request: Any) -> HttpResponse:
    """Report a division's week."""
    post = request.acting
    require(post, Verb.REPORT_PROGRESS, post.place_id)
    initial = {name: request.GET.get(name) for name in ("at", "campaign")}
    form = ProgressForm(request.POST or None, viewer=post, initial=initial)
    if form.is_bound and form.is_valid():
        told = {k: v for k, v in form.cleaned_data.items() if k != "key"}
        if doing.attempt(form, actions.report_progress, by=post, **told):
            messages.success(request, _("The week is reported. Thank you."))
            return redirect("safetynet:index")
    return render(request, "safetynet/report.html", {"form": form})


def _overview(post: Any, shown: Any) -> dict[str, Any]:
    rows = queries.standings(post, shown)
    newest = [row.latest for row in rows if row.latest]
    return {
        "campaign": shown,
        "done": sum(row.done for row in newest),
        "target": sum(row.target for row in newest),
        "weeks": queries.by_week(rows),
        "lagging": [row for row in rows if row.state != "ok"][:_LAGGING],
        "lag": sum(row.state != "ok" for row in rows),
        "late": sum(row.state == "late" for row in rows),
    }


def _sorted(rows: list[Any], asked: Any) -> list[Any]:
    word, order = asked.get("q", "").strip().casefold(), asked.get("sort", "share")
    if word:
        rows = [r for r in rows if word in _names(r.place)]
    if order.removeprefix("-") == "name":
        rows = sorted(rows, key=lambda row: tags.tongue(row.place, "name"))
    return rows[::-1] if order.startswith("-") else rows


def _names(place: Any) -> str:
    above = place.parent
    names = [place.code, place.name_zh, place.name_en]
    names += [above.name_zh, above.name_en] if above else []
    return " ".join(names).casefold()


def _headings() -> list[str]:
    return [
        *(_("Division it belongs to"), _("Reporting division"), _("Counted up to")),
        *(_("Target"), _("Done so far"), _("Share done (%)"), _("Remark")),
    ]


def _cells(row: Any) -> list[Any]:
    last = row.latest
    told = (last.week_on, last.target, last.done) if last else (None, None, None)
    names = (tags.tongue(row.place.parent, "name"), tags.tongue(row.place, "name"))
    return [*names, *told, row.percent, last.note if last else ""]
