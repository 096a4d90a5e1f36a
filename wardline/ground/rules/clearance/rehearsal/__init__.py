"""Rehearses a rule before it binds: cases read from a table, believable histories, and
what a draft would change for whom."""

from wardline.ground.rules.clearance.rehearsal.effect import (
    HISTORIES,
    Difference,
    difference,
    judge,
    near,
)
from wardline.ground.rules.clearance.rehearsal.histories import History, generate
from wardline.ground.rules.clearance.rehearsal.rows import RowError, Situation, read_row

__all__ = [
    "HISTORIES",
    "Difference",
    "History",
    "RowError",
    "Situation",
    "difference",
    "generate",
    "judge",
    "near",
    "read_row",
]
