"""The facts about people: who is in, in which room, what was seen and tested."""

from wardline.core.roster.models.cases import CaseStatus
from wardline.core.roster.models.crossings import Pass, Shift
from wardline.core.roster.models.isolations import Breach, Isolation
from wardline.core.roster.models.looks import HealthCheck, Sample, TestResult
from wardline.core.roster.models.merges import Merge
from wardline.core.roster.models.moves import Move
from wardline.core.roster.models.people import Person, Stay
from wardline.core.roster.models.rounds import CorridorRound, Round

__all__ = [
    "Breach",
    "CaseStatus",
    "CorridorRound",
    "HealthCheck",
    "Isolation",
    "Merge",
    "Move",
    "Pass",
    "Person",
    "Round",
    "Sample",
    "Shift",
    "Stay",
    "TestResult",
]
