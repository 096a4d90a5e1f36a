"""What may be done: find, order, extend, report done, verify; list; look back."""

from wardline.core.correction.actions.findings import (
    correct_on_spot,
    extend,
    open_finding,
    order_action,
    reopen,
    report_done,
    verify,
)
from wardline.core.correction.actions.handing import hand_on
from wardline.core.correction.actions.orders import keep_order_sheet, order_many
from wardline.core.correction.actions.supervision import (
    draw_lookback,
    list_supervision,
    report_listed,
    reword_listing,
    unlist,
)

__all__ = [
    "correct_on_spot",
    "draw_lookback",
    "extend",
    "hand_on",
    "keep_order_sheet",
    "list_supervision",
    "open_finding",
    "order_action",
    "order_many",
    "reopen",
    "report_done",
    "report_listed",
    "reword_listing",
    "unlist",
    "verify",
]
