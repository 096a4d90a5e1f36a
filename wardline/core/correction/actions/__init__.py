"""What may be done: find, order, extend, report done, verify; list; look back."""

from wardline.core.correction.actions.findings import (
    extend,
    open_finding,
    order_action,
    report_done,
    verify,
)
from wardline.core.correction.actions.handing import hand_on
from wardline.core.correction.actions.supervision import (
    draw_lookback,
    list_supervision,
    unlist,
)

__all__ = [
    "draw_lookback",
    "extend",
    "hand_on",
    "list_supervision",
    "open_finding",
    "order_action",
    "report_done",
    "unlist",
    "verify",
]
