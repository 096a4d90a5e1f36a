"""What may be seen of look-backs: what was drawn, from what, and what it showed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from wardline.base.accounts.models import Post
from wardline.core.correction.models import Finding, LookBack, Verification
from wardline.core.correction.queries.findings import findings
from wardline.ground.methods import draw
from wardline.ground.methods.proportion import Share, share
from wardline.ground.seal import fingerprint

# such a frame is an object and not a list
_BY_VISITS = Q(frame__contains={})


def lookbacks(viewer: Post) -> QuerySet[LookBack]:
    """Return the look-backs drawn, newest first.

    Those by visits tell where teams are on the road: the authority alone sees them.
    """
    found = LookBack.objects.within(viewer.place_id)
    if viewer.role_code != "authority":
        found = found.exclude(_BY_VISITS)
    return found.select_related("drawn_by__user").order_by("-drawn_at", "-id")


def lookback_by_visits(seed: str) -> LookBack | None:
    """Return the look-back that rests on a commitment, if one does."""
    return LookBack.objects.filter(_BY_VISITS, seed=seed).first()


def never_looked_at(viewer: Post) -> list[Finding]:
    """Return the closed findings that no look-back of the viewer's place has drawn."""
    drawn = LookBack.objects.filter(place=viewer.place_id).values_list(
        "drawn", flat=True
    )
    before = {pk for pks in drawn for pk in pks}
    closed = findings(viewer, state="closed").order_by("id")
    return [finding for finding in closed if str(finding.pk) not in before]


def had_part(found: Iterable[Finding]) -> dict[int, set[int]]:
    """Return, by finding, the users who found, mended or verified it."""
    rows = Finding.objects.filter(pk__in=[finding.pk for finding in found]).values_list(
        "pk",
        "found_by__user",
        "completions__done_by__user",
        "verifications__verified_by__user",
    )
    users: dict[int, set[int]] = {}
    for finding, *people in rows:
        users.setdefault(finding, set()).update(pk for pk in people if pk)
    return users


def lookback_rows(viewer: Post, lookback: LookBack) -> list[dict[str, Any]]:
    """Return each finding that a look-back drew, with what was seen, if it was."""
    seen = {
        row.finding_id: row
        for row in lookback.verifications.select_related(
            "verified_by__user"
        ).prefetch_related("photos__file")
    }
    found = {row.pk: row for row in findings(viewer).filter(pk__in=lookback.drawn)}
    return [
        {"finding": found[pk], "verification": seen.get(pk)}
        for pk in map(int, lookback.drawn)
        if pk in found
    ]


def pending_lookback(finding: Finding, *, on_visit: bool = False) -> LookBack | None:
    """Return the look-back that drew this finding and has not seen it yet: one by
    visits only to whoever is on that visit."""
    kind = _BY_VISITS if on_visit else ~_BY_VISITS
    return (
        LookBack.objects.filter(kind, drawn__contains=[str(finding.pk)])
        .exclude(verifications__finding=finding)
        .order_by("id")
        .first()
    )


def lookback_key(seed: str, frame: list[str]) -> bytes:
    """Return the key of a look-back's draw: of the seed and what it is drawn from."""
    return hashlib.sha256(f"{seed}|{fingerprint(frame)}".encode()).digest()


def lookback_holds(lookback: LookBack) -> bool:
    """Draw a look-back again, and tell whether the same come out."""
    key = lookback_key(lookback.seed, lookback.frame)
    again = draw.choose(key, lookback.frame, len(lookback.drawn), "lookback")
    return again == lookback.drawn


@dataclass(frozen=True, slots=True)
class Outcome:
    """What looking again showed of one verifier's closings, or of all (no post)."""

    post: Post | None
    share: Share


def seen_again(viewer: Post, at: str, now: datetime) -> QuerySet[Verification]:
    """Return what look-backs have seen below a place until a moment."""
    return (
        Verification.objects.within(viewer.place_id)
        .within(at)
        .filter(lookback__isnull=False, verified_at__lte=now)
    )


def outcomes(viewer: Post, at: str, now: datetime) -> list[Outcome]:
    """Return how many closings did not hold: of all, then by who verified them first.

    Those with most that did not hold come first. Empty while nothing was seen again.
    """
    first = Verification.objects.filter(
        completion=OuterRef("completion"), lookback=None, reopens=False
    )
    rows = (
        seen_again(viewer, at, now)
        .annotate(first_post=Subquery(first.values("verified_by")[:1]))
        .order_by()
        .values("first_post")
        .annotate(seen=Count("pk"), failed=Count("pk", filter=Q(holds=False)))
    )
    counted = {row["first_post"]: (row["failed"], row["seen"]) for row in rows}
    if not counted:
        return []
    posts = Post.objects.select_related("user", "place").in_bulk(
        [pk for pk in counted if pk]
    )
    each = [Outcome(posts[pk], share(*counted[pk])) for pk in posts]
    each.sort(key=lambda one: (-one.share.hits, -one.share.value, str(one.post)))
    total = (sum(n) for n in zip(*counted.values(), strict=True))
    return [Outcome(None, share(*total)), *each]
