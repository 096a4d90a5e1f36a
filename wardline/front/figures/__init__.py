"""Every number that leaves the house (数出一门): desk, public page and API ask here.

A definition says what is counted, in words; the room that owns the records counts.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wardline.base.accounts.models import Post
from wardline.front.figures import (
    correction,
    cover,
    directives,
    gate,
    inspection,
    norms,
    watch,
)
from wardline.front.figures.definition import Definition
from wardline.front.figures.homes import Homes, homes_of
from wardline.front.figures.sharing import sharing
from wardline.ground.figure import Figure

__all__ = [
    "DEFINITIONS",
    "Definition",
    "Homes",
    "below",
    "count",
    "homes_of",
    "sharing",
]

DEFINITIONS: dict[str, Definition] = {
    definition.code: definition
    for area in (norms, directives, gate, watch, inspection, correction, cover)
    for definition in area.FIGURES
}


def count(code: str, *, viewer: Post, at: str, on: date) -> Figure:
    """Count one figure for a place and a day. Raises KeyError for an unknown code."""
    return replace(DEFINITIONS[code].count(viewer, at, on), code=code)


def below(
    code: str, *, viewer: Post, at: str, on: date, codes: Sequence[str]
) -> list[int]:
    """Count one figure for each of some places below ``at``, given in order of code."""
    definition = DEFINITIONS[code]
    if definition.by_place is None:
        raise LookupError(f"The figure {code} is not counted by place.")
    counted = definition.by_place(viewer, at, on)
    if definition.summed:
        return [counted.get(each, 0) for each in codes]
    sums = [0] * len(codes)
    for place, number in counted.items():
        n = bisect_right(codes, place) - 1
        if n >= 0 and place.startswith(codes[n]):
            sums[n] += number
    return sums
