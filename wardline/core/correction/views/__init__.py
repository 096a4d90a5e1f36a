"""Pages of the room: worklist and findings; supervision and look-back."""

from wardline.core.correction.views.course import course, places
from wardline.core.correction.views.findings import (
    extend,
    finding,
    findings,
    index,
    list_finding,
    new_finding,
    order,
    report_done,
    verify,
)
from wardline.core.correction.views.supervision import (
    listings,
    lookback,
    lookbacks,
    unlist,
)

__all__ = [
    "course",
    "extend",
    "finding",
    "findings",
    "index",
    "list_finding",
    "listings",
    "lookback",
    "lookbacks",
    "new_finding",
    "order",
    "places",
    "report_done",
    "unlist",
    "verify",
]
