"""Figures of the daily reports: who has reported, and what was reported."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.front.figures.definition import Definition
from wardline.front.figures.homes import homes_of
from wardline.work.surveillance import figures as surveillance


def _missing_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    every = homes_of(viewer, at, on)
    return {code: found.silent for code, found in every.items()}


def _reported_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    every = homes_of(viewer, at, on)
    return {code: found.number - found.silent for code, found in every.items()}


FIGURES = (
    Definition(
        "surveillance.reported_today",
        _("Reported today"),
        _("Open institutions whose report of the day has come, in time or late."),
        surveillance.reported,
        _reported_by_place,
        records="surveillance:index",
    ),
    Definition(
        "surveillance.missing_today",
        _("Not reported today"),
        _("Open institutions whose report of the day has not come."),
        surveillance.missing,
        _missing_by_place,
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
