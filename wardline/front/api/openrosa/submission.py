"""The one intake: whatever client sends it, an instance comes in here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from wardline.base.accounts.models import Post
from wardline.base.ui.tags import tongue
from wardline.base.ui.wording import say
from wardline.front.api.openrosa import sending
from wardline.front.api.openrosa.answers import Refused, said
from wardline.front.api.openrosa.door import device
from wardline.work.inspection import actions, instance, queries


@device("HEAD", "POST")
def submission(request: HttpRequest, *, by: Post, token: str) -> HttpResponse:
    """Say what is taken (HEAD), or take in an instance and its files (POST)."""
    if request.method == "HEAD":
        response = HttpResponse(status=204)
        response.headers["Location"] = request.build_absolute_uri(request.path)
        return response
    xml, files = sending.read(request)
    _demand_own_page(request, token)
    try:
        found = instance.read(xml)
    except instance.Broken as broken:
        raise Refused(400, say(broken.code)) from None
    form = queries.form_version(by, found.form_id, found.version)
    if form is None:
        raise Refused(404, say("intake.form_unknown"))
    return _taken(request, by, form, xml, found, files)


def _taken(
    request: HttpRequest, by: Post, form: Any, xml: bytes, found: Any, files: Any
) -> HttpResponse:
    try:
        received = actions.take_in(
            by=by,
            form=form,
            xml=xml,
            instance=found,
            files=files,
            device_id=request.GET.get("deviceID", ""),
        )
    except actions.OtherContent:
        words = say("intake.other_content")
        raise Refused(409, words) from None
    except PermissionDenied as refused:
        raise Refused(403, refused) from None
    return _received(received.submission)


def _received(kept: Any) -> HttpResponse:
    if kept.held is None:
        return said(201, say("intake.received"), "submit_success")
    reason = tongue(kept.held, "said")
    status = 202 if kept.held["code"] == "intake.withdrawn" else 201
    words = say("intake.kept_not_applied", reason=reason)
    return said(status, words, "held")


def _demand_own_page(request: HttpRequest, token: str) -> None:
    """A session is believed only together with the token of our own page."""
    if token or getattr(request, "acting", None) is None:
        return
    guard = CsrfViewMiddleware(lambda _request: HttpResponse())
    guard.process_request(request)
    if guard.process_view(request, submission_unguarded, (), {}) is not None:
        raise Refused(403, say("intake.page_expired"))


def submission_unguarded() -> None:
    """Stand for a view that is not exempt from the check."""
