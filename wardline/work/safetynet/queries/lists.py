"""Lists as they came, and what their rows may name."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.work.safetynet.models import SourceList, Standard


def lists(viewer: Post, kind: str | None = None) -> QuerySet[SourceList]:
    """Return the lists taken in at or below the viewer's place, newest first."""
    found = SourceList.objects.within(viewer.place_id).defer("faults")
    found = found.filter(kind=kind) if kind else found
    return found.select_related("place", "taken_by__user").order_by("-taken_at", "-id")


def source_list(viewer: Post, pk: int) -> SourceList | None:
    """Return one list, or None where the viewer may not know of it."""
    found = SourceList.objects.within(viewer.place_id).filter(pk=pk)
    return found.select_related("place", "file", "taken_by__user").first()


def faults(source: SourceList) -> tuple[list[str], list[dict[str, Any]]]:
    """Return a list's headings, and each fault with the row as it came."""
    told = json.loads(source.faults) if source.faults else {}
    return told.get("headings", []), told.get("faults", [])


def schemes(viewer: Post) -> list[str]:
    """Return the schemes that have a standard which the viewer may see."""
    found = Standard.objects.order_by("scheme").values_list("scheme", flat=True)
    return list(found.distinct())


def names_of_divisions(viewer: Post, at: str) -> tuple[dict[str, list[str]], str]:
    """Return the codes that each name stands for, and the place that is meant where
    a row names none: only a lowest division is."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    below = list(places.divisions(viewer, at))
    for place in below:
        for name in {place.code, place.name_zh, place.name_en} - {""}:
            found[name].append(place.code)
    return dict(found), at if len(below) == 1 else ""


def lock_list(viewer: Post, source: SourceList) -> None:
    """Hold a list until the deed ends: of two who compare at once, one waits."""
    locked = SourceList.objects.within(viewer.place_id).select_for_update()
    locked.get(pk=source.pk)
