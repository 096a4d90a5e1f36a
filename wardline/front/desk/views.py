"""The desk: where each person lands, and the way down to one institution."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import excel
from wardline.base.ui.tags import tongue
from wardline.front.desk import queries


def index(request):
    """Show what is the person's to do now; an office also sees its places."""
    viewer = request.acting
    if viewer is None:
        return render(request, "desk/nobody.html")
    board = None
    if "offices" in viewer.role.areas and not viewer.place.is_institution:
        figure = request.GET.get("figure", "")
        board = queries.board(viewer, viewer.place, clock.now(), figure)
    found = queries.todo(viewer, clock.now(), board)
    context = {
        "todo": found,
        "waiting": sum(not item.done for item in found),
        "today": clock.today(),
        "board": board,
    }
    return render(request, "desk/index.html", context)


def place(request, code: str):
    """Show the places below one, or an institution whole; ``?export`` as a table."""
    viewer = request.acting
    if viewer is None or "gate" not in viewer.role.areas:
        raise Http404
    found = doing.found(places.places(viewer).filter(code=code).first())
    above = [step for step in places.path(code)[:-1] if viewer.reaches(step.code)]
    context = {"place": found, "above": above, "today": clock.today()}
    if found.is_institution:
        context["house"] = queries.house(viewer, found, clock.today())
        return render(request, "desk/house.html", context)
    board = queries.board(viewer, found, clock.now(), request.GET.get("figure", ""))
    if "export" in request.GET:
        return _export(board)
    return render(request, "desk/place.html", context | {"board": board})


def _export(board):
    headings = [_("Code"), _("Place"), *(column.label for column in board.columns)]
    rows = [
        [
            row.place.code,
            tongue(row.place, "name"),
            *(cell.value for cell in row.cells),
        ]
        for row in board.rows
    ]
    return excel.answer(f"desk-{board.place.code}-{board.on}", headings, rows)
