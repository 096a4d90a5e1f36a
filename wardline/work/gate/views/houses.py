"""The area's first page: one house's gate, or all houses of a division."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.accounts.verbs import Verb
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel, tags
from wardline.core.roster import queries as roster
from wardline.work.gate import figures, queries
from wardline.work.gate.views import asking

# what happens most stands first, under the thumb
USUAL = [
    *(("in", "staff"), ("out", "staff"), ("in", "delivery")),
    *(("in", "visitor"), ("in", "resident"), ("out", "resident")),
]
RARE = [
    *(("in", "vehicle"), ("out", "vehicle"), ("in", "contractor")),
    *(("out", "contractor"), ("out", "visitor"), ("out", "delivery")),
    *(("in", "ambulance"), ("out", "ambulance")),
    *(("in", "inspector"), ("out", "inspector")),
]


def index(request: Any) -> HttpResponse:
    """Open one's own gate, or the list of gates below."""
    if request.acting.place.is_institution:
        return house(request, request.acting.place_id)
    return houses(request)


def house(request: Any, code: str) -> HttpResponse:
    """Show the gate of one house: buttons, today's crossings, who is in isolation."""
    post, place, today = request.acting, asking.home(request, code), clock.today()
    rounds = {r.slot: r for r in roster.rounds(post, code, today)}
    context = {
        "place": place,
        "usual": USUAL if post.may(Verb.CROSS) else [],
        "rare": RARE,
        "heads": roster.headcount(post, code, today),
        "passes": roster.passes(post, code, today)[:10],
        "rounds": [(slot, rounds.get(slot)) for slot in ("morning", "evening")],
        "cases": queries.board(post, code),
        "intakes": queries.with_coming(post, queries.intakes(post, code)[:5]),
        "permits": queries.permits(post, code),
        "closures": queries.closures_over(post, code),
        "busy": [s for s in queries.standings(post, place) if s.telling],
        "movement": queries.movement_of(post, place, queries.week()),
        "week": queries.week(),
        "may_permit": post.may(Verb.PERMIT),
        "may_issue": post.may(Verb.ISSUE_TICKET),
        "may_close": post.may(Verb.CLOSE),
        "may_write": post.may(Verb.CROSS),
    }
    return render(request, "gate/house.html", context)


def houses(request: Any) -> HttpResponse:
    """List the houses of a division with today's figures of the gate."""
    post, asked = request.acting, request.GET
    found = queries.houses(
        post,
        search=asked.get("q", "").strip(),
        kind=asked.get("kind", ""),
        sort=asked.get("sort", ""),
    )
    table = figures.table(post, post.place_id, clock.today())
    if "export" in asked:
        rows = (_cells(p, table) for p in found)
        return excel.answer("gates", _headings(), rows)
    page, houses = _page(found, asked), queries.houses(post).count()
    page.object_list = [(place, figures.row(table, place.code)) for place in page]
    context = {
        "page": page,
        "kinds": places.kinds(),
        "export_url": excel.link(asked),
        "totals": figures.totals(table, post.place_id, clock.today(), houses),
        "may_close": post.may(Verb.CLOSE),
    }
    return render(request, "gate/houses.html", context)


def _page(found: Any, asked: Any) -> Any:
    return Paginator(found, 50).get_page(asked.get("page"))


def _headings() -> list[Any]:
    return [
        *(
            _("Code"),
            _("Institution"),
            _("Division it belongs to"),
            _("Closed to the outside"),
        ),
        *(_("Crossings today"), _("Refused today"), _("In isolation now")),
        *(_("Ready to be signed"), _("Released today"), _("Rounds today")),
    ]


def _cells(place: Any, table: Any) -> list[Any]:
    row = figures.row(table, place.code)
    return [
        *(place.code, tags.tongue(place, "name"), tags.tongue(place.parent, "name")),
        *(row["closed"], row["crossings"], row["refused"], row["isolating"]),
        *(row["ready"], row["released"], row["rounds"]),
    ]
