"""Remind with one tap those who have not signed for a directive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.notices import actions as notices
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives import queries
from wardline.work.directives.views import doing


@require_POST
def remind(request: Any, pk: int) -> HttpResponse:
    """Remind whoever answers for a place below that has not signed."""
    by, form = request.acting, KeyedForm(request.POST)
    require(by, Verb.CHASE, by.place_id)
    kept = doing.found(queries.directive(by, pk))
    late = queries.missing(by, kept).values_list("place_id", flat=True)
    told = {
        "at": by.place_id,
        "subject": f"directives.directive:{pk}",
        "posts": queries.responsible(by, late),
        "code": "directive.chased",
        "url": reverse("directives:show", args=[pk]),
        "title": {"zh": kept.title_zh, "en": kept.title_en},
        "office": {"zh": by.place.name_zh, "en": by.place.name_en},
    }
    made = doing.tap(request, form, notices.chase, by=by, **told)
    if isinstance(made, notices.Chased):
        messages.success(request, made.said)
    return redirect("directives:show", pk)
