"""The register of documents, levels and holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.core.guidance import actions, queries
from wardline.core.guidance.forms.norms import (
    DocumentFilter,
    DocumentForm,
    HoldForm,
    LevelForm,
    WithdrawForm,
)


def documents(request: Any) -> HttpResponse:
    """List the register of documents."""
    post, asked = request.acting, request.GET
    found = queries.search(post, asked.get("q", ""), asked.get("kind", ""))
    found = found.order_by(*_order(asked.get("sort", "")))
    if "export" in asked:
        return excel.answer("documents", _headings(), map(_cells, found))
    context = {
        "page": Paginator(found, 25).get_page(asked.get("page")),
        "filters": DocumentFilter(asked),
        "export_url": excel.link(asked),
        "may_add": post.may(Verb.KEEP_DOCUMENTS),
    }
    return render(request, "guidance/documents.html", context)


def document(request: Any, code: str, at: str = "") -> HttpResponse:
    """Show a document with its measures, and what else rests on it."""
    found = doing.found(queries.document(request.acting, code, at))
    context = {
        "document": found,
        "measures": queries.measures(request.acting).filter(document=found),
        "levels": queries.levels(request.acting).filter(document=found),
        "holds": queries.holds(request.acting).filter(document=found),
        "kind": f"guidance.kind.{found.kind}",
        "editions": queries.editions(request.acting, found),
    }
    return render(request, "guidance/document.html", context)


def levels(request: Any) -> HttpResponse:
    """Show how levels and holds followed one another."""
    post = request.acting
    context = {
        "timeline": queries.timeline(post),
        "level": queries.level(post, post.place, clock.today()),
        "today": clock.today(),
        "may_set": post.may(Verb.SET_LEVEL),
        "may_hold": post.may(Verb.HOLD),
        "may_withdraw": post.may(Verb.WITHDRAW_HOLD),
    }
    return render(request, "guidance/levels.html", context)


def new_document(request: Any) -> HttpResponse:
    """Register one document of the acting place."""
    post = request.acting
    require(post, Verb.KEEP_DOCUMENTS, post.place_id)
    form = DocumentForm(request.POST or None, viewer=post)
    if doing.done(form, actions.keep_documents, by=post, at=post.place_id):
        messages.success(request, _("The document is registered."))
        return redirect("guidance:document", code=form.cleaned_data["code"])
    lead = _("It is entered into the register of your place; places below can read it.")
    return form_page(request, form, _("Register a document"), lead, "documents")


def new_level(request: Any) -> HttpResponse:
    """Show what a level would change, then let it be signed."""
    post = request.acting
    require(post, Verb.SET_LEVEL, post.place_id)
    form = LevelForm(request.POST or None, viewer=post)
    effect = None
    if form.is_bound and form.is_valid():
        if form.is_seen and doing.done(
            form, actions.set_level, by=post, at=post.place_id
        ):
            messages.success(request, _("The response level is set."))
            return redirect("guidance:levels")
        level, on = form.cleaned_data["level"], form.cleaned_data["from_on"]
        effect = queries.effect_of_level(post, post.place, level, on)
        form.show_as_seen()
    context = {"form": form, "effect": effect}
    return render(request, "guidance/level.html", context)


def new_hold(request: Any) -> HttpResponse:
    """Order that nothing relaxes."""
    post = request.acting
    require(post, Verb.HOLD, post.place_id)
    form = HoldForm(request.POST or None, viewer=post)
    if doing.done(form, actions.hold, by=post, at=post.place_id):
        messages.success(request, _("The hold stands: nothing relaxes."))
        return redirect("guidance:levels")
    lead = _(
        "While a hold stands, no measure weakens here or below, whatever the response "
        "level; only a document that names it withdraws it."
    )
    return form_page(request, form, _("Order that nothing relaxes"), lead, "levels")


def withdraw(request: Any, pk: int) -> HttpResponse:
    """Withdraw a hold by a document that names it."""
    post = request.acting
    held = doing.found(queries.hold(post, pk))
    require(post, Verb.WITHDRAW_HOLD, held.place_id)
    naming = list(queries.naming(post, held))
    form = WithdrawForm(request.POST or None, naming=naming)
    if doing.done(form, actions.withdraw_hold, by=post, hold=held):
        messages.success(request, _("The hold is withdrawn."))
        return redirect("guidance:levels")
    context = {"form": form, "hold": held, "naming": naming}
    return render(request, "guidance/withdraw.html", context)


def form_page(
    request: HttpRequest, form: forms.Form, title: str, lead: str, back: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": reverse(f"guidance:{back}"),
    }
    return render(request, "guidance/form.html", context)


def _order(asked: str) -> list[str]:
    known = {"issued_on", "number", "code", "measure_count"}
    return (
        [asked, "code"] if asked.removeprefix("-") in known else ["-issued_on", "code"]
    )


def _headings() -> list[str]:
    return [
        _("Short code"),
        _("Kind of document"),
        _("Number of the document"),
        _("Title"),
        _("Issuer"),
        _("Issued on"),
        _("Measures"),
        _("Where the text is found"),
    ]


def _cells(row: Any) -> list[Any]:
    return [
        row.code,
        wording.say(f"guidance.kind.{row.kind}"),
        row.number,
        tags.tongue(row, "title"),
        tags.tongue(row, "issuer"),
        row.issued_on,
        row.measure_count,
        row.source,
    ]
