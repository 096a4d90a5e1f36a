"""What may be done to the norm: register, set, hold, withdraw; draft and publish."""

from wardline.core.guidance.actions.lessons import keep_lessons
from wardline.core.guidance.actions.measures import (
    correct_measure,
    set_measures,
    withdraw_measure,
)
from wardline.core.guidance.actions.norms import (
    hold,
    keep_documents,
    set_level,
    withdraw_hold,
)
from wardline.core.guidance.actions.policies import (
    discard_draft,
    keep_draft,
    publish_draft,
    set_policies,
    withdraw_policy,
)

__all__ = [
    "correct_measure",
    "discard_draft",
    "hold",
    "keep_documents",
    "keep_draft",
    "keep_lessons",
    "publish_draft",
    "set_level",
    "set_measures",
    "set_policies",
    "withdraw_hold",
    "withdraw_measure",
    "withdraw_policy",
]
