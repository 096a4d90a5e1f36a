"""Residual risk for a division: shown, and obeyed by nothing. No deed, no verdict and
no view of release may import this folder (a house test holds that).
"""

from wardline.work.gate.queries.risk.answering import Answer, answer
from wardline.work.gate.queries.risk.asked import Asked
from wardline.work.gate.queries.risk.entrants import (
    MONTH,
    Entrants,
    Expected,
    entrants,
)
from wardline.work.gate.queries.risk.estimates import (
    Estimates,
    Tail,
    estimates,
    tails,
)
from wardline.work.gate.queries.risk.found import Found, found
from wardline.work.gate.queries.risk.rule import InForce, course_of, in_force
from wardline.work.gate.queries.risk.suggesting import Suggested, suggested

__all__ = [
    "MONTH",
    "Answer",
    "Asked",
    "Entrants",
    "Estimates",
    "Expected",
    "Found",
    "InForce",
    "Suggested",
    "Tail",
    "answer",
    "course_of",
    "entrants",
    "estimates",
    "found",
    "in_force",
    "suggested",
    "tails",
]
