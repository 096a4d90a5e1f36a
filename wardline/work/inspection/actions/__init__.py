"""What may be done: commit a plan, open its waves, visit, observe, sign."""

from wardline.work.inspection.actions.disclosures import (
    disclose_draw,
    end_recusal,
    enter_recusal,
)
from wardline.work.inspection.actions.drives import keep_drive
from wardline.work.inspection.actions.field import (
    make_key,
    open_form,
    take_back_key,
    take_in_form,
    withdraw_form,
)
from wardline.work.inspection.actions.intake import (
    OtherContent,
    Received,
    apply_again,
    review_submission,
    take_in,
)
from wardline.work.inspection.actions.plans import commit_plan, set_checklist
from wardline.work.inspection.actions.revisits import look_again
from wardline.work.inspection.actions.self_checks import answer_self_check
from wardline.work.inspection.actions.substitutions import substitute
from wardline.work.inspection.actions.visits import (
    Sound,
    arrive,
    finish_visit,
    observe,
    observe_sound,
)
from wardline.work.inspection.actions.waves import (
    PATIENCE,
    commit_chain,
    open_wave,
    record_withheld,
    release_share,
)

__all__ = [
    "PATIENCE",
    "OtherContent",
    "Received",
    "Sound",
    "answer_self_check",
    "apply_again",
    "arrive",
    "commit_chain",
    "commit_plan",
    "disclose_draw",
    "end_recusal",
    "enter_recusal",
    "finish_visit",
    "keep_drive",
    "look_again",
    "make_key",
    "observe",
    "observe_sound",
    "open_form",
    "open_wave",
    "record_withheld",
    "release_share",
    "review_submission",
    "set_checklist",
    "substitute",
    "take_back_key",
    "take_in",
    "take_in_form",
    "withdraw_form",
]
