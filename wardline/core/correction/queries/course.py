"""How correction goes below a place: read in one pass, summed up by what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.base.ui.tags import tongue
from wardline.core.correction import courses, standings
from wardline.core.correction.models import Finding
from wardline.core.correction.standings import Course

GROUPS = ("severity", "aspect", "place", "source")


@dataclass(frozen=True, slots=True)
class Group:
    """Some findings summed up: by what they are grouped, and who they are."""

    key: Any
    place: Place | None
    summary: courses.Summary


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place by name with what it has had."""

    place: Place
    had: courses.House


def course(viewer: Post, at: str, now: datetime | None = None) -> list[Course]:
    """Return the way of every finding at or below a place that the viewer may see."""
    if not at.startswith(viewer.place_id):
        return []
    return standings.courses(viewer, at, now or clock.now())


def groups(
    viewer: Post, at: str, those: Sequence[Course], by: str, now: datetime
) -> list[Group]:
    """Sum findings up by severity, aspect, source, or by the places next below."""
    if by != "place":
        wanted: dict[str, Sequence[Any]] = {
            "severity": courses.SEVERITIES,
            "aspect": (*Finding.ASPECTS, ""),
            "source": tuple(Finding.SOURCES),
        }
        split = courses.split(those, lambda one: getattr(one, by))
        return [
            Group(key, None, courses.summary(split[key], now))
            for key in wanted[by]
            if key in split
        ]
    named = _children(viewer, at)
    split = courses.split(those, courses.under(sorted(named)))
    return [
        Group(code, place, courses.summary(split.get(code, ()), now))
        for code, place in named.items()
    ]


def place_rows(
    viewer: Post, those: Sequence[Course], days: int, search: str = ""
) -> list[PlaceRow]:
    """Return the places that have had findings; where the same came again, first."""
    had = courses.houses(those, days)
    codes = [house.code for house in had]
    named = places.places(viewer).in_bulk(codes)
    words = search.casefold().split()
    return [
        PlaceRow(named[house.code], house)
        for house in had
        if house.code in named and _matches(named[house.code], words)
    ]


def _matches(place: Place, words: Sequence[str]) -> bool:
    said = f"{place.code} {place.name_zh} {place.name_en}".casefold()
    return all(word in said for word in words)


def _children(viewer: Post, at: str) -> dict[str, Place]:
    found = places.places(viewer).filter(places.under(at), parent_id=at)
    named = {place.code: place for place in found}
    return named or places.places(viewer).in_bulk([at])


def divisions(viewer: Post) -> list[tuple[str, str]]:
    """Return the divisions at and below the viewer's place, to choose from."""
    found = places.divisions(viewer)
    return [(place.code, tongue(place, "name")) for place in found]
