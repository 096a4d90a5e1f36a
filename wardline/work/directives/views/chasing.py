"""Remind with one tap those who have not signed for a directive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.notices.actions import Chased
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives import chasing, queries


@require_POST
def remind(request: Any, pk: int) -> HttpResponse:
    """Remind them, and say when they will see it."""
    by, form = request.acting, KeyedForm(request.POST)
    require(by, Verb.CHASE, by.place_id)
    kept = doing.found(queries.directive(by, pk))
    made = doing.tap(request, form, chasing.remind, by=by, directive=kept)
    if isinstance(made, Chased):
        messages.success(request, made.said)
    return redirect("directives:show", pk)
