"""Every number that leaves the house (数出一门): desk, public page and API ask here.

A definition says what is counted, in words; the room that owns the records counts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wardline.base.accounts.models import Post
from wardline.front.figures import gate, norms
from wardline.front.figures.definition import Definition
from wardline.ground.figure import Figure

__all__ = ["DEFINITIONS", "Definition", "by_place", "count"]

DEFINITIONS: dict[str, Definition] = {
    definition.code: definition for area in (norms, gate) for definition in area.FIGURES
}


def count(code: str, *, viewer: Post, at: str, on: date) -> Figure:
    """Count one figure for a place and a day. Raises KeyError for an unknown code."""
    return replace(DEFINITIONS[code].count(viewer, at, on), code=code)


def by_place(code: str, *, viewer: Post, at: str, on: date) -> Mapping[str, int]:
    """Count one figure for each place at or below: code of the place → number."""
    counter = DEFINITIONS[code].by_place
    if counter is None:
        raise LookupError(f"The figure {code} is not counted by place.")
    return counter(viewer, at, on)
