"""Institutions and the people who answer for them: to look up, to open, to appoint."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ui import excel, tags, wording
from wardline.work.offices import actions, queries
from wardline.work.offices.forms import (
    AppointForm,
    DelegateForm,
    EndForm,
    HandOverForm,
    InstitutionFilter,
    InstitutionForm,
    PostFilter,
    TakeBackForm,
)

# letters and digits that nobody mistakes for one another
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def index(request: Any) -> HttpResponse:
    """List the institutions below, with who answers for each."""
    post, asked = request.acting, request.GET
    filters = InstitutionFilter(asked, viewer=post)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    found = queries.institutions(post, search=asked.get("q", "").strip(), **chosen)
    found = found.order_by(*_order(asked.get("sort", "")))
    if "export" in asked:
        return excel.answer("institutions", _headings(), map(_cells, found))
    page = Paginator(found, 50).get_page(asked.get("page"))
    page.object_list = queries.answering(page.object_list)
    context = {
        "page": page,
        "filters": filters,
        "export_url": excel.link(asked),
        "may_open": post.may(Verb.OPEN_INSTITUTIONS),
        "may_delegate": post.may(Verb.DELEGATE),
        "gaps": queries.unanswered(post).count(),
    }
    return render(request, "offices/index.html", context)


def gaps(request: Any) -> HttpResponse:
    """List the places for which nobody answers."""
    found = queries.unanswered(request.acting).order_by("depth", "code")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "offices/gaps.html", {"page": page})


def posts(request: Any) -> HttpResponse:
    """List the people who answer, here and below."""
    asked = request.GET
    filters = PostFilter(asked)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    search = asked.get("q", "").strip()
    found = queries.posts(request.acting, search=search, **chosen)
    if "export" in asked:
        return excel.answer("posts", _post_headings(), map(_post_cells, found))
    context = {
        "page": Paginator(found, 50).get_page(asked.get("page")),
        "filters": filters,
        "export_url": excel.link(asked),
    }
    return render(request, "offices/posts.html", context)


def place(request: Any, code: str) -> HttpResponse:
    """Show a place: its particulars, its people, what was done there."""
    post, found = request.acting, _place(request, code)
    history = queries.history(post, code)
    context = {
        "place": found,
        "people": queries.posts_at(post, found),
        "gap": not queries.is_answered(found),
        "history": Paginator(history, 20).get_page(request.GET.get("page")),
        "may_appoint": post.may(Verb.APPOINT) and queries.roles_given(post, found),
    }
    return render(request, "offices/place.html", context)


def open_institution(request: Any) -> HttpResponse:
    """Open an institution."""
    post = request.acting
    require(post, Verb.OPEN_INSTITUTIONS, post.place_id)
    form = InstitutionForm(request.POST or None, viewer=post)
    if form.is_bound and form.is_valid():
        told = form.told
        if doing.attempt(
            form, actions.open_institutions, by=post, at=post.place_id, **told
        ):
            text = _("The institution is open. Appoint now who answers for it.")
            messages.success(request, text)
            return redirect("offices:gaps")
    return render(request, "offices/open.html", {"form": form})


def appoint(request: Any, code: str) -> HttpResponse:
    """Appoint a person; a new account's first password is shown this once."""
    post, found = request.acting, _place(request, code)
    require(post, Verb.APPOINT, code)
    form = AppointForm(request.POST or None, viewer=post, place=found)
    if form.is_bound and form.is_valid():
        fresh = not queries.accounts_of([form.cleaned_data["username"]])
        password = _password()
        told = form.told(password)
        if doing.attempt(form, actions.appoint, by=post, at=code, **told):
            context = {"place": found, "told": told["rows"][0]}
            context["password"] = password if fresh else ""
            return render(request, "offices/appointed.html", context)
    return render(request, "offices/appoint.html", {"form": form, "place": found})


def end(request: Any, pk: int) -> HttpResponse:
    """End a post."""
    by, found = request.acting, queries.post(request.acting, pk)
    if found is None:
        raise Http404
    require(by, Verb.END_POST, found.place_id)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["on"]
        if doing.attempt(form, actions.end_post, by=by, post=found, on=on):
            messages.success(request, _("The post ends on the day you chose."))
            return redirect("offices:place", code=found.place_id)
    return render(request, "offices/end.html", {"form": form, "post": found})


def hand_over(request: Any, pk: int) -> HttpResponse:
    """Hand a post over; a new account's first password is shown this once."""
    by, found = request.acting, queries.post(request.acting, pk)
    if found is None:
        raise Http404
    require(by, Verb.HAND_OVER, found.place_id)
    form = HandOverForm(request.POST or None)
    if form.is_bound and form.is_valid():
        fresh = not queries.accounts_of([form.cleaned_data["username"]])
        password = _password()
        told = {"post": found, "password": password, **form.told}
        if doing.attempt(form, actions.hand_over, by=by, **told):
            row = form.told | {"role": found.role_code, "from_on": form.told["on"]}
            context = {"place": found.place, "told": row}
            context["password"] = password if fresh else ""
            return render(request, "offices/appointed.html", context)
    return render(request, "offices/hand_over.html", {"form": form, "post": found})


def covering(request: Any) -> HttpResponse:
    """Let a colleague stand in, see who does, and end it."""
    by = request.acting
    require(by, Verb.DELEGATE, by.place_id)
    form = DelegateForm(request.POST or None, viewer=by)
    good = form.is_bound and form.is_valid()
    if good and doing.attempt(form, actions.delegate, by=by, **form.told):
        messages.success(request, _("Your colleague can act in your post then."))
        return redirect("offices:covering")
    context = {"form": form, "standing_in": queries.standing_in(by)}
    return render(request, "offices/covering.html", context)


@require_POST
def take_back(request: Any, pk: int) -> HttpResponse:
    """End a colleague's standing in."""
    by, found = request.acting, queries.post(request.acting, pk)
    if found is None:
        raise Http404
    form = TakeBackForm(request.POST)
    if form.is_valid() and doing.attempt(form, actions.take_back, by=by, post=found):
        messages.success(request, _("Nobody stands in for you from today on."))
    else:
        messages.warning(request, " ".join(form.non_field_errors()))
    return redirect("offices:covering")


def _place(request: Any, code: str) -> Any:
    return doing.found(queries.place(request.acting, code))


def _password() -> str:
    parts = ("".join(secrets.choice(_LETTERS) for _each in range(4)) for _part in "123")
    return "-".join(parts)


def _order(asked: str) -> list[str]:
    known = {"code", "name_zh", "name_en", "kind", "capacity"}
    return [asked, "code"] if asked.removeprefix("-") in known else ["code"]


def _headings() -> list[str]:
    return [
        *(_("Code"), _("Name in Chinese"), _("Name in English")),
        *(_("Kind of institution"), _("Division it belongs to"), _("Beds")),
        *(_("Register number"), _("Address"), _("Latitude"), _("Longitude")),
    ]


def _cells(row: Any) -> list[Any]:
    return [
        *(row.code, row.name_zh, row.name_en),
        *(tags.tongue(row.kind, "name"), tags.tongue(row.parent, "name"), row.capacity),
        *(row.credit_code, row.address, row.latitude, row.longitude),
    ]


def _post_headings() -> list[str]:
    return [
        *(_("Code"), _("Place of the post"), _("Role"), _("Title of the post")),
        *(_("Name of the person"), _("Telephone")),
        *(_("Answers from"), _("No longer answers from")),
    ]


def _post_cells(row: Any) -> list[Any]:
    return [
        *(row.place_id, tags.tongue(row.place, "name")),
        *(wording.say(f"offices.role.{row.role_code}"), tags.tongue(row, "title")),
        *(row.user.name, row.user.phone, row.from_on, row.until_on),
    ]
