"""The gate's lists, as they are searched and filtered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.roster import queries as roster

_SORTS = {"name": ("name_zh", "name_en"), "kind": ("kind",), "code": ("code",)}


def register(
    viewer: Post,
    at: str | None = None,
    on: date | None = None,
    *,
    search: str = "",
    crosser: str = "",
    allowed: bool | None = None,
) -> QuerySet[Any]:
    """Return the crossings that fit, newest first."""
    found = roster.passes(viewer, at, on)
    if search:
        named = Q(name__icontains=search) | Q(person__name__icontains=search)
        by_plate = Q(plate__icontains=search)
        found = found.filter(named | by_plate | Q(purpose__icontains=search))
    if crosser:
        found = found.filter(crosser=crosser)
    return found if allowed is None else found.filter(allowed=allowed)


def houses(
    viewer: Post, *, search: str = "", kind: str = "", sort: str = ""
) -> QuerySet[Place]:
    """Return the institutions that fit, in the order asked for."""
    found = places.institutions(viewer).select_related("parent", "kind")
    if search:
        words = ("name_zh", "name_en", "parent__name_zh", "parent__name_en")
        fits = Q(code=search)
        for word in words:
            fits |= Q(**{f"{word}__icontains": search})
        found = found.filter(fits)
    if kind:
        found = found.filter(kind=kind)
    sign = "-" if sort.startswith("-") else ""
    columns = _SORTS.get(sort.lstrip("-"), ())
    return found.order_by(*(f"{sign}{column}" for column in columns), "code")


def named(found: QuerySet[Any], search: str) -> QuerySet[Any]:
    """Narrow records about a person to those whose name fits."""
    return found.filter(person__name__icontains=search) if search else found
