"""What may be done: commit a plan, open its waves, visit, observe, sign."""

from wardline.work.inspection.actions.plans import (
    commit_chain,
    commit_plan,
    open_wave,
    release_share,
    set_checklist,
)
from wardline.work.inspection.actions.visits import arrive, finish_visit, observe

__all__ = [
    "arrive",
    "commit_chain",
    "commit_plan",
    "finish_visit",
    "observe",
    "open_wave",
    "release_share",
    "set_checklist",
]
