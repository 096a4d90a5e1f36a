"""The service worker that keeps one page of a room for when there is no network."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HTMX = ("ui/vendor/htmx.min.js",)


def answer(
    request: HttpRequest, cache: str, page: str, files: Sequence[str]
) -> HttpResponse:
    """Answer the worker: its cache, the page it keeps (by name), what that page needs.

    Its scope is the folder of the address that answers.
    """
    context = {"cache": cache, "page": page, "files": files}
    made = render(request, "ui/worker.js", context, content_type="text/javascript")
    made["Cache-Control"] = "no-cache"
    return made
