"""Figures of the daily reports: who has reported, and what was reported."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.front.figures.definition import ByPlace, Definition
from wardline.work.surveillance import figures as surveillance
from wardline.work.surveillance import queries


def _by_place(name: str, own: Callable[[Post, str, date], dict[str, int]]) -> ByPlace:
    """Count by division, and for the institutions that belong to ``at`` itself."""
    divisions = surveillance.by_place(name)

    def counted(viewer: Post, at: str, on: date) -> dict[str, int]:
        return divisions(viewer, at, on) | own(viewer, at, on)

    return counted


def _own_reported(viewer: Post, at: str, on: date) -> dict[str, int]:
    came = queries.reported(viewer, at, on).filter(place__parent=at)
    return dict.fromkeys(came.values_list("place_id", flat=True), 1)


def _own_missing(viewer: Post, at: str, on: date) -> dict[str, int]:
    away = queries.missing(viewer, at, on).filter(parent=at)
    return dict.fromkeys(away.values_list("code", flat=True), 1)


FIGURES = (
    Definition(
        "surveillance.reported_today",
        _("Reported today"),
        _("Open institutions whose report of the day has come, in time or late."),
        surveillance.reported,
        _by_place("reported", _own_reported),
        summed=True,
        records="surveillance:index",
    ),
    Definition(
        "surveillance.missing_today",
        _("Not reported today"),
        _("Open institutions whose report of the day has not come."),
        surveillance.missing,
        _by_place("missing", _own_missing),
        summed=True,
        records="surveillance:index",
    ),
    Definition(
        "surveillance.late",
        _("Reported late"),
        _("Reports of the day that were signed after the hour they were due."),
        surveillance.late,
        records="surveillance:history",
    ),
    Definition(
        "surveillance.residents",
        _("Residents, as reported"),
        _("Residents inside, by the reports of the day that have come."),
        surveillance.residents,
        records="surveillance:history",
    ),
    Definition(
        "surveillance.workers",
        _("Workers, as reported"),
        _("Workers inside, by the reports of the day that have come."),
        surveillance.workers,
        records="surveillance:history",
    ),
    Definition(
        "surveillance.feverish",
        _("People with a fever, as reported"),
        _("People with a fever, by the reports of the day that have come."),
        surveillance.feverish,
        records="surveillance:history",
    ),
    Definition(
        "surveillance.positive",
        _("Positive tests, as reported"),
        _("Positive tests, by the reports of the day that have come."),
        surveillance.positive,
        records="surveillance:history",
    ),
)
