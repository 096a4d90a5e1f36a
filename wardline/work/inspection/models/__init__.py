"""The unannounced visit: checklist, committed plan, opened waves, what was seen.

All of it belongs to the AUTHORITY's place: no home may see that it will be visited.
"""

from wardline.work.inspection.models.custody import (
    Disclosure,
    Recusal,
    Substitution,
    Withholding,
)
from wardline.work.inspection.models.field import (
    DeviceKey,
    FieldForm,
    Submission,
    SubmissionFile,
    SubmissionReview,
)
from wardline.work.inspection.models.papers import Signature, StaffAsked
from wardline.work.inspection.models.plans import Chain, Plan, Share, Team, Wave
from wardline.work.inspection.models.self_checks import SelfCheck
from wardline.work.inspection.models.visits import (
    ASPECTS,
    Observation,
    Question,
    Visit,
)

__all__ = [
    "ASPECTS",
    "Chain",
    "DeviceKey",
    "Disclosure",
    "FieldForm",
    "Observation",
    "Plan",
    "Question",
    "Recusal",
    "SelfCheck",
    "Share",
    "Signature",
    "StaffAsked",
    "Submission",
    "SubmissionFile",
    "SubmissionReview",
    "Substitution",
    "Team",
    "Visit",
    "Wave",
    "Withholding",
]
