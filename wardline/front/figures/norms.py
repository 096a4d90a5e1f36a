"""Figures of the norm and of the offices: documents, level, hold, institutions."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.core.guidance import figures as guidance
from wardline.front.figures.definition import Definition
from wardline.front.figures.homes import homes
from wardline.ground.figure import Figure
from wardline.work.offices import figures as offices


def _level_changed_on(viewer: Post, at: str, on: date) -> Figure:
    now = guidance.level(viewer, at, on)
    return replace(now, value=None if now.value is None else now.since)


def _hold_from_on(viewer: Post, at: str, on: date) -> Figure:
    held = guidance.hold(viewer, at, on)
    return replace(held, value=held.since if held.value else None)


def _institutions_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    return homes(viewer, at, on)


FIGURES = (
    Definition(
        "guidance.guides",
        _("Guides issued"),
        _(
            "Guides, each for one kind of institution, that hold at this place and "
            "were issued up to the day."
        ),
        guidance.guides,
        records="guidance:documents",
    ),
    Definition(
        "guidance.guiding_documents",
        _("Guiding documents issued"),
        _("Guiding documents that hold at this place and were issued up to the day."),
        guidance.guiding_documents,
        records="guidance:documents",
    ),
    Definition(
        "guidance.level_now",
        _("Response level now"),
        _("The response level of this place on the day; 1 is the gravest."),
        guidance.level,
        records="guidance:levels",
    ),
    Definition(
        "guidance.level_before",
        _("Response level before"),
        _("The response level that held until the present one was set."),
        guidance.previous_level,
        records="guidance:levels",
    ),
    Definition(
        "guidance.level_changed_on",
        _("Day the level changed"),
        _("The first day of the response level that holds on the day."),
        _level_changed_on,
        records="guidance:levels",
    ),
    Definition(
        "guidance.hold_from_on",
        _("Nothing relaxes since"),
        _(
            "The first day of the oldest hold that stands: since then no measure "
            "weakens."
        ),
        _hold_from_on,
        records="guidance:levels",
    ),
    Definition(
        "guidance.measures_in_force",
        _("Measures in force"),
        _("Measures that bind at this place on the day, by level or by a hold."),
        guidance.measures_in_force,
        guidance.by_place,
        records="guidance:index",
    ),
    Definition(
        "guidance.held_measures",
        _("Measures kept by a hold"),
        _("Measures that bind on the day only because a hold keeps them."),
        guidance.held_measures,
        records="guidance:index",
    ),
    Definition(
        "safetynet.plans",
        _("Work plans issued"),
        _("Work plans that hold at this place and were issued up to the day."),
        guidance.plans,
        records="guidance:documents",
    ),
    Definition(
        "places.institutions",
        _("Open institutions"),
        _("Institutions at or below this place that are open."),
        offices.institutions,
        _institutions_by_place,
        records="offices:index",
    ),
    Definition(
        "places.unanswered",
        _("Places without a responsible person"),
        _("Institutions and divisions for which nobody holds a responsible post."),
        offices.unanswered,
        offices.by_place,
        records="offices:index",
    ),
)
