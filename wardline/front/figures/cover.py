"""Figures of the safety net: campaigns, gaps, who is covered."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.front.figures.definition import Definition
from wardline.ground.figure import Figure
from wardline.work.safetynet import figures as safetynet
from wardline.work.safetynet import queries


def _open_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    found = queries.gaps(viewer, at, "open").filter(opened_at__lt=queries.end_of(on))
    return dict(Counter(found.order_by().values_list("place_id", flat=True)))


def _open(viewer: Post, at: str, on: date) -> Figure:
    every = safetynet.gaps(viewer, at, on)
    return replace(every, value=sum(_open_by_place(viewer, at, on).values()))


FIGURES = (
    Definition(
        "safetynet.campaigns",
        _("Campaigns under way"),
        _("Campaigns that bind this place and run on the day."),
        safetynet.campaigns,
        records="safetynet:index",
    ),
    Definition(
        "safetynet.counties_reporting",
        _("Divisions that report progress"),
        _("Lowest divisions that reported on a campaign in the week up to the day."),
        safetynet.counties_reporting,
        safetynet.reporting_by_place,
        records="safetynet:index",
    ),
    Definition(
        "safetynet.gaps",
        _("Households perhaps missed"),
        _(
            "Households entitled by rule that the registers do not show as covered, "
            "found up to the day."
        ),
        safetynet.gaps,
        safetynet.gaps_by_place,
        records="safetynet:gaps",
    ),
    Definition(
        "safetynet.gaps_open",
        _("Households still to visit"),
        _("Households perhaps missed that nobody has visited and confirmed yet."),
        _open,
        _open_by_place,
        records="safetynet:gaps",
    ),
    Definition(
        "safetynet.gaps_confirmed",
        _("Gaps confirmed by a visit"),
        _("Households that a person visited and found entitled and not covered."),
        safetynet.gaps_confirmed,
        safetynet.confirmed_by_place,
        records="safetynet:gaps",
    ),
    Definition(
        "safetynet.gaps_closed",
        _("Gaps closed"),
        _("Confirmed gaps whose correction is verified: the household is covered."),
        safetynet.gaps_closed,
        safetynet.closed_by_place,
        records="safetynet:gaps",
    ),
    Definition(
        "safetynet.entitled",
        _("Households entitled"),
        _("Households entitled by rule, by the newest register compared."),
        safetynet.entitled,
        safetynet.entitled_by_place,
        records="safetynet:index",
    ),
    Definition(
        "safetynet.covered",
        _("Households entitled and covered"),
        _("Households entitled by rule that the registers show as covered."),
        safetynet.covered,
        safetynet.covered_by_place,
        records="safetynet:index",
    ),
)
