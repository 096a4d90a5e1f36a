"""May somebody leave isolation? Dated policies as data, facts on two axes of time, a
closed set of clause types, and one pure evaluation that says what is missing and when.
"""

from wardline.ground.rules.clearance.circumstances import (
    Baseline,
    Extension,
    Infection,
    Lodged,
    Moved,
    Proof,
    Shared,
    Shift,
    Waiver,
)
from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.decision import (
    ClauseResult,
    Decision,
    Glance,
    PolicyResult,
    Status,
)
from wardline.ground.rules.clearance.evaluating import evaluate, glance
from wardline.ground.rules.clearance.evidence import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Ended,
    Exposure,
    Fact,
    Isolated,
    LabTest,
    Looks,
    Presence,
    Result,
    Retraction,
    Signed,
    Suspension,
    Symptoms,
)
from wardline.ground.rules.clearance.policy import Policy, Scope, Transition
from wardline.ground.rules.clearance.reading import PolicyError
from wardline.ground.rules.clearance.replaying import (
    Kept,
    Replay,
    hash_fact,
    hash_policy,
    keep,
    replay,
)
from wardline.ground.rules.clearance.roommates import (
    SHEDS_BEFORE,
    met_since,
    shared_air,
)

__all__ = [
    "SHEDS_BEFORE",
    "Baseline",
    "Breach",
    "BreachKind",
    "CaseState",
    "CaseStatus",
    "ClauseResult",
    "Count",
    "Decision",
    "Ended",
    "Exposure",
    "Extension",
    "Fact",
    "Glance",
    "Infection",
    "Isolated",
    "Kept",
    "LabTest",
    "Lodged",
    "Looks",
    "Moved",
    "Policy",
    "PolicyError",
    "PolicyResult",
    "Presence",
    "Proof",
    "Replay",
    "Result",
    "Retraction",
    "Scope",
    "Shared",
    "Shift",
    "Signed",
    "Status",
    "Suspension",
    "Symptoms",
    "Transition",
    "Waiver",
    "evaluate",
    "glance",
    "hash_fact",
    "hash_policy",
    "keep",
    "met_since",
    "replay",
    "shared_air",
]
