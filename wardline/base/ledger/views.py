"""The ledger to read, and the files behind its deeds."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wardline.base.ledger import queries

_INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"}


def index(request: HttpRequest) -> HttpResponse:
    """List what was done, newest first."""
    post = request.acting  # type: ignore[attr-defined]
    found = queries.entries(post)
    if verb := request.GET.get("verb"):
        found = found.filter(verb=verb)
    if at := request.GET.get("at"):
        found = found.filter(place__gte=at, place__lt=at + "~")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "ledger/index.html", {"page": page, "verb": verb or ""})


def attachment(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a file to someone who may see it."""
    found = queries.attachment(request.acting, sha256)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    inline = found.media_type in _INLINE
    response = HttpResponse(
        bytes(found.content),
        content_type=found.media_type if inline else "application/octet-stream",
    )
    disposition = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{sha256[:16]}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
