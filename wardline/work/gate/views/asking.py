"""What the pages of the gate ask for: which house, what was sent; their plain form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wardline.base.ledger import doing
from wardline.base.places import queries as places


def home(request: Any, code: str | None = None) -> Any:
    """Return the institution that the page is about."""
    post = request.acting
    return doing.found(
        places.places(post)
        .filter(code=code or post.place_id, kind__isnull=False)
        .select_related("parent", "kind")
        .first()
    )


def place(request: Any, code: str) -> Any:
    """Return the place that the page is about: a division or an institution."""
    return doing.found(places.places(request.acting).filter(code=code).first())


def ask(request: Any, form: Any, **page: Any) -> HttpResponse:
    """Show a form on the room's plain page."""
    return render(request, "gate/form.html", {"form": form, **page})


def data(request: Any) -> tuple[Any, Any]:
    """Return what was sent, for a form: nothing when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
