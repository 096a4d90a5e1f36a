"""The tables of the page as a workbook, whole: every length, structure, institution and
parameter, each number with its unit and its definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel, tags, wording
from wardline.ground.methods import residual
from wardline.ground.methods.residual import Across
from wardline.work.gate.queries.risk import Found
from wardline.work.gate.views.risk import tables, writing

Row = list[Any]


def answer(viewer: Post, found: Found) -> HttpResponse:
    """Answer with every table of the page."""
    sheets = [
        (_("What was asked"), [_("What"), _("Value")], asked(viewer, found)),
        (_("Days and tests"), _trade_headings(), tradeoff(found)),
        (_("One more test"), _test_headings(), one_more(found)),
        (_("Incubation tails"), _tail_headings(), tails(found)),
        (_("Introductions"), _entry_headings(), introductions(viewer, found)),
        (_("Parameters"), _parameter_headings(), parameters()),
        (_("Definitions and limits"), [_("What"), _("Definition")], definitions()),
    ]
    return excel.book("residual-risk", sheets)


def asked(viewer: Post, found: Found) -> Iterator[Row]:
    """Yield every input."""
    one = found.asked
    yield [_("Place"), tags.tongue(viewer.place, "name")]
    yield [_("Counted at"), clock.now()]
    yield [_("Pathogen"), wording.say(f"risk.pathogen.{one.pathogen}")]
    yield [_("Days of isolation to look at"), one.course.days]
    yield [_("Days with a test"), writing.days(one.course.tests)]
    if found.rule:
        yield [_("Days of the rule in force"), found.rule.course.days]
        yield [_("Tests of the rule in force"), writing.days(found.rule.course.tests)]
    yield [_("New infections per 100,000 people a day"), one.incidence]
    yield [_("Days before entry at that incidence"), one.window]
    yield [_("Entrants in 30 days, all institutions"), found.entrants.total]
    yield [_("Entrants counted from"), found.entrants.since]
    yield [_("Fingerprint of the parameters"), residual.fingerprint()]


def tradeoff(found: Found) -> Iterator[Row]:
    """Yield each schedule, length and structure, and the range over structures."""
    if not found.answer.estimates:
        return
    for cell in found.answer.estimates.tradeoff.cells:
        said = [wording.say(f"risk.schedule.{cell.schedule}"), cell.course.days]
        for row in _rows(cell.share):
            yield [*said, *row]


def one_more(found: Found) -> Iterator[Row]:
    """Yield what is left after the course, with one more test, and what it saves."""
    if not found.answer.estimates:
        return
    yield from (
        [_("Left after the course"), *row] for row in _rows(found.answer.estimates.left)
    )
    if more := found.answer.estimates.added:
        left = _("Left with one more test on day %(day)s") % {"day": f"{more.day:g}"}
        yield from ([left, *row] for row in _rows(more.after))
        yield from ([_("Saved by it"), *row] for row in _rows(more.saved))


def tails(found: Found) -> Iterator[Row]:
    """Yield each incubation period."""
    for tail in found.answer.tails:
        beyond = tail.beyond
        yield [
            wording.say(f"risk.pathogen.{beyond.pathogen}"),
            *(beyond.share.median, beyond.share.low, beyond.share.high),
            *(beyond.more_days.median, beyond.more_days.low, beyond.more_days.high),
            "\n".join(str(tables.exclusion(each)) for each in beyond.exclusions),
            beyond.source,
        ]


def introductions(viewer: Post, found: Found) -> Iterator[Row]:
    """Yield all institutions together, then each."""
    named = [(_("All institutions"), found.entrants.total)]
    known = places.institutions(viewer).in_bulk(list(found.entrants.by_place))
    named += [
        (tags.tongue(known[code], "name"), entrants)
        for code, entrants in found.entrants.by_place.items()
    ]
    for name, entrants in named:
        if expected := found.expected(entrants):
            number, chance = expected.number, expected.chance
            yield [
                *(name, entrants, number.lowest, number.highest, *number.envelope),
                *(chance.lowest, chance.highest, *chance.envelope),
            ]


def parameters() -> Iterator[Row]:
    """Yield every number that the models stand on, with its source."""
    for each in residual.all_parameters():
        yield [
            wording.say(f"risk.pathogen.{each.pathogen}"),
            *(each.model, each.quantity, each.value, each.low, each.high),
            *(each.unit, each.source, tables.verification(each)),
        ]


def definitions() -> Iterator[Row]:
    """Yield what each number means, and what the models cannot say."""
    yield from (list(each) for each in tables.terms())
    yield from ([_("Limit"), each] for each in tables.limits())


def _rows(across: Across) -> Iterator[Row]:
    for code, each in across.by_structure:
        name = wording.say(f"risk.structure.{code}")
        yield [name, each.median, each.low, each.high]
    low, high = across.envelope
    yield [_("Least of all structures"), across.lowest, low, None]
    yield [_("Most of all structures"), across.highest, None, high]


def _estimate() -> Row:
    return [_("Median (0 to 1)"), _("95 % from"), _("95 % to")]


def _trade_headings() -> Row:
    return [_("Tests"), _("Days of isolation"), _("Model structure"), *_estimate()]


def _test_headings() -> Row:
    return [_("Share of transmission"), _("Model structure"), *_estimate()]


def _tail_headings() -> Row:
    more = [_("More days for 99 % of onsets"), _("95 % from"), _("95 % to")]
    published = [_("Published rule for those exposed"), _("Source of the number")]
    return [_("Pathogen"), *_estimate(), *more, *published]


def _entry_headings() -> Row:
    ends = [_("Range from"), _("Range to"), _("95 % from"), _("95 % to")]
    number = [f"{_('Introductions a month')}: {end}" for end in ends]
    chance = [f"{_('Chance of at least one (0 to 1)')}: {end}" for end in ends]
    return [_("Institution"), _("Entrants in 30 days"), *number, *chance]


def _parameter_headings() -> Row:
    return [
        *(_("Pathogen"), _("Model"), _("Quantity"), _("Value"), _("95 % from")),
        *(_("95 % to"), _("Unit"), _("Source of the number"), _("Verified")),
    ]
