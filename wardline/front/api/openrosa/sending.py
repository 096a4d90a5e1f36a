"""Reads what a device sends: an instance and files, whole or not at all."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from wardline.base.ui.wording import say
from wardline.front.api.openrosa.answers import MOST, MOST_OF_A_FILE, Refused

INSTANCE = "xml_submission_file"
_TAIL = 200


class _Watched:
    """A request's body that remembers how it ended."""

    def __init__(self, request: HttpRequest) -> None:
        self._request, self.tail = request, b""

    def read(self, size: int | None = None) -> bytes:
        data = self._request.read() if size is None else self._request.read(size)
        self.tail = (self.tail + data)[-_TAIL:]
        return data


def read(request: HttpRequest) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the instance's bytes and the files, as {"name", "media_type", "content"}.

    Raises Refused: 413 for what is too large, 400 for what is cut off or lacks the
    instance.
    """
    _refuse_large(request)
    _parse(request)
    files = request.FILES
    for file in files.values():
        if (file.size or 0) > MOST_OF_A_FILE:
            raise _too_large(MOST_OF_A_FILE)
    xml = files[INSTANCE].read() if INSTANCE in files else None
    if xml is None:
        xml = request.POST.get(INSTANCE, "").encode()
    if not xml.strip():
        raise Refused(400, say("intake.no_instance"))
    return xml, [
        {
            "name": file.name or name,
            "media_type": file.content_type or "",
            "content": file.read(),
        }
        for name, file in files.items()
        if name != INSTANCE
    ]


def _refuse_large(request: HttpRequest) -> None:
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > MOST:
        raise _too_large(MOST)


def _parse(request: Any) -> None:
    """Parse the body once, and see to it that it ended as it should."""
    kind, options = request.content_type, request.content_params
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Refused(400, say("intake.no_multipart"))
    body = _Watched(request)
    cut = Refused(400, say("intake.cut_off"))
    try:
        parser = MultiPartParser(request.META, body, request.upload_handlers)
        request._post, request._files = parser.parse()
    except (RequestDataTooBig, TooManyFilesSent):
        raise _too_large(MOST) from None
    except (MultiPartParserError, SuspiciousOperation, OSError):
        raise cut from None
    if not body.tail.rstrip().endswith(f"--{options['boundary']}--".encode()):
        raise cut


def _too_large(limit: int) -> Refused:
    return Refused(413, say("intake.too_large", limit=limit // 1_000_000))
