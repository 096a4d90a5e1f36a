"""What may be seen of the daily reports, and who has not sent one."""

from wardline.work.surveillance.queries.boards import (
    Tally,
    counted,
    heard,
    missing,
    reported,
    tally,
    total,
    with_reports,
)
from wardline.work.surveillance.queries.collected import STATES, Row, collected, waiting
from wardline.work.surveillance.queries.lateness import LateReport, clocks, told
from wardline.work.surveillance.queries.live import Board, board
from wardline.work.surveillance.queries.prefilling import due_at, prefill, prefills
from wardline.work.surveillance.queries.reports import (
    caused,
    heads_reported,
    history,
    newest,
    report,
    reports,
    versions,
)
from wardline.work.surveillance.queries.signs import doubtful, outbreaks

__all__ = [
    "STATES",
    "Board",
    "LateReport",
    "Row",
    "Tally",
    "board",
    "caused",
    "clocks",
    "collected",
    "counted",
    "doubtful",
    "due_at",
    "heads_reported",
    "heard",
    "history",
    "missing",
    "newest",
    "outbreaks",
    "prefill",
    "prefills",
    "report",
    "reported",
    "reports",
    "tally",
    "told",
    "total",
    "versions",
    "waiting",
    "with_reports",
]
