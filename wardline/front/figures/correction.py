"""Figures of the repair: findings, open, overdue, closed, listed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.core.correction import figures as correction
from wardline.front.figures.definition import Definition
from wardline.front.figures.sharing import once


@once
def _states(viewer: Post, at: str, on: date) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = correction.states_by_place(viewer, at, on)
    return found


def _open_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    return {
        place: sum(number for state, number in states.items() if state != "closed")
        for place, states in _states(viewer, at, on).items()
    }


def _overdue_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    states = _states(viewer, at, on)
    return {place: counts.get("overdue", 0) for place, counts in states.items()}


FIGURES = (
    Definition(
        "correction.findings",
        _("Findings so far"),
        _("Findings from visits, alerts, registers and complaints up to the day."),
        correction.found,
        correction.found_by_place,
        records="correction:findings",
    ),
    Definition(
        "correction.closed",
        _("Findings verified and closed"),
        _("Findings whose correction someone else has seen and confirmed."),
        correction.corrected,
        records="correction:findings",
    ),
    Definition(
        "correction.open",
        _("Findings not yet closed"),
        _("Findings whose correction is not yet verified at the end of the day."),
        correction.open_,
        _open_by_place,
        records="correction:findings",
    ),
    Definition(
        "correction.overdue",
        _("Corrections past their term"),
        _("Findings that were to be corrected by a term that has passed."),
        correction.overdue,
        _overdue_by_place,
        records="correction:findings",
    ),
    Definition(
        "correction.listed",
        _("Under listed supervision"),
        _("Findings and places that stand under listed supervision on the day."),
        correction.listed,
        records="correction:listings",
    ),
    Definition(
        "correction.share_corrected",
        _("Share of findings closed"),
        _("How many of a hundred findings are verified and closed."),
        correction.share_corrected,
        records="correction:findings",
    ),
    Definition(
        "correction.lookback_failed",
        _("Share that did not hold when seen again"),
        _(
            "Of a hundred closed findings that a look-back drew and somebody else saw "
            "again, how many did not hold."
        ),
        correction.lookback_failed,
        records="correction:lookbacks",
    ),
)
