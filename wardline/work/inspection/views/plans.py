"""The plan: committed, sealed until each departure, and proved after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.work.inspection import actions, custody_forms, forms, queries


def new_plan(request: Any) -> HttpResponse:
    """Commit a plan."""
    post = request.acting
    require(post, Verb.COMMIT_PLAN, post.place_id)
    form = forms.PlanForm(
        request.POST or None,
        areas=queries.areas(post),
        inspectors=accounts.holders(post.place_id, "inspector"),
    )
    if doing.done(form, actions.commit_plan, by=post, at=post.place_id):
        messages.success(request, _("Committed. Now the custodians join."))
        return redirect("inspection:index")
    return render(request, "inspection/new_plan.html", {"form": form})


def plan(request: Any, pk: int) -> HttpResponse:
    """Show what is committed, what is opened, and what came of it."""
    return page(request, get(request, pk))


@require_POST
def commit_chain(request: Any, pk: int) -> HttpResponse:
    """Publish the end of a custodian's chain."""
    found, form = get(request, pk), forms.ChainForm(request.POST)
    if doing.done(form, actions.commit_chain, by=request.acting, plan=found):
        messages.success(request, _("The end of your chain is published."))
        return redirect("inspection:plan", pk=pk)
    return page(request, found, chain=form)


@require_POST
def release_share(request: Any, pk: int, n: int) -> HttpResponse:
    """Release a custodian's share of a wave."""
    found, form = get(request, pk), forms.ShareForm(request.POST)
    if doing.done(form, actions.release_share, by=request.acting, plan=found, n=n):
        messages.success(request, _("Your share is released."))
        return redirect("inspection:plan", pk=pk)
    return page(request, found, share=form)


@require_POST
def open_wave(request: Any, pk: int, n: int) -> HttpResponse:
    """Open a wave with the shares that were released."""
    found, form = get(request, pk), KeyedForm(request.POST)
    if doing.done(form, actions.open_wave, by=request.acting, plan=found, n=n):
        messages.success(request, _("The wave is open. Each team sees its envelope."))
        return redirect("inspection:plan", pk=pk)
    return page(request, found, open=form)


def proof(request: Any, pk: int) -> HttpResponse:
    """Show all that anyone needs to draw the opened waves again."""
    found = get(request, pk)
    context = {
        "plan": found,
        "chains": queries.chains(found),
        "publications": queries.publications(request.acting, found),
    }
    return render(request, "inspection/proof.html", context)


def wave_file(request: Any, pk: int, n: int) -> HttpResponse:
    """Give a wave's proof as a file."""
    found = get(request, pk)
    for published in queries.publications(request.acting, found):
        if published["wave"].n == n:
            response = JsonResponse(published["plain"], json_dumps_params={"indent": 1})
            name = f"{found.code}-{n}.json"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    raise Http404


def get(request: Any, pk: int) -> Any:
    """Return a plan that the viewer may see."""
    return doing.found(queries.plans(request.acting).filter(pk=pk).first())


def page(request: Any, found: Any, **bound: Any) -> HttpResponse:
    """Show the plan with the forms that are the viewer's; a refused one stays."""
    post = request.acting
    waves, chains = queries.plan_waves(post, found), queries.chains(found)
    name = queries.custodian_name(post)
    joined, opened = {chain.custodian_id for chain in chains}, _opened(waves)
    turn = queries.next_wave(found)
    due = next((wave for wave in waves if wave["n"] == turn), None)
    departed = due is not None and due["departs_at"] <= clock.now()
    missing = _missing(post, found, due) if departed else []
    context = {
        "plan": found,
        "waves": waves,
        "chains": chains,
        "standing_in": set(map(int, found.outline["stand_ins"])),
        "weaker": len(found.outline["custodians"]) == 1,
        "by_kind": queries.drawn_by_kind(found),
        "teams": queries.teams(post, found),
        "results": queries.results(post, found),
        "leaks": queries.leaks(found) if post.role_code == "authority" else (),
        "due": due,
        "departed": departed,
        "missing": missing,
        "late": _late(post, found, due, joined, missing) if departed else [],
        "wait_until": due["departs_at"] + actions.PATIENCE
        if due and {each.pk for each in missing} - {post.pk}
        else None,
        "not_joined": _not_joined(post, found, joined),
        "lookback": queries.lookback_of(post, found),
        "bound": next(iter(bound.values()), None),
        "chain_form": _chain_form(found, name, post, joined, opened, bound),
        "share_form": (bound.get("share") or forms.ShareForm())
        if post.pk in joined and post in missing
        else None,
        "open_form": KeyedForm() if post.may(Verb.OPEN_WAVE) else None,
        "may_record": post.may(Verb.RECORD_WITHHELD),
        "withheld_form": KeyedForm(),
        "disclosed": queries.disclosure(found),
        "disclose_form": (bound.get("disclose") or custody_forms.DiscloseForm())
        if opened and _may_disclose(post, found)
        else None,
        "custodian": name,
        "may_recuse": post.may(Verb.ENTER_RECUSAL),
        "may_prove": bool(opened) and post.role_code == "authority",
    }
    return render(request, "inspection/plan.html", context)


def _may_disclose(post: Any, found: Any) -> bool:
    """Tell whether all is over, and there is more of it that the viewer may publish."""
    told = queries.disclosure(found)
    mine = post.may(Verb.DISCLOSE_DRAW) and not (told and told.with_results)
    return mine and queries.next_wave(found) is None and not queries.to_visit(found)


def _missing(post: Any, found: Any, due: dict[str, Any]) -> list[Any]:
    """Return the custodians whose share the wave still waits for."""
    asked = {int(name) for name in queries.seats(found, due["n"])}
    return list(accounts.posts(post).filter(pk__in=asked - due["released_by"]))


def _late(
    post: Any, found: Any, due: dict[str, Any], joined: set[int], missing: list[Any]
) -> list[Any]:
    """Return whose share may be recorded as withheld by now; nobody's is their own."""
    over = clock.now() >= due["departs_at"] + actions.PATIENCE
    others = [each for each in missing if each.pk != post.pk]
    return [each for each in others if over or each.pk not in joined]


def _not_joined(post: Any, found: Any, joined: set[int]) -> list[Any]:
    names = set(map(int, queries.people(found)))
    return list(accounts.posts(post).filter(pk__in=names - joined))


def _opened(waves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [wave for wave in waves if wave["opened"]]


def _chain_form(
    found: Any, name: str, post: Any, joined: set[int], opened: list[Any], bound: Any
) -> Any:
    """Offer the form to a custodian of the plan who has not joined yet."""
    asked = name in queries.people(found) and post.pk not in joined
    return (bound.get("chain") or forms.ChainForm()) if asked and not opened else None
