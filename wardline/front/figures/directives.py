"""Figures of directives and meetings: issued, received, how fast, who came."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.front.figures.definition import Definition
from wardline.ground.figure import Figure
from wardline.work.directives import figures as directives


def _waiting(viewer: Post, at: str, on: date) -> Figure:
    owed = sum(directives.waiting_by_place(viewer, at, on).values())
    return replace(
        directives.reach_share(viewer, at, on), value=owed, unit="", missing=None
    )


FIGURES = (
    Definition(
        "directives.issued",
        _("Directives issued"),
        _("Directives that this place itself issued up to the day."),
        directives.issued,
        records="directives:index",
    ),
    Definition(
        "directives.received",
        _("Directives signed for"),
        _("Directives that this place itself signed for; missing are those unsigned."),
        directives.received,
        records="directives:index",
    ),
    Definition(
        "directives.reach_share",
        _("Share of receipts in"),
        _("How many of a hundred receipts expected here and below have come."),
        directives.reach_share,
        records="directives:index",
    ),
    Definition(
        "directives.receipt_hours",
        _("Hours until half had signed"),
        _(
            "Hours from issue until half of the places here and below had signed; "
            "worst."
        ),
        directives.receipt_hours,
        records="directives:index",
    ),
    Definition(
        "directives.reach_hours",
        _("Hours until all had signed"),
        _("Hours from issue until the last place here and below had signed; worst."),
        directives.reach_hours,
        records="directives:index",
    ),
    Definition(
        "directives.waiting",
        _("Receipts missing"),
        _("Receipts that this place and those below still owe."),
        _waiting,
        directives.waiting_by_place,
        records="directives:index",
    ),
    Definition(
        "directives.meetings",
        _("Meetings held"),
        _("Meetings that this place itself called and held up to the day."),
        directives.meetings,
        records="directives:index",
    ),
    Definition(
        "directives.attendance",
        _("Attendance of meetings"),
        _(
            "How many of a hundred invited places here and below joined, in all "
            "meetings."
        ),
        directives.attendance,
        records="directives:index",
    ),
)
