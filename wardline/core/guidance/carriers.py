"""Who carries a measure out. Rooms above say it here; none of them is known below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place

# a post, a place and a day, to what carries which measures there
Carrier = Callable[[Post, Place, Any], "Iterable[Carried]"]
_CARRIERS: list[Carrier] = []


@dataclass(frozen=True, slots=True)
class Carried:
    """What carries the measure of a code, or every measure of a topic."""

    code: str  # gate, policy or question: parts/carried.html words each
    measure: str = ""
    topic: str = ""
    thing: Any = None  # what is shown in the reader's tongue
    url: str = ""


def register(carrier: Carrier) -> None:
    """Let a room say what of its own carries measures."""
    if carrier not in _CARRIERS:
        _CARRIERS.append(carrier)


def carried(viewer: Post, place: Place, on: Any) -> list[Carried]:
    """Return all that carries measures at a place on a day."""
    return [each for carrier in _CARRIERS for each in carrier(viewer, place, on)]
