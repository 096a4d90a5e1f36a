"""What the gate keeps: closures, exceptions, the way in, releases, laboratory files."""

from wardline.work.gate.models.closures import Closure
from wardline.work.gate.models.intakes import DesignatedHospital, Intake, IntakeStep
from wardline.work.gate.models.laboratory import ResultFile, ResultRow
from wardline.work.gate.models.permits import Permit, Ticket, Withdrawal
from wardline.work.gate.models.releases import Release, Review

__all__ = [
    "Closure",
    "DesignatedHospital",
    "Intake",
    "IntakeStep",
    "Permit",
    "Release",
    "ResultFile",
    "ResultRow",
    "Review",
    "Ticket",
    "Withdrawal",
]
