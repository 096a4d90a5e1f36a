"""Figures of the gate: closed institutions, crossings, isolation, releases, intakes."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.front.figures.definition import Definition
from wardline.front.figures.homes import homes
from wardline.work.gate import figures as gate


def _closed_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    if gate.all_closed(viewer, at, on):
        return homes(viewer, at, on)
    return gate.closed_by_place(viewer, at, on)


FIGURES = (
    Definition(
        "gate.closed_institutions",
        _("Institutions under closed management"),
        _(
            "Open institutions that are closed to the outside on the day, by a closure "
            "of their own or of a place above; missing are those that are not."
        ),
        gate.closed,
        _closed_by_place,
        records="gate:index",
    ),
    Definition(
        "gate.crossings",
        _("Crossings entered at the gate"),
        _("Entries and exits entered at the gates on the day, refused ones too."),
        gate.crossings,
        gate.crossings_by_place,
        records="gate:register",
    ),
    Definition(
        "gate.refusals",
        _("Turned back at the gate"),
        _("Crossings that the measures in force refused on the day."),
        gate.refusals,
        gate.refusals_by_place,
        records="gate:register",
    ),
    Definition(
        "gate.movement",
        _("Crossings of the week per 100 heads"),
        _(
            "Crossings let through since Monday of the week, for every 100 residents "
            "and workers who belong to the institutions: movement is kept to the "
            "minimum."
        ),
        gate.movement,
        records="gate:movement",
    ),
    Definition(
        "gate.isolated",
        _("People in isolation"),
        _("People kept apart at the end of the day, or now if the day is not over."),
        gate.isolating,
        gate.isolating_by_place,
        records="gate:board",
    ),
    Definition(
        "gate.ready",
        _("Can be released now"),
        _("People in isolation who lack nothing but the signature."),
        gate.cleared,
        gate.ready_by_place,
        records="gate:board",
    ),
    Definition(
        "gate.releases",
        _("Releases signed on the day"),
        _("Isolations that a named person ended by signature on the day."),
        gate.releases,
        gate.releases_by_place,
        records="gate:releases",
    ),
    Definition(
        "gate.released",
        _("Released from isolation so far"),
        _("Isolations that named people ended by signature up to the day."),
        gate.released,
        records="gate:releases",
    ),
    Definition(
        "gate.intakes",
        _("Found children taken in"),
        _(
            "Infants and minors from the street who entered the pathway by the "
            "designated hospital up to the day."
        ),
        gate.intakes,
        gate.intakes_by_place,
        records="gate:intakes",
    ),
)
