"""Figures of the repair: findings, open, overdue, closed, listed."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.correction import figures as correction
from wardline.core.correction import queries
from wardline.core.roster.queries import day
from wardline.front.figures.definition import Definition


def _end(on: date) -> datetime:
    return min(clock.now(), day(on)[1])


def _open_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    known = queries.findings(viewer, at, now=_end(on))
    return queries.tally(known.exclude(state="closed"))


def _overdue_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    return queries.tally(queries.overdue(viewer, at, _end(on)))


FIGURES = (
    Definition(
        "correction.findings",
        _("Findings so far"),
        _("Findings from visits, alerts, registers and complaints up to the day."),
        correction.found,
        correction.found_by_place,
        summed=True,
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
)
