"""The order in which teams drive, and what a leader's envelope tells of each home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.ground.methods.routes import Roads, Round, Stop, rounds
from wardline.ground.methods.waves import Outline
from wardline.work.inspection.models import Drive, Plan, Visit, Wave
from wardline.work.inspection.queries.lookbacks import to_see_again

Row = tuple[str, str]
_FINDINGS = 2  # shown of each home; the envelope is one page


def drives(at: str, text: str = "") -> QuerySet[Drive]:
    """Return the known drives of an authority, the last entered first; a text narrows
    them to those with each of its words at either end."""
    found = Drive.objects.within(at).select_related("one", "other", "driven_by__user")
    for word in text.split():
        ends = places.named(word, "one__") | places.named(word, "other__")
        found = found.filter(ends)
    return found.order_by("-kept_at", "-id")


def roads(at: str) -> Roads:
    """Return what is known of the roads of an authority."""
    known = Drive.objects.within(at).values_list("one", "other", "km", "minutes")
    return Roads({(one, other): (km, minutes) for one, other, km, minutes in known})


def routed(wave: Wave) -> list[Row]:
    """Share each area's homes among the teams that the wave sends there, in the order
    to drive: (team, home). The plan's fingerprint is the seed.

    Where somebody of these teams keeps away from a home there, it stays as dealt.
    """
    dealt = wave.publication["visits"]
    on_map = {stop.code: stop for stop in stops(home for _team, home in dealt)}
    known = roads(wave.place_id)
    seed = int(wave.plan.frame_hash[:8], 16) + wave.n
    found: list[Row] = []
    for area, _size in wave.publication["areas"]:
        teams, homes = _crew(dealt, area)
        if _kept_away(wave.publication, teams, homes):
            found += [(team, home) for team, home in dealt if home in homes]
            continue
        made = rounds([on_map[home] for home in homes], len(teams), known, seed=seed)
        found += [
            (team, home)
            for team, each in zip(teams, made, strict=False)
            for home in each.codes
        ]
    return found


def _kept_away(
    published: Mapping[str, Any], teams: Iterable[str], homes: Sequence[str]
) -> bool:
    """Tell whether any leader or inspector of these teams is recused from a home."""
    outline, crews = Outline.from_plain(published["outline"]), published["crews"]
    leaders, drawn = dict(outline.teams), dict(crews)
    going = [who for team in teams for who in (leaders[team], *drawn.get(team, ()))]
    return any(outline.recused(who, home) for who in going for home in homes)


def follows(visits: Iterable[Row], published: Mapping[str, Any]) -> bool:
    """Tell whether visits are those published: every home once, by a team of its area.

    Which teams enter an area is drawn; which of them takes which home there is routed.
    """
    made = [tuple(row) for row in visits]
    dealt = published["visits"]
    if sorted(home for _team, home in made) != sorted(home for _team, home in dealt):
        return False
    crews = {
        home: set(teams)
        for area, _size in published["areas"]
        for teams, homes in [_crew(dealt, area)]
        for home in homes
    }
    return all(team in crews.get(home, ()) for team, home in made)


def _crew(dealt: Sequence[Sequence[str]], area: str) -> tuple[list[str], list[str]]:
    """Return the teams dealt to an area, in their order, and its homes."""
    inside = [(team, home) for team, home in dealt if home.startswith(area)]
    return list(dict.fromkeys(team for team, _home in inside)), [h for _t, h in inside]


def leaks(plan: Plan) -> list[dict[str, Any]]:
    """Return for each area entered the hours from its first gate to its last: as the
    route has it, and as it was once every team has arrived. Who was replaced is left
    out."""
    known = roads(plan.place_id)
    visits: dict[tuple[int, str], list[Visit]] = {}
    made = Visit.objects.filter(wave__plan=plan, substitution=None)
    found = made.select_related("wave", "institution")
    for visit in found.order_by("wave__n", "position"):
        entered = [area for area, _size in visit.wave.publication["areas"]]
        area = next((a for a in entered if visit.institution_id.startswith(a)), "")
        visits.setdefault((visit.wave.n, area), []).append(visit)
    names = Place.objects.in_bulk([area for _n, area in visits])
    return [
        {
            "n": n,
            "area": names.get(area),
            "homes": len(those),
            "planned": _planned(those, known) / 60,
            "actual": _actual(those),
        }
        for (n, area), those in visits.items()
    ]


def _planned(visits: Sequence[Visit], known: Roads) -> float:
    """Return the minutes from the first gate to the last by the route."""
    teams: dict[int, list[Stop]] = {}
    for visit in visits:
        teams.setdefault(visit.team_id, []).append(_stop(visit.institution))
    driven = (
        Round(
            tuple(stop.code for stop in mine),
            tuple(known.leg(one, other) for one, other in pairwise(mine)),
        )
        for mine in teams.values()
    )
    return max(each.leak for each in driven)


def _actual(visits: Sequence[Visit]) -> float | None:
    """Return the hours from the first arrival to the last, once all have arrived."""
    arrived = [visit.arrived_at for visit in visits if visit.arrived_at]
    if len(arrived) < len(visits):
        return None
    return (max(arrived) - min(arrived)).total_seconds() / 3600


def stops(codes: Iterable[str]) -> list[Stop]:
    """Return these homes as they lie on the map, in order of the code."""
    found = Place.objects.filter(code__in=list(codes)).order_by("code")
    return [Stop(p.code, p.latitude, p.longitude) for p in found]


def route(viewer: Post, visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """Return a team's visits with the way from the one before and what was found last.

    ``leg`` is (km, minutes) or None: the first, or a home that is not on the map;
    ``again`` are the closed findings for which the home was drawn.
    """
    known, found = roads(viewer.place_id), _last_findings(viewer, visits)
    again = to_see_again(viewer, visits)
    rows: list[dict[str, Any]] = []
    before: Place | None = None
    for visit in visits:
        home = visit.institution
        leg = known.leg(_stop(before), _stop(home)) if before else None
        told = {"again": again[visit.pk], **found[home.code]}
        rows.append({"visit": visit, "leg": leg, **told})
        before = home
    return rows


def _stop(place: Place) -> Stop:
    return Stop(place.code, place.latitude, place.longitude)


def _last_findings(viewer: Post, visits: Sequence[Visit]) -> dict[str, dict[str, Any]]:
    """Return for each home its last visit, what was found last, how much is open: as it
    stood when the wave was opened."""
    opened = {visit.institution_id: visit.wave.opened_at for visit in visits}
    told: dict[str, dict[str, Any]] = {
        home: {"last": None, "findings": [], "open": 0} for home in opened
    }
    earlier = Visit.objects.within(viewer.place_id).filter(
        institution__in=opened, arrived_at__isnull=False
    )
    for home, arrived in earlier.order_by("arrived_at").values_list(
        "institution", "arrived_at"
    ):
        if arrived < opened[home]:
            told[home]["last"] = arrived
    for finding in correction.findings(viewer).filter(place__in=opened):
        mine = told[finding.place_id]
        if finding.found_at < opened[finding.place_id]:
            mine["open"] += finding.state != "closed"
            if len(mine["findings"]) < _FINDINGS:
                mine["findings"].append(finding)
    return told
