"""Answers a phone's outbox so that it knows what was received and what was not."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url


class Outbox:
    """Tell a form sent by script where to go, instead of going there for it.

    A redirect followed by the script would use up the messages of the next page; a
    redirect to the sign-in page means that nothing was received.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Outbox" not in request.headers or response.status_code not in (302, 303):
            return response
        target = response.headers["Location"]
        if target.split("?")[0] == resolve_url(settings.LOGIN_URL):
            response.status_code = 401
        else:
            response.status_code = 204
            response.headers["X-Outbox-Location"] = target
        del response.headers["Location"]
        return response
