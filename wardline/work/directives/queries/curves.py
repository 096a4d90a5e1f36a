"""The share reached against the hours since issue, level by level: one query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Count, FilteredRelation, IntegerField, Q
from django.db.models.functions import Cast, Extract, Floor

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.work.directives.models import Directive, Receipt, Relay
from wardline.work.directives.queries.reach import DELAY

# a curve has so many steps at most; a step is one of these spans
_STEPS = 96
_SPANS = [timedelta(minutes=n) for n in (5, 15, 30, 60, 180, 360, 720, 1440)]


@dataclass(frozen=True, slots=True)
class Curve:
    """Of the places of one level, how many had signed by the end of each step."""

    level: Any
    sent: int
    step: timedelta
    # places that had signed, step by step from the issue on
    signed: tuple[int, ...]

    def share(self, within: timedelta) -> float:
        """Return the share that had signed within a span: 0 to 1."""
        steps = min(within // self.step, len(self.signed)) - 1
        return self.signed[steps] / self.sent if steps >= 0 else 0.0


def curves(viewer: Post, directive: Directive, until: timedelta) -> list[Curve]:
    """Return a curve for each level below the viewer, from issue to ``until``."""
    step = next((span for span in _SPANS if until / span <= _STEPS), _SPANS[-1])
    late = Cast(Floor(Extract(DELAY, "epoch") / step.total_seconds()), IntegerField())
    rows = (
        Relay.objects.within(viewer.place_id)
        .filter(directive=directive)
        .order_by()
        .annotate(
            signed=FilteredRelation(
                "receipts", condition=Q(receipts__kind=Receipt.RECEIVED)
            ),
            step=late,
        )
        .values_list("place__depth", "step")
        .annotate(count=Count("pk"))
    )
    levels: dict[int, Counter[int | None]] = {}
    for depth, at, count in rows:
        levels.setdefault(depth, Counter())[at] += count
    tiers = {tier.depth: tier for tier in places.tiers()}
    length = -(-until // step)
    return [
        Curve(tiers.get(depth), counted.total(), step, _added(counted, length))
        for depth, counted in sorted(levels.items())
    ]


def _added(counted: Counter[int | None], length: int) -> tuple[int, ...]:
    return tuple(accumulate(counted[at] for at in range(length)))
