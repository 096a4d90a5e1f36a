"""Figures of the unannounced visits."""

from django.utils.translation import gettext_lazy as _

from wardline.front.figures.definition import Definition
from wardline.work.inspection import figures as inspection

FIGURES = (
    Definition(
        "inspection.teams",
        _("Teams that visited"),
        _("Teams that stood at the gate of an institution up to the day."),
        inspection.teams,
        records="inspection:index",
    ),
    Definition(
        "inspection.prefectures",
        _("Areas visited"),
        _("Areas of the plan in which an institution was visited up to the day."),
        inspection.areas,
        records="inspection:index",
    ),
    Definition(
        "inspection.institutions",
        _("Institutions visited"),
        _("Institutions that a team visited unannounced up to the day."),
        inspection.institutions,
        inspection.by_place,
        summed=True,
        records="inspection:visits",
    ),
    Definition(
        "inspection.findings",
        _("Short on visits"),
        _("Answers on the checklist that fell short, up to the day."),
        inspection.findings,
        records="inspection:visits",
    ),
    Definition(
        "inspection.on_the_spot",
        _("Corrected on the spot"),
        _("What fell short and was corrected before the team's eyes."),
        inspection.on_the_spot,
        records="inspection:visits",
    ),
)
