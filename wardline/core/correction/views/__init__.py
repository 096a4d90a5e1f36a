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
    reopen,
    report_done,
    verify,
)
from wardline.core.correction.views.orders import (
    batch,
    give_sheet,
    order_sheet,
    sheet,
    sheets,
)
from wardline.core.correction.views.supervision import (
    listing,
    listings,
    lookback,
    lookbacks,
    report_listed,
    reword_listing,
    unlist,
)

__all__ = [
    "batch",
    "course",
    "extend",
    "finding",
    "findings",
    "give_sheet",
    "index",
    "list_finding",
    "listing",
    "listings",
    "lookback",
    "lookbacks",
    "new_finding",
    "order",
    "order_sheet",
    "places",
    "reopen",
    "report_done",
    "report_listed",
    "reword_listing",
    "sheet",
    "sheets",
    "unlist",
    "verify",
]
