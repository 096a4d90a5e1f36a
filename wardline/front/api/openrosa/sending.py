"""Reads what a device sends: an instance and files, whole or not at all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from multipart import MultipartError, MultipartParser, MultipartPart, ParserLimitReached

from wardline.base.ui.wording import say
from wardline.front.api.openrosa.answers import MOST, MOST_OF_A_FILE, Refused

INSTANCE = "xml_submission_file"
# more parts are no sending of a device
_MOST_PARTS = 200


def read(request: HttpRequest) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the instance's bytes and the files, as {"name", "media_type", "content"}.

    Raises Refused: 413 for what is too large, 400 for what is cut off or lacks the
    instance.
    """
    _refuse_large(request)
    # of a field that comes twice the last one counts
    found = {part.name: part for part in _parts(request)}
    files = [part for part in found.values() if part.filename]
    if any(part.size > MOST_OF_A_FILE for part in files):
        raise _too_large(MOST_OF_A_FILE)
    xml = found[INSTANCE].raw if INSTANCE in found else b""
    if not xml.strip():
        raise Refused(400, say("intake.no_instance"))
    return xml, [
        {
            "name": _without_folders(part.filename),
            "media_type": part.content_type,
            "content": part.raw,
        }
        for part in files
        if part.name != INSTANCE
    ]


def _refuse_large(request: HttpRequest) -> None:
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > MOST:
        raise _too_large(MOST)


def _parts(request: Any) -> list[MultipartPart]:
    """Parse the body once, in memory, and see to it that it ended as it should."""
    kind, options = request.content_type, request.content_params
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Refused(400, say("intake.no_multipart"))
    limits = {"part_limit": _MOST_PARTS, "partsize_limit": MOST}
    limits |= {"spool_limit": MOST, "memory_limit": MOST}  # nothing goes to the disk
    try:
        found = MultipartParser(request, options["boundary"], **limits).parts()
    except ParserLimitReached:
        raise _too_large(MOST) from None
    except (MultipartError, OSError):
        raise Refused(400, say("intake.cut_off")) from None
    # whoever asks the request again, as the guard of our own page does, finds the texts
    request._post, request._files = QueryDict(mutable=True), MultiValueDict()
    for part in found:
        if not part.filename:
            request._post[part.name] = part.raw.decode(errors="replace")
    return found


def _without_folders(name: str) -> str:
    return name.rpartition("/")[2].rpartition("\\")[2]


def _too_large(limit: int) -> Refused:
    return Refused(413, say("intake.too_large", limit=limit // 1_000_000))
