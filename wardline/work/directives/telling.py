"""Whoever answers for a place is told of an order, with its hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.notices import send
from wardline.base.places import queries as places
from wardline.work.directives import queries
from wardline.work.directives.models import Directive


def tell(
    by: Post,
    directive: Directive,
    codes: Iterable[str],
    code: str,
    due_at: datetime,
    title: str,
) -> None:
    """Send a notice to those who answer for these places: what, and by when."""
    send.to(
        queries.responsible(by, codes),
        code,
        url=reverse("directives:show", args=[directive.pk]),
        title=title,
        at=f"{due_at.astimezone(places.zone()):%Y-%m-%d %H:%M}",
    )
