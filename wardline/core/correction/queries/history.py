"""All that happened to one finding, oldest first."""

from __future__ import annotations

from typing import Any

from wardline.base.accounts.models import Post
from wardline.core.correction.models import Finding

_ORDER = ("found", "ordered", "extended", "done", "closed", "reopened")
_ORDER += ("listed", "unlisted")


def history(finding: Finding) -> list[dict[str, Any]]:
    """Return all that happened to a finding, oldest first, each with its record."""
    rows: list[tuple[Any, str, Any, Post]] = [
        (finding.found_at, "found", finding, finding.found_by)
    ]
    for order in finding.actions.select_related("post__user", "ordered_by__user"):
        kind = "extended" if order.reason else "ordered"
        rows.append((order.ordered_at, kind, order, order.ordered_by))
    for done in finding.completions.select_related("done_by__user", "photo"):
        rows.append((done.done_at, "done", done, done.done_by))
    for seen in finding.verifications.select_related("verified_by__user"):
        kind = "closed" if seen.holds else "reopened"
        rows.append((seen.verified_at, kind, seen, seen.verified_by))
    for listing in finding.listings.select_related("listed_by__user"):
        rows.append((listing.listed_at, "listed", listing, listing.listed_by))
        if listing.removed_at and listing.removed_by:
            rows.append((listing.removed_at, "unlisted", listing, listing.removed_by))
    # on a set clock several things may share a moment: the kinds then tell the order
    photos: dict[Any, list[Any]] = {}
    for photo in finding.photos.select_related("file").order_by("pk"):
        of = (photo.completion_id, photo.verification_id)
        photos.setdefault(of, []).append(photo.file)
    rows.sort(key=lambda row: (row[0], _ORDER.index(row[1]), row[2].pk))
    shown = {
        "found": lambda _found: (None, None),
        "done": lambda done: (done.pk, None),
        "closed": lambda seen: (None, seen.pk),
        "reopened": lambda seen: (None, seen.pk),
    }
    return [
        {
            "at": a,
            "kind": k,
            "record": r,
            "by": b,
            "photos": photos.get(shown[k](r), []) if k in shown else [],
        }
        for a, k, r, b in rows
    ]
