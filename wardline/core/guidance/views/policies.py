"""Policies of clearance: the register, one version in full, and how a version ends."""

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
from wardline.base.ui import excel, tags, wording
from wardline.core.guidance import actions, queries
from wardline.core.guidance.forms.policies import VersionFilter, WithdrawPolicyForm
from wardline.core.guidance.words import sheets as words


def policies(request: Any) -> HttpResponse:
    """List the versions of policies, and one's own drafts."""
    post, asked = request.acting, request.GET
    told = (asked.get(name, "") for name in ("q", "state", "sort"))
    found = queries.find_versions(post, *told)
    if "export" in asked:
        return excel.answer("policies", _headings(), map(_cells, found))
    may_draft = post.may(Verb.DRAFT_POLICY)
    page = Paginator(found, 25).get_page(asked.get("page"))
    page.object_list = [words.Listed.of(each) for each in page]
    context = {
        "page": page,
        "filters": VersionFilter(asked),
        "export_url": excel.link(asked),
        "may_draft": may_draft,
        "drafts": queries.drafts(post) if may_draft else [],
    }
    return render(request, "guidance/policies.html", context)


def policy(request: Any, pk: int) -> HttpResponse:
    """Show a version: each clause as a sentence, in both languages."""
    post = request.acting
    found = _version(request, pk)
    own = post.reaches(found.row.place_id)
    context = {
        "version": found,
        "sheet": words.sheet(found.policy),
        "may_draft": post.may(Verb.DRAFT_POLICY),
        "may_withdraw": own
        and post.may(Verb.WITHDRAW_POLICY)
        and found.row.withdrawn_on is None,
    }
    return render(request, "guidance/policy.html", context)


def withdraw_policy(request: Any, pk: int) -> HttpResponse:
    """Withdraw a version by a document that names it."""
    post = request.acting
    row = _version(request, pk).row
    require(post, Verb.WITHDRAW_POLICY, row.place_id)
    naming = list(queries.naming_policy(post, row))
    form = WithdrawPolicyForm(request.POST or None, naming=naming)
    if doing.done(form, actions.withdraw_policy, by=post, policy=row):
        messages.success(request, _("The version is withdrawn."))
        return redirect("guidance:policy", pk=pk)
    context = {"form": form, "policy": row, "naming": naming}
    return render(request, "guidance/withdraw_policy.html", context)


def _version(request: Any, pk: int) -> queries.Version:
    return doing.found(queries.version(request.acting, pk))


def _headings() -> list[str]:
    return [
        _("Id of the policy"),
        _("Version"),
        _("What it asks, in Chinese"),
        _("What it asks, in English"),
        _("Today"),
        _("Kept by the hold"),
        _("Binds from"),
        _("Last day on which it binds"),
        _("Known since"),
        _("Published by"),
        _("Document it rests on"),
        _("Whom it is for"),
    ]


def _cells(found: queries.Version) -> list[Any]:
    row, policy = found.row, found.policy
    return [
        row.code,
        row.version,
        policy.text_zh,
        policy.text_en,
        wording.say(f"policy.state.{found.state}"),
        ", ".join(hold.code for hold in found.held),
        row.valid_from,
        policy.valid_to,
        row.published_at,
        tags.tongue(row.place, "name"),
        tags.tongue(row.document, "title") if row.document else "",
        "; ".join(words.people(policy)),
    ]
