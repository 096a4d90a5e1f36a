"""The unannounced visit: checklist, committed plan, opened waves, what was seen.

All of it belongs to the AUTHORITY's place: no home may see that it will be visited.
"""

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
    "FieldForm",
    "Observation",
    "Plan",
    "Question",
    "SelfCheck",
    "Share",
    "Signature",
    "StaffAsked",
    "Submission",
    "SubmissionFile",
    "SubmissionReview",
    "Team",
    "Visit",
    "Wave",
]
