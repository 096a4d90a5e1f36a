"""What may be done: commit a plan, open its waves, visit, observe, sign."""

from wardline.work.inspection.actions.disclosures import (
    disclose_draw,
    end_recusal,
    enter_recusal,
)
from wardline.work.inspection.actions.drives import keep_drive
from wardline.work.inspection.actions.plans import commit_plan, set_checklist
from wardline.work.inspection.actions.self_checks import answer_self_check
from wardline.work.inspection.actions.substitutions import substitute
from wardline.work.inspection.actions.visits import arrive, finish_visit, observe
from wardline.work.inspection.actions.waves import (
    commit_chain,
    open_wave,
    record_withheld,
    release_share,
)

__all__ = [
    "answer_self_check",
    "arrive",
    "commit_chain",
    "commit_plan",
    "disclose_draw",
    "end_recusal",
    "enter_recusal",
    "finish_visit",
    "keep_drive",
    "observe",
    "open_wave",
    "record_withheld",
    "release_share",
    "set_checklist",
    "substitute",
]
