"""What may be done at the gate; each deed lives with its noun."""

from wardline.work.gate.actions.closures import close, permit
from wardline.work.gate.actions.crossings import cross
from wardline.work.gate.actions.intakes import begin_intake, designate, step_intake
from wardline.work.gate.actions.laboratory import decide_result, take_in_results
from wardline.work.gate.actions.releases import release

__all__ = [
    "begin_intake",
    "close",
    "cross",
    "decide_result",
    "designate",
    "permit",
    "release",
    "step_intake",
    "take_in_results",
]
