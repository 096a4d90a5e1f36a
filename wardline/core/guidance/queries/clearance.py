"""The clearance policies in reach, read once and asked for many people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.guidance.models import ClearancePolicy, Hold
from wardline.core.guidance.queries.norms import stands
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.policy import Standing


class Bound(NamedTuple):
    """A policy that binds, with the fingerprint of its text and the id of its row."""

    policy: Policy
    fingerprint: str
    row: int = 0

    @property
    def name(self) -> str:
        """Return what it is called: id and version."""
        return f"{self.policy.id} {self.policy.version}"


class Policies:
    """All policies and holds that the viewer may see: two queries for any number.

    With ``known_at``, only those that had been published by then.
    """

    def __init__(self, viewer: Post, known_at: datetime | None = None) -> None:
        near = around(viewer)
        found = ClearancePolicy.objects.filter(near)
        if known_at is not None:
            found = found.filter(published_at__lte=known_at)
        self.rows = [
            (row.place_id, Bound(read(row), row.fingerprint, row.pk))
            for row in found.order_by("place_id", "code", "valid_from", "version")
        ]
        self.holds = list(Hold.objects.filter(near))
        self._setters = {setter for setter, _ in self.rows}
        self._setters |= {hold.place_id for hold in self.holds}

    def near(self, place: str) -> frozenset[str]:
        """Return which of those who set policies and holds stand above a place, or are
        it: where they are the same, so is what binds."""
        return frozenset(self._setters.intersection(line(place)))

    def binding(self, place: str, began_on: date, on: date) -> list[Bound]:
        """Return what binds, on a day, somebody inside at a place since another day:
        policies in force, and those which a standing hold keeps beyond their end."""
        above = set(line(place))
        near = [hold for hold in self.holds if hold.place_id in above]
        kept_since = [hold.from_on for hold in near if stands(hold, on)]
        return [
            bound
            for setter, bound in self.rows
            if setter in above
            and bound.policy.valid_from <= on
            and (
                bound.policy.in_force(began_on, on)
                or (kept_since and _kept(bound.policy, min(kept_since)))
            )
        ]


def policies(
    viewer: Post, place: Place, on: date, since: date | None = None
) -> list[Policy]:
    """Return the clearance policies that bind here on a day, kept ones too.

    ``since`` is the day on which somebody's isolation began, else the same day.
    """
    bound = Policies(viewer).binding(place.code, since or on, on)
    return [each.policy for each in bound]


def read(row: ClearancePolicy) -> Policy:
    """Read a version; withdrawn, its last day is the one before. Its text stays."""
    policy = Policy.from_plain(row.content)
    if row.withdrawn_on is None:
        return policy
    last = row.withdrawn_on - timedelta(days=1)
    return replace(policy, valid_to=min(policy.valid_to or last, last))


def _kept(policy: Policy, since: date) -> bool:
    """Tell whether a hold that began on a day found the policy in force, or later."""
    first = max(since, policy.valid_from)
    ended = policy.valid_to is not None and policy.valid_to < first
    return policy.status is Standing.PUBLISHED and not ended
