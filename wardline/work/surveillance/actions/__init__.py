"""What may be done with daily reports: sign, correct, send back, sign by a sheet."""

from wardline.work.surveillance.actions.collected import collect_reports
from wardline.work.surveillance.actions.reports import (
    correct_report,
    return_report,
    sign_report,
)

__all__ = ["collect_reports", "correct_report", "return_report", "sign_report"]
