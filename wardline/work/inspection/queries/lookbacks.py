"""Visits that look again at what was closed: whence they are drawn, what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Any

from wardline.base.accounts.models import Post
from wardline.core.correction import queries as correction
from wardline.ground.methods.risk import DOUBLING
from wardline.work.inspection.models import Plan, Visit

# how much more a home weighs in the draw for each closed finding, by its severity
_WEIGHTS = {1: 1, 2: 2, 3: 4, 4: 8}


def closed_homes(
    viewer: Post, rows: Iterable[Mapping[str, Any]]
) -> dict[str, list[Any]]:
    """Return the closed findings that no look-back has drawn, by home of a frame."""
    homes = {row["institution"] for row in rows}
    found: dict[str, list[Any]] = {}
    for finding in correction.never_looked_at(viewer):
        if finding.place_id in homes:
            found.setdefault(finding.place_id, []).append(finding)
    return found


def weighed(
    rows: Iterable[Mapping[str, Any]], closed: Mapping[str, Sequence[Any]]
) -> list[dict[str, Any]]:
    """Return the homes of a frame with closed findings, weighed by their severity."""
    return [
        dict(row) | {"points": {"closed": _points(closed[home])}}
        for row in rows
        if (home := row["institution"]) in closed
    ]


def _points(closed: Iterable[Any]) -> int:
    # points are logarithms of what a home weighs
    total = 1 + sum(_WEIGHTS[finding.severity] for finding in closed)
    return round(DOUBLING * log2(total))


def taken_part(
    posts: Iterable[Post], closed: Mapping[str, Sequence[Any]]
) -> set[tuple[str, str]]:
    """Return (inspector, home) of whoever found, mended or verified what is closed."""
    parts = correction.had_part(f for found in closed.values() for f in found)
    posts = list(posts)
    return {
        (str(post.pk), home)
        for home, found in closed.items()
        for those in (parts.get(finding.pk, ()) for finding in found)
        for post in posts
        if post.user_id in those
    }


def lookback_of(viewer: Post, plan: Plan) -> Any:
    """Return the look-back that a plan is made for, to the authority."""
    found = correction.lookback_by_visits(plan.frame_hash)
    return found if viewer.role_code == "authority" else None


def to_see_again(
    viewer: Post, visits: Sequence[Visit]
) -> dict[int, list[dict[str, Any]]]:
    """Return, by visit, each closed finding it was drawn for, with what it showed."""
    found: dict[int, list[dict[str, Any]]] = {visit.pk: [] for visit in visits}
    for plan in {visit.wave.plan for visit in visits}:
        lookback = correction.lookback_by_visits(plan.frame_hash)
        for row in correction.lookback_rows(viewer, lookback) if lookback else ():
            for visit in visits:
                at = (visit.wave.plan_id, visit.institution_id)
                if at == (plan.pk, row["finding"].place_id):
                    found[visit.pk].append(row)
    return found
