"""Reads what a device sends: an instance and files, whole or not at all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from wardline.base.ui.wording import say
from wardline.front.api.openrosa import multipart
from wardline.front.api.openrosa.answers import MOST, MOST_OF_A_FILE, Refused

INSTANCE = "xml_submission_file"


def read(request: HttpRequest) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the instance's bytes and the files, as {"name", "media_type", "content"}.

    Raises Refused: 413 for what is too large, 400 for what is cut off or lacks the
    instance.
    """
    _refuse_large(request)
    # of a field that comes twice the last one counts
    found = {part.field: part for part in _parts(request)}
    files = [part for part in found.values() if part.name]
    if any(len(part.content) > MOST_OF_A_FILE for part in files):
        raise _too_large(MOST_OF_A_FILE)
    xml = found[INSTANCE].content if INSTANCE in found else b""
    if not xml.strip():
        raise Refused(400, say("intake.no_instance"))
    return xml, [
        {"name": part.name, "media_type": part.media_type, "content": part.content}
        for part in files
        if part.field != INSTANCE
    ]


def _refuse_large(request: HttpRequest) -> None:
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > MOST:
        raise _too_large(MOST)


def _parts(request: Any) -> list[multipart.Part]:
    """Read and parse the body once, and see to it that it ended as it should."""
    kind, options = request.content_type, request.content_params
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Refused(400, say("intake.no_multipart"))
    try:
        body = request.read(MOST + 1)
        if len(body) > MOST:
            raise _too_large(MOST)
        found = multipart.parts(body, options["boundary"])
    except multipart.TooMany:
        raise _too_large(MOST) from None
    except (multipart.Cut, OSError):
        raise Refused(400, say("intake.cut_off")) from None
    # whoever asks the request again, as the guard of our own page does, finds the texts
    request._post, request._files = QueryDict(mutable=True), MultiValueDict()
    for part in found:
        if not part.name:
            request._post[part.field] = part.content.decode(errors="replace")
    return found


def _too_large(limit: int) -> Refused:
    return Refused(413, say("intake.too_large", limit=limit // 1_000_000))
