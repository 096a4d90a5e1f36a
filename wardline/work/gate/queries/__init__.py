"""What may be seen at the gate: crossings judged, ways out and ways in."""

from wardline.work.gate.queries.clearances import (
    Case,
    board,
    case,
    cases,
    kept_clauses,
    release_of,
    releases,
    state_of,
    states,
    verdict,
)
from wardline.work.gate.queries.closures import closed, closures, closures_over
from wardline.work.gate.queries.crossings import answers, judge_crossing
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
    with_coming,
)
from wardline.work.gate.queries.lists import houses, named, register
from wardline.work.gate.queries.movement import (
    Movement,
    Week,
    movement_of,
    movements,
    week,
)
from wardline.work.gate.queries.permits import (
    crossings_by,
    every_permit,
    permit,
    permit_for,
    permits,
)
from wardline.work.gate.queries.permits import state_of as permit_state
from wardline.work.gate.queries.scans import Scan, judge_scan
from wardline.work.gate.queries.shifts import Standing, standing, standings
from wardline.work.gate.queries.tickets import (
    by_serial,
    gatekeeper,
    shown,
    ticket,
    ticket_state,
    tickets,
    withdrawal_of,
)

__all__ = [
    "Case",
    "Movement",
    "Scan",
    "Standing",
    "Week",
    "answers",
    "as_done",
    "board",
    "by_serial",
    "case",
    "cases",
    "cleared",
    "closed",
    "closures",
    "closures_over",
    "coming",
    "crossings_by",
    "done",
    "every_permit",
    "gatekeeper",
    "hospitals",
    "houses",
    "intake",
    "intakes",
    "judge_crossing",
    "judge_scan",
    "kept_clauses",
    "movement_of",
    "movements",
    "named",
    "pathway",
    "permit",
    "permit_for",
    "permit_state",
    "permits",
    "register",
    "release_of",
    "releases",
    "shown",
    "stages",
    "standing",
    "standings",
    "state_of",
    "states",
    "ticket",
    "ticket_state",
    "tickets",
    "verdict",
    "week",
    "with_coming",
    "withdrawal_of",
]
