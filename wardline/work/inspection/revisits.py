"""Visits that look again at what was closed: what they are drawn for is kept."""

from __future__ import annotations

from wardline.core.correction import queries as correction
from wardline.core.correction import visiting
from wardline.work.inspection.models import Plan, Visit


def keep_drawn(plan: Plan) -> None:
    """Keep in its look-back, if it is one, which homes a plan visits so far; a part of
    the deed that draws or replaces them."""
    lookback = correction.lookback_by_visits(plan.frame_hash)
    if lookback is not None:
        visits = Visit.objects.filter(wave__plan=plan, substitution=None).order_by("id")
        visiting.draw(lookback, visits.values_list("institution_id", flat=True))
