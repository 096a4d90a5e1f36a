"""The draws of inspections, for everyone: committed before, checked by anyone after."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from wardline.base.ledger import doing
from wardline.work.inspection import queries as inspection


@login_not_required
def draws(request: Any) -> HttpResponse:
    """List every commitment with its fingerprint."""
    rows = inspection.public_draws()
    return render(request, "bulletins/draws.html", {"rows": rows})


@login_not_required
def draw(request: Any, code: str) -> HttpResponse:
    """Show one draw; once it is disclosed, all that proves it."""
    found = _get(code)
    context = {"draw": found, "waves": _waves(found), "codes": inspection.fault_codes()}
    return render(request, "bulletins/draw.html", context)


@login_not_required
def draw_file(request: Any, code: str) -> HttpResponse:
    """Give the proof of a disclosed draw as a file."""
    found = _get(code)
    if not found["disclosed"]:
        raise Http404
    response = JsonResponse(found["proof"], json_dumps_params={"indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{code}.json"'
    return response


def _get(code: str) -> dict[str, Any]:
    return doing.found(inspection.public_draw(code))


def _waves(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the disclosed waves with their homes, and what was seen there."""
    if not found["disclosed"]:
        return []
    places, results = found["places"], found["results"]
    rows = []
    for wave in found["proof"]["waves"]:
        here = [s for s in found["substitutions"] if s.visit.wave.n == wave["wave"]]
        homes = [home for _team, home in wave["visits"]]
        homes += [row.reserve.institution_id for row in here if row.reserve]
        replaced = {row.visit.institution_id: row for row in here}
        seen = [
            {
                "place": places[home],
                "replaced": replaced.get(home),
                "result": (results or {}).get(home),
            }
            for home in homes
        ]
        areas = [places[area] for area, _size in wave["areas"]]
        rows.append({"n": wave["wave"], "areas": areas, "homes": seen})
    return rows
