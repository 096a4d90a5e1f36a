"""The clearance policies in reach, read once and asked for many people."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wardline.base.accounts.models import Post
from wardline.core.guidance.models import ClearancePolicy, Hold
from wardline.core.guidance.queries.register import around, line
from wardline.ground.rules.clearance import Policy


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
        kept_since = [
            hold.from_on
            for hold in self.holds
            if hold.place_id in above
            and hold.from_on <= on
            and (hold.withdrawn_on is None or hold.withdrawn_on > on)
        ]
        since = min([on, *kept_since])
        return [
            bound
            for setter, bound in self.rows
            if setter in above
            and bound.policy.valid_from <= on
            and (bound.policy.in_force(began_on, on) or _lasts(bound.policy, since))
        ]


def _lasts(policy: Policy, since: date) -> bool:
    return policy.valid_to is None or policy.valid_to >= since
