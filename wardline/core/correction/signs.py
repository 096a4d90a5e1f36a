"""What an area of work knows of a home that no finding tells: counts, by home.

Areas are neighbours and never import each other; who plans visits reads here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from wardline.base.accounts.models import Post

Gather = Callable[[Post, str, date], Mapping[str, int]]
_gathers: dict[str, list[Gather]] = {}


def register(sign: str, gather: Gather) -> None:
    """Let an area count a sign, by home at or below a place, since a day."""
    if gather not in _gathers.setdefault(sign, []):
        _gathers[sign].append(gather)


def counted(viewer: Post, at: str, since: date) -> dict[str, dict[str, int]]:
    """Return each sign's count by home."""
    found: dict[str, dict[str, int]] = {}
    for sign, gathers in _gathers.items():
        counts = found.setdefault(sign, {})
        for gather in gathers:
            for home, number in gather(viewer, at, since).items():
                counts[home] = counts.get(home, 0) + number
    return found
