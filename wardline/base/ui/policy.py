"""What the pages may load and run: the house's policy, written out once and sent with
every answer that has none of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class Policy:
    """Send the policy with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = written()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


def written(more: Mapping[str, Sequence[str]] | None = None) -> str:
    """Write the policy out, with ``more`` sources for what is named there."""
    own: Mapping[str, Sequence[str]] = settings.CONTENT_SECURITY_POLICY
    more = more or {}
    return "; ".join(
        " ".join([what, *sources, *more.get(what, ())]) for what, sources in own.items()
    )
