"""The team's page on a phone: its envelope and each visit, also without a network."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ui import worker
from wardline.work.inspection import forms, queries

# in the order in which they rest on one another
SCRIPTS = ["kept", "pictures", "instance", "danger", "wrong", "again", "visit", "phone"]
FILES = [
    *(f"inspection/phone/{name}.js" for name in SCRIPTS),
    "inspection/phone/phone.css",
    "inspection/phone/icon-192.png",
]
# where OpenRosa takes submissions in, from whatever client
SUBMIT = "service:openrosa-submission"
# how a visit stands on the phone: its code, the colour and the word
STATES = [
    ("planned", "wait", _("To be visited")),
    ("begun", "wait", _("Begun on this phone")),
    ("queued", "late", _("Waiting to be sent")),
    ("received", "ok", _("Received")),
    ("held", "late", _("Received, not applied yet")),
    ("refused", "alarm", _("Not taken")),
]


@gzip_page  # read over the network of a village
def phone(request: Any) -> HttpResponse:
    """Show the page; what it needs offline is in it or beside it."""
    _inspector(request)
    context = {
        "scripts": [f"inspection/phone/{name}.js" for name in SCRIPTS],
        "aspects": [f"aspect.{aspect}" for aspect in queries.ASPECTS],
        "answers": forms.AnswerForm().fields["answer"].choices,
        "states": STATES,
        "submit": reverse(SUBMIT),
        "scopes": forms.AnswerForm().fields["scope"].choices,
    }
    return render(request, "inspection/phone.html", context)


@gzip_page
def envelope(request: Any) -> HttpResponse:
    """Answer the envelope whole, and the time."""
    _inspector(request)
    answer = JsonResponse(queries.carried_along(request.acting))
    answer["Cache-Control"] = "no-store"
    return answer


def offline(request: Any) -> HttpResponse:
    """Answer the service worker; its scope is this page and nothing else."""
    return worker.answer(request, "wardline-visits", "inspection:phone", FILES)


def manifest(request: Any) -> HttpResponse:
    """Answer what a phone must know to put the page among its programs."""
    icons = [
        {"src": static(f"inspection/phone/icon-{n}.png"), "sizes": f"{n}x{n}"}
        | {"type": "image/png", "purpose": "any maskable"}
        for n in (192, 512)
    ]
    page = reverse("inspection:phone")
    told = {
        "name": gettext("Wardline: visits"),
        "short_name": gettext("Visits"),
        "lang": request.LANGUAGE_CODE,
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0a4a54",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


def phone_visit(request: Any, pk: int) -> HttpResponse:
    """Lead to a visit of one's own envelope; else say who is signed in, not whose it
    is: it may be another team's, and where that team goes is not told."""
    if not request.acting.may(Verb.ARRIVE):
        raise Http404
    if queries.envelope(request.acting).filter(pk=pk).exists():
        return redirect(f"{reverse('inspection:phone')}#{pk}")
    mine = queries.visits(request.acting).filter(pk=pk).first()
    if mine is not None:
        return redirect("inspection:visit", pk=pk)
    return render(request, "inspection/wrong_phone.html", status=404)


def _inspector(request: Any) -> None:
    require(request.acting, Verb.ARRIVE, request.acting.place_id)
