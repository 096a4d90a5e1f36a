"""What may be done at the gate; each deed lives with its noun."""

from wardline.work.gate.actions.closures import close, permit
from wardline.work.gate.actions.crossings import cross
from wardline.work.gate.actions.intakes import begin_intake, designate, step_intake
from wardline.work.gate.actions.releases import release

__all__ = [
    "begin_intake",
    "close",
    "cross",
    "designate",
    "permit",
    "release",
    "step_intake",
]
