"""What every answer to a device carries, and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

# of a whole request, and of each file in it, in bytes
MOST, MOST_OF_A_FILE = 30_000_000, 20_000_000
VERSION = "X-OpenRosa-Version"
XML = "text/xml; charset=utf-8"
_RESPONSE = (
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
    '<message nature="{nature}">{message}</message></OpenRosaResponse>'
)


class Refused(Exception):
    """A device is told no: with a status and a sentence."""

    def __init__(self, status: int, message: Any, **headers: str) -> None:
        self.status, self.message, self.headers = status, message, headers
        super().__init__(status)


def said(status: int, message: Any, nature: str = "") -> HttpResponse:
    """Answer with a sentence, as OpenRosa wraps it."""
    body = _RESPONSE.format(nature=nature, message=escape(str(message)))
    return HttpResponse(body, status=status, content_type=XML)


def listed(body: str) -> HttpResponse:
    """Answer with a document of XML."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return HttpResponse(head + body, content_type=XML)


def with_headers(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give a view's answers the headers of OpenRosa, and its refusals their form."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refused:
            response = said(refused.status, refused.message, "error")
            for name, value in refused.headers.items():
                response.headers[name.replace("_", "-")] = value
        response.headers[VERSION] = "1.0"
        response.headers["X-OpenRosa-Accept-Content-Length"] = str(MOST)
        response.headers["Date"] = http_date()
        return response

    return answer
