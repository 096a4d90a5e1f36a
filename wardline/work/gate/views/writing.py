"""What is written down about one person, and corrected: a form, a deed, a receipt."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.work.gate import forms, queries
from wardline.work.gate.views import asking

# form, deed, title, receipt
WRITINGS: dict[str, tuple[Any, Any, Verb, Any, Any]] = {
    "check": (
        forms.CheckForm,
        roster_actions.record_check,
        Verb.RECORD_CHECK,
        lambda: _("Enter temperature and symptoms"),
        lambda: _("The check is on record."),
    ),
    "test": (
        forms.TestForm,
        roster_actions.record_test,
        Verb.RECORD_TEST,
        lambda: _("Enter a test result"),
        lambda: _("The test result is on record."),
    ),
    "case": (
        forms.CaseForm,
        roster_actions.record_case,
        Verb.RECORD_CASE,
        lambda: _("Enter a physician's word"),
        lambda: _("The physician's word is on record."),
    ),
    "breach": (
        forms.BreachForm,
        roster_actions.record_breach,
        Verb.RECORD_BREACH,
        lambda: _("Enter a breach of the isolation"),
        lambda: _("The breach is on record. The days may count anew."),
    ),
    "move": (
        forms.MoveForm,
        roster_actions.record_move,
        Verb.RECORD_MOVE,
        lambda: _("Enter where this person came from"),
        lambda: _("The move is on record. Begin the isolation here at the arrival."),
    ),
    "identify": (
        forms.IdentifyForm,
        roster_actions.identify,
        Verb.IDENTIFY,
        lambda: _("Enter who this is"),
        lambda: _("It is on record who this is."),
    ),
    "isolate": (
        forms.IsolateForm,
        roster_actions.isolate,
        Verb.ISOLATE,
        lambda: _("Begin an isolation"),
        lambda: _("The isolation is on record."),
    ),
}
# who looks after people in isolation
_HANDS = ("duty", "head")
# the moment of a fact, as its form names it
MOMENTS = {
    "check": "taken_at",
    "test": "sampled_at",
    "case": "said_at",
    "breach": "from_at",
    "move": "left_at",
}


def write(request: Any, pk: int, what: str) -> HttpResponse:
    """Write down one fact about a person, or (``?instead=``) correct one."""
    if what not in WRITINGS:
        raise Http404
    kind, act, verb, title, receipt = WRITINGS[what]
    by, who = request.acting, doing.found(roster.person(request.acting, pk))
    require(by, verb, who.place_id)
    wrong = _wrong(request, who, what)
    known = _known(by, who, what, wrong)
    form = kind(request.POST or None, initial=known, **_offered(who, what))
    if form.is_bound and form.is_valid():
        told = {n: v for n, v in form.cleaned_data.items() if n != "key"}
        told |= {"supersedes": wrong} if wrong else {}
        if made := doing.attempt(form, act, by=by, person=who, **told):
            text = receipt()
            return doing.receipt(request, made, text, "gate:person", pk)
    page = {"title": title(), "person": who, "submit": _("Put on record")}
    if wrong:
        page["title"] = _("Correct an entry")
        page["lead"] = _("The first entry stays on record, and counts no more.")
    return asking.ask(request, form, **page)


def _offered(who: Any, what: str) -> dict[str, Any]:
    """Return what a form lets choose from."""
    if what == "breach":
        return {"posts": accounts.holders(who.place_id, *_HANDS)}
    return {}


def _wrong(request: Any, who: Any, what: str) -> Any:
    """Return the fact that is to be corrected, if the address names one."""
    asked = request.GET.get("instead")
    if asked is None:
        return None
    return doing.found(roster.correctable(request.acting, who, what, asked))


def _known(by: Any, who: Any, what: str, wrong: Any) -> dict[str, Any]:
    """Fill in what is known already, so that nobody types it."""
    if what == "identify":
        return {"name": who.name, "born_on": who.born_on}
    if what == "isolate" and (came := roster.last_move(by, who)):
        # a chain without a hole: the isolation here begins as the way ended
        return {"from_at": came.arrived_at, "reason": "transfer"}
    asked = queries.pathogen(by, by.place) if what in ("test", "case") else ""
    known = {"pathogen": asked, "asked": asked} if asked else {}
    if wrong:
        fields = WRITINGS[what][0].base_fields
        known |= {n: getattr(wrong, n) for n in fields if hasattr(wrong, n)}
        known[MOMENTS[what]] = wrong.at
        if what == "breach":
            known["broken_by"] = wrong.broken_by_id
        if what == "check":
            seen = {False: "no", True: "yes", None: "not_done"}
            known["symptomatic"] = seen[wrong.symptomatic]
    return known
