"""What a team takes along on its phone: its envelope, whole, for when there is no
network. Nothing of it exists before the wave is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.tags import tongue
from wardline.core.correction import queries as correction
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.core.roster.reported import heads_reported
from wardline.ground.methods import draw
from wardline.work.inspection.models import Visit
from wardline.work.inspection.queries.lookbacks import to_see_again
from wardline.work.inspection.queries.visit import envelope

STAFF = 3  # asked on each visit, by lot
SHOWN = 20  # open findings of a home, at most


def carried_along(viewer: Post) -> dict[str, Any]:
    """Return the open envelope of the viewer's team as plain data, in the viewer's
    tongue; times in milliseconds."""
    # a wave opened before visits had forms is done on the page of each visit
    found = list(envelope(viewer).filter(form__isnull=False).select_related("form"))
    homes = {visit.institution_id: visit.institution for visit in found}
    bound = guidance.binding_for(viewer, homes.values(), clock.today())
    codes = {each.code for home in bound.values() for each in home}
    every = {q["code"]: q for visit in found for q in visit.form.questions}
    reported = heads_reported(viewer, homes, clock.today())
    opened, again = _open_findings(viewer, homes), to_see_again(viewer, found)
    parts = correction.had_part(r["finding"] for rows in again.values() for r in rows)
    cited = {each["measure_code"] for each in every.values()} - {""}
    texts = guidance.texts(viewer, codes | cited)
    return {
        "now": _ms(clock.now()),
        "zone": places.zone().key,
        "clauses": {code: _clause(row) for code, row in sorted(texts.items())},
        "questions": {code: _question(each) for code, each in every.items()},
        "visits": [
            {
                **_visit(visit),
                "form": _form(visit.form),
                "reported": _reported(reported.get(visit.institution_id)),
                "open": opened.get(visit.institution_id, []),
                "again": [_again(viewer, row, parts) for row in again[visit.pk]],
                "clauses": sorted({each.code for each in bound[visit.institution_id]}),
                "staff": staff_by_lot(
                    viewer, visit, sorted({b.code for b in bound[visit.institution_id]})
                ),
            }
            for visit in found
        ],
    }


def _form(form: Any) -> dict[str, Any]:
    codes = [each["code"] for each in form.questions]
    return {"id": form.form_id, "version": form.version, "codes": codes}


def staff_by_lot(
    viewer: Post, visit: Visit, measures: list[str]
) -> list[dict[str, str]]:
    """Return three workers of the home, each with a measure to be asked about.

    The lot follows from the key of the wave, so that nobody chooses: HMAC order of the
    draw, labelled by the visit.
    """
    published = visit.wave.publication
    shares = published["shares"].values()
    key = draw.wave_key(published["outline_hash"], visit.wave.n, shares)
    workers = roster.staying(viewer, visit.institution_id).filter(kind="worker")
    names = {str(pk): name for pk, name in workers.values_list("pk", "name")}
    chosen = draw.in_order(key, f"staff|{visit.pk}", names)[:STAFF]
    asks = draw.in_order(key, f"ask|{visit.pk}", measures)
    return [
        {"name": names[pk], "ask": asks[n % len(asks)] if asks else ""}
        for n, pk in enumerate(chosen)
    ]


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "pk": visit.pk,
        "home": visit.institution_id,
        "name": tongue(visit.institution, "name"),
        "address": visit.institution.address,
        "team": tongue(visit.team, "name") or visit.team.code,
        "opened_at": _ms(visit.wave.opened_at),
        "arrived_at": _ms(visit.arrived_at),
        "let_in_at": _ms(visit.let_in_at),
    }


def _question(each: dict[str, Any]) -> dict[str, Any]:
    return {
        "aspect": each["aspect"],
        "text": tongue(each, "question"),
        "measure": each["measure_code"],
        "citation": tongue(each, "citation"),
        "severity": each["severity"],
        "listed": each.get("listed", True),
    }


def _clause(measure: Any) -> dict[str, str]:
    return {"text": tongue(measure, "text"), "citation": measure.citation}


def _reported(row: Any) -> dict[str, Any] | None:
    return row and {"on": row.on.isoformat(), "heads": row.heads}


def _open_findings(
    viewer: Post, homes: Iterable[str]
) -> dict[str, list[dict[str, Any]]]:
    """Return what is not mended yet, by home: it is looked at again."""
    found: dict[str, list[dict[str, Any]]] = {}
    rows = correction.findings(viewer).filter(place__in=list(homes))
    for row in rows.exclude(state="closed").order_by("-severity", "-found_at"):
        mine = found.setdefault(row.place_id, [])
        if len(mine) < SHOWN:
            mine.append(_finding(row))
    return found


def _again(
    viewer: Post, row: dict[str, Any], parts: Mapping[int, set[int]]
) -> dict[str, Any]:
    """Tell of what was closed whether it was judged already, and whether the viewer
    had a part in it: such a person judges nothing."""
    finding = row["finding"]
    return _finding(finding) | {
        "judged": bool(row["verification"]) or finding.state != "closed",
        "barred": viewer.user_id in parts.get(finding.pk, ()),
    }


def _finding(row: Any) -> dict[str, Any]:
    return {"number": row.pk, "fact": row.fact, "state": row.state}


def _ms(moment: Any) -> int | None:
    return moment and round(moment.timestamp() * 1000)
