"""What may be seen at the gate: crossings judged, ways out and ways in."""

from wardline.work.gate.queries.clearances import (
    Case,
    board,
    case,
    cases,
    release_of,
    releases,
    verdict,
)
from wardline.work.gate.queries.crossings import (
    answers,
    closed,
    closures,
    judge_crossing,
    permit_for,
    permits,
)
from wardline.work.gate.queries.intakes import (
    as_done,
    cleared,
    coming,
    done,
    hospitals,
    intake,
    intakes,
    pathway,
    stages,
)

__all__ = [
    "Case",
    "answers",
    "as_done",
    "board",
    "case",
    "cases",
    "cleared",
    "closed",
    "closures",
    "coming",
    "done",
    "hospitals",
    "intake",
    "intakes",
    "judge_crossing",
    "pathway",
    "permit_for",
    "permits",
    "release_of",
    "releases",
    "stages",
    "verdict",
]
