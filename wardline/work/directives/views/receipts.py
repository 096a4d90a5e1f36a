"""A directive at a place: read, sign, report done, pass on; and who has not."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger import queries as ledger
from wardline.base.places import clock
from wardline.base.ui import excel
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives import actions, queries
from wardline.work.directives.forms import ProofForm, RelayForm
from wardline.work.directives.views import answering, reach


def show(request: Any, pk: int) -> HttpResponse:
    """Show a directive: its text, one's own receipt, and its reach below."""
    post = request.acting
    kept = doing.found(queries.directive(post, pk))
    if kept.issued_at is None:
        return redirect("directives:check", pk)
    relay = queries.relay_here(post, kept)
    context = {"directive": kept, "relay": relay, "now": clock.now()}
    context["asked"] = queries.asked_here(post, relay) if relay else []
    if not post.place.is_institution:
        below = reach.below(post, kept)
        context |= {"reach": below.page, **_missing(request, kept, below.missing)}
        context["may_pass_on"] = relay is not None and post.may(Verb.RELAY)
        context["again"] = queries.came_again(post, kept)
        context["held"] = queries.held_on(post, kept)
        own = kept.place_id == post.place_id and kept.recalled_at is None
        context["may_recall"] = own and post.may(Verb.RECALL)
    context["history"] = ledger.about(post, kept)[:20]
    return render(request, "directives/show.html", context)


def missing(request: Any, pk: int) -> HttpResponse:
    """Give those who have not signed as a workbook."""
    post = request.acting
    kept = doing.found(queries.directive(post, pk))
    relays = list(queries.missing(post, kept))
    named = queries.answering(post, [relay.place_id for relay in relays])
    rows = (_cells(relay, named.get(relay.place_id, [])) for relay in relays)
    return excel.answer("missing", _headings(), rows)


@require_POST
def receive(request: Any, pk: int) -> HttpResponse:
    """Sign for a directive, with one tap."""
    by, form = request.acting, KeyedForm(request.POST)
    relay = doing.found(queries.relay(by, pk))
    text = _("Signed for. Your receipt is on record.")
    made = doing.tap(request, form, actions.receive, by=by, relay=relay)
    return _back(request, made, text, relay)


@require_POST
def read(request: Any, pk: int) -> HttpResponse:
    """Sign that a directive was read, with one tap; this also signs for it."""
    by, form = request.acting, KeyedForm(request.POST)
    relay = doing.found(queries.relay(by, pk))
    text = _("Read and signed for. Your receipt is on record.")
    made = doing.tap(request, form, actions.mark_read, by=by, relay=relay)
    return _back(request, made, text, relay)


@require_POST
def done(request: Any, pk: int) -> HttpResponse:
    """Report a directive done, with what shows it."""
    by, form = request.acting, ProofForm(request.POST, request.FILES)
    relay = doing.found(queries.relay(by, pk))
    text = _("Reported done. Your receipt is on record.")
    told = form.told if form.is_valid() else {}
    made = doing.tap(request, form, actions.mark_done, by=by, relay=relay, **told)
    return _back(request, made, text, relay)


def pass_on(request: Any, pk: int) -> HttpResponse:
    """Pass a directive on to those below, with lines of one's own."""
    by = request.acting
    relay = doing.found(queries.relay(by, pk))
    require(by, Verb.RELAY, relay.place_id)
    told = {"viewer": by, "at": relay.place_id, "hours": relay.directive.due_hours}
    form = RelayForm(request.POST or None, **told)
    if form.is_bound and form.is_valid():
        act, told = actions.relay, form.told
        if made := doing.attempt(form, act, by=by, relay=relay, **told):
            text, to = _("Passed on."), "directives:show"
            return doing.receipt(request, made, text, to, relay.directive_id)
    context = {"form": form, "directive": relay.directive}
    return render(request, "directives/pass_on.html", context)


def _back(request: Any, made: Any, text: Any, relay: Any) -> HttpResponse:
    if made is None:  # show it again, with what was typed
        return show(request, relay.directive_id)
    to = "directives:show"
    return doing.receipt(request, made, text, to, relay.directive_id)


def _missing(request: Any, kept: Any, number: int) -> dict[str, Any]:
    """Return who has not signed, a page at a time, each with the names."""
    pages = Paginator(queries.missing(request.acting, kept), 25)
    pages.count = number  # counted already
    page = pages.get_page(request.GET.get("page"))
    codes = [relay.place_id for relay in page.object_list]
    named = queries.answering(request.acting, codes)
    rows = [(relay, named.get(relay.place_id, [])) for relay in page.object_list]
    return {"page": page, "missing": rows}


def _headings() -> list[Any]:
    return [*answering.headings(), _("Sent at"), _("Sign by")]


def _cells(relay: Any, named: Any) -> list[Any]:
    told = answering.cells(relay.place, named)
    return [*told, relay.sent_at, relay.due_at]
