"""The clearance policies in reach, read once and asked for many people."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.guidance.models import ClearancePolicy, Hold
from wardline.core.guidance.queries.norms import stands
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.policy import Standing


class Bound(NamedTuple):
    """A policy that binds, with the fingerprint of its text."""

    policy: Policy
    fingerprint: str


class Policies:
    """All policies and holds that the viewer may see: two queries for any number."""

    def __init__(self, viewer: Post) -> None:
        near = around(viewer)
        self.rows = [
            (row.place_id, Bound(Policy.from_plain(row.content), row.fingerprint))
            for row in ClearancePolicy.objects.filter(near).order_by(
                "place_id", "code", "valid_from", "version"
            )
        ]
        self.holds = list(Hold.objects.filter(near))

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


def _kept(policy: Policy, since: date) -> bool:
    """Tell whether a hold that began on a day found the policy in force, or later."""
    ended = policy.valid_to is not None and policy.valid_to < since
    return policy.status is Standing.PUBLISHED and not ended
