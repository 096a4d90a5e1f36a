"""What may be done for those whom the net must hold."""

from wardline.work.safetynet.actions.campaigns import (
    begin_campaigns,
    report_progress,
    set_standards,
)
from wardline.work.safetynet.actions.lists import (
    compare_lists,
    confirm_gap,
    take_in_list,
)

__all__ = [
    "begin_campaigns",
    "compare_lists",
    "confirm_gap",
    "report_progress",
    "set_standards",
    "take_in_list",
]
