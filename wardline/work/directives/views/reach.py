"""The reach of a directive as a part of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import get_language

from wardline.base.ui import charts
from wardline.work.directives import queries
from wardline.work.directives.views import curve

# an order to so many is watched while they sign: its reach, counted and drawn, is then
# kept in the process for so many seconds, and fewer are counted anew each time
MANY, SECONDS = 5_000, 3


@dataclass(frozen=True, slots=True)
class Below:
    """How many have not signed, and the part of the page that shows the reach."""

    missing: int
    page: str


def below(viewer: Any, directive: Any) -> Below:
    """Return the reach of a directive below the viewer, drawn."""
    key = f"reach/{directive.pk}/{viewer.place_id}/{get_language()}"
    known: Below | None = cache.get(key)
    if known is not None:
        return known
    total, levels = queries.reach(viewer, directive)
    if total is None:
        return Below(0, "")
    told = {"total": total, "levels": levels, **_curves(directive, total, levels)}
    drawn = Below(total.missing, render_to_string("directives/parts/reach.html", told))
    if total.sent >= MANY:
        cache.set(key, drawn, SECONDS)
    return drawn


def _curves(directive: Any, total: Any, levels: Any) -> dict[str, Any]:
    """Return the share reached against the hours, drawn and as a table."""
    until = curve.span(total.worst, directive.due_hours)
    found = queries.curves(levels, until)
    return {
        "panels": curve.panels(found, until, directive.due_hours),
        "shares": curve.table(found, until),
        "frame": charts,
    }
