"""Temperature rounds, crossings of the gate, and samples, by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Pass, Round, TestResult
from wardline.core.roster.queries.heads import day


def rounds(viewer: Post, at: str | None = None, on: date | None = None):
    """Return the temperature rounds of a day (or all), in order of place and slot."""
    found: QuerySet[Round] = (
        Round.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .order_by("place_id", "-on", F("slot").desc())
    )
    return found.filter(on=on) if on else found


def round_of(viewer: Post, at: str, on: date, slot: str) -> Round | None:
    """Return one round, if it was made."""
    return rounds(viewer, at, on).filter(place_id=at, slot=slot).first()


def passes(
    viewer: Post, at: str | None = None, on: date | None = None
) -> QuerySet[Pass]:
    """Return the crossings of a day (or all), newest first."""
    found: QuerySet[Pass] = (
        Pass.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "recorded_by__user")
        .order_by("-at", "-pk")
    )
    if on:
        start, end = day(on)
        found = found.filter(at__gte=start, at__lt=end)
    return found


def crossing(viewer: Post, pk: int) -> Pass | None:
    """Return one entry of the gate's register."""
    return passes(viewer).filter(pk=pk).first()


def tests(viewer: Post, at: str, on: date) -> Mapping[str, int]:
    """Count an institution's samples of a day, and those found positive."""
    return tests_by_place(viewer, at, on).get(at, {"tested": 0, "positive": 0})


def tests_by_place(viewer: Post, at: str, on: date) -> dict[str, Mapping[str, int]]:
    """Do the same for every place at or below one; whoever has none is left out."""
    start, end = day(on)
    taken = (
        TestResult.objects.within(viewer.place_id)
        .within(at)
        .filter(at__gte=start, at__lt=end)
        .order_by()
        .values("place_id")
        .annotate(
            tested=Count("pk"), positive=Count("pk", filter=Q(outcome="positive"))
        )
    )
    return {row.pop("place_id"): row for row in taken}


def positives(viewer: Post) -> QuerySet[TestResult]:
    """Return the positive results that nothing has corrected."""
    corrections = TestResult.objects.filter(supersedes=OuterRef("pk"))
    found: QuerySet[TestResult] = TestResult.objects.within(viewer.place_id)
    return found.filter(~Exists(corrections), outcome="positive")
