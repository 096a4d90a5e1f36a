"""What may be done at the gate; each deed lives with its noun."""

from wardline.work.gate.actions.closures import close
from wardline.work.gate.actions.crossings import cross
from wardline.work.gate.actions.intakes import begin_intake, designate, step_intake
from wardline.work.gate.actions.laboratory import decide_result, take_in_results
from wardline.work.gate.actions.permits import permit, permit_visit, withdraw_permit
from wardline.work.gate.actions.releases import release
from wardline.work.gate.actions.reviews import review_release
from wardline.work.gate.actions.shifts import begin_shifts
from wardline.work.gate.actions.tickets import issue_ticket, withdraw_ticket

__all__ = [
    "begin_intake",
    "begin_shifts",
    "close",
    "cross",
    "decide_result",
    "designate",
    "issue_ticket",
    "permit",
    "permit_visit",
    "release",
    "review_release",
    "step_intake",
    "take_in_results",
    "withdraw_permit",
    "withdraw_ticket",
]
