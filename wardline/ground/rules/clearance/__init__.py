"""May somebody leave isolation? Dated policies as data, facts on two axes of time, a
closed set of clause types, and one pure evaluation that says what is missing and when.
"""

from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.decision import (
    ClauseResult,
    Decision,
    PolicyResult,
    Status,
)
from wardline.ground.rules.clearance.evaluating import evaluate
from wardline.ground.rules.clearance.evidence import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
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

__all__ = [
    "Breach",
    "BreachKind",
    "CaseState",
    "CaseStatus",
    "ClauseResult",
    "Count",
    "Decision",
    "Exposure",
    "Fact",
    "Isolated",
    "LabTest",
    "Looks",
    "Policy",
    "PolicyError",
    "PolicyResult",
    "Presence",
    "Result",
    "Retraction",
    "Scope",
    "Signed",
    "Status",
    "Suspension",
    "Symptoms",
    "Transition",
    "evaluate",
]
