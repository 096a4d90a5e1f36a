"""The way out: the board of those in isolation, one case, the signature."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.core.roster import actions as roster_actions
from wardline.core.roster import queries as roster
from wardline.work.gate import actions, queries
from wardline.work.gate.forms import EndForm, ReleaseForm, ThenForm
from wardline.work.gate.views import asking

AT_ONCE = 200  # so many are judged while somebody waits


def board(request: Any) -> HttpResponse:
    """Show a home's board of those in isolation, or the list of a division's."""
    asked = request.GET.get("at") or request.acting.place_id
    place = asking.place(request, asked)
    if place.kind_id and "export" not in request.GET:
        return _home(request, place)
    return _division(request, place)


def _home(request: Any, place: Any) -> HttpResponse:
    by, today = request.acting, clock.today()
    own = place.code == by.place_id
    context = {
        "place": place,
        "board": queries.home_board(by, place.code),
        "walked": queries.walked(by, place.code, today),
        "may_walk": own and by.may(Verb.RECORD_CORRIDOR),
        "may_take": own and by.may(Verb.TAKE_SAMPLES),
        "may_sign": by.may(Verb.RELEASE),
    }
    return render(request, "gate/home_board.html", context)


def _division(request: Any, place: Any) -> HttpResponse:
    """List those in isolation: the home, the day, what is late, who is blocked."""
    by, at, asked = request.acting, place.code, request.GET
    told = {name: asked.get(name, "").strip() for name in ("state", "sort")}
    found = queries.chosen(by, at, search=asked.get("q", "").strip(), **told)
    if "export" in asked:
        lines = queries.lines(by, at, found)
        return excel.answer("isolation", _headings(), map(_cells, lines))
    page = Paginator(found, 50).get_page(asked.get("page"))
    page.object_list = queries.lines(by, at, page.object_list)
    everyone = roster.isolating(by, at).count()
    # where they are many, the page comes at once and asks for its counts afterwards
    at_once = everyone <= AT_ONCE or "counted" in asked
    query = asked.copy()
    query.pop("counted", None)
    context = {
        "page": page,
        "export_url": f"?{query.urlencode()}&export=1",
        "counted_url": f"?{query.urlencode()}&counted=1",
        "place": place,
        "everyone": everyone,
        "states": queries.STATES,
        "counts": queries.counted(by, at) if at_once else None,
    }
    return render(request, "gate/board.html", context)


def case(request: Any, pk: int) -> HttpResponse:
    """Show one isolation, clause by clause; sign here, where all are met."""
    by, isolation = request.acting, doing.found(roster.isolation(request.acting, pk))
    signed = queries.release_of(by, isolation)
    if signed:
        return _released(request, signed)
    form = ReleaseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require(by, Verb.RELEASE, isolation.place_id)
        if made := doing.attempt(form, actions.release, by=by, isolation=isolation):
            text = _("Released. The signature is on record.")
            return doing.receipt(request, made, text, "gate:case", pk)
    judged = queries.case(by, isolation)
    context = {
        "case": judged,
        "form": form,
        "may_sign": by.may(Verb.RELEASE) and judged.state == "ok",
        "may_write": by.may(Verb.RECORD_CHECK) and isolation.to_at is None,
        "may_end": by.may(Verb.END_ISOLATION) and isolation.to_at is None,
    }
    return render(request, "gate/case.html", context)


def _released(request: Any, signed: Any) -> HttpResponse:
    """Show a signed release as it was kept, and taken again from the tables."""
    by = request.acting
    context = {
        "signed": signed,
        "policies": queries.kept_clauses(signed),
        "against": queries.positives(by, signed),
        "again": queries.taken_again(by, signed),
    }
    return render(request, "gate/released.html", context)


def then(request: Any, pk: int) -> HttpResponse:
    """Show an isolation as it stood at a past moment; nothing is signed here."""
    by, isolation = request.acting, doing.found(roster.isolation(request.acting, pk))
    form, judged = ThenForm(request.GET or None, isolation), None
    if form.is_bound and form.is_valid():
        at = form.cleaned_data["at"]
        known_at = clock.now() if form.cleaned_data["known"] == "now" else at
        judged = queries.case(by, isolation, at, known_at)
    context = {"isolation": isolation, "form": form, "case": judged}
    return render(request, "gate/then.html", context)


def end(request: Any, pk: int) -> HttpResponse:
    """End an isolation without a release: moved, or taken to a hospital."""
    by, isolation = request.acting, doing.found(roster.isolation(request.acting, pk))
    require(by, Verb.END_ISOLATION, isolation.place_id)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = {"isolation": isolation, "to_at": form.cleaned_data["moment"]}
        if made := doing.attempt(form, roster_actions.end_isolation, by=by, **told):
            text = _("The isolation has ended.")
            return doing.receipt(
                request, made, text, "gate:person", isolation.person_id
            )
    return asking.ask(
        request,
        form,
        title=_("End without a release"),
        lead=_(
            "For someone who is moved or taken to a hospital. The gate will not let "
            "them back as cleared."
        ),
        person=isolation.person,
        submit=_("End the isolation"),
    )


def releases(request: Any) -> HttpResponse:
    """List the signatures."""
    found = queries.releases(request.acting, request.GET.get("at"))
    found = queries.named(found, request.GET.get("q", "").strip())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "gate/releases.html", {"page": page})


def _headings() -> list[Any]:
    return [
        *(_("Name"), _("Institution"), _("Isolation room"), _("In isolation since")),
        *(
            _("Day of isolation"),
            _("Days asked"),
            _("State"),
            _("Earliest release"),
            _("What is missing"),
            _("What is late"),
        ),
    ]


def _cells(line: Any) -> list[Any]:
    case = line.case
    missing = [str(wording.say_reason(clause.reason)) for clause in case.missing]
    late = [str(wording.say_reason(reason)) for reason in line.late]
    return [
        *(case.person.name, tags.tongue(case.isolation.place, "name")),
        *(case.isolation.room, case.isolation.from_at, case.day, case.days),
        *(wording.say(case.outcome), case.decision.earliest, " ".join(missing)),
        " ".join(late),
    ]
