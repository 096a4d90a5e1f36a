"""Who keeps away, what was replaced, and what the public may see of a draw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.ground.methods import draw, waves
from wardline.work.inspection import words
from wardline.work.inspection.models import (
    Disclosure,
    Observation,
    Plan,
    Recusal,
    Substitution,
    Team,
    Visit,
    Wave,
)
from wardline.work.inspection.queries.plan import (
    chains,
    custodian_name,
    ends,
    people,
    withholdings,
)


def recusals(viewer: Post) -> QuerySet[Recusal]:
    """Return who keeps away from where; an inspector sees their own."""
    found = Recusal.objects.within(viewer.place_id).filter(ended_at=None)
    if viewer.role_code == "inspector":
        found = found.filter(post=viewer)
    elif viewer.role_code != "authority":
        found = found.none()
    return found.select_related("post__user", "keeps_from").order_by("-entered_at")


def recused(viewer: Post) -> tuple[tuple[str, str], ...]:
    """Return (inspector, place) of every recusal that a plan must respect."""
    found = Recusal.objects.within(viewer.place_id).filter(ended_at=None)
    pairs = found.values_list("post", "keeps_from").distinct()
    return tuple(sorted((str(post), place) for post, place in pairs))


def substitutions(plan: Plan) -> list[Substitution]:
    """Return what was replaced on a plan, in the order in which it was."""
    found = Substitution.objects.filter(visit__wave__plan=plan)
    return list(
        found.select_related(
            "visit__wave", "visit__institution", "reserve__institution"
        ).order_by("id")
    )


def replaced(wave: Wave) -> list[list[Any]]:
    """Return a wave's substitutions: (wave, home, reserve, reason), in their order."""
    return [
        [
            row.visit.wave.n,
            row.visit.institution_id,
            row.reserve.institution_id if row.reserve else "",
            row.reason,
        ]
        for row in substitutions(wave.plan)
        if row.visit.wave_id == wave.pk
    ]


def who_goes(visit: Visit, home: str) -> tuple[Team, list[int]]:
    """Return the team to which a reserve falls, with its crew: that of the home in
    whose place it stands, or else the next in the order of the key, of which nobody
    keeps away from it; or else whose leader does not, as in the draw. Nobody chooses.
    It stays with its own where no team may."""
    wave = visit.wave
    teams = {team.code: team for team in Team.objects.filter(plan=wave.plan_id)}
    published = wave.publication
    crews = {code: list(map(int, crew)) for code, crew in published["crews"]}
    shares = published["shares"].values()
    key = draw.wave_key(published["outline_hash"], wave.n, shares)
    order = (visit.team.code, *draw.in_order(key, "team", teams))
    asked = [(teams[code], crews.get(code, [])) for code in order]
    free = [each for each in asked if _free(wave, [each[0].leader_id], home)]
    whole = [each for each in free if _free(wave, [*each[0].post_ids, *each[1]], home)]
    return (*whole, *free, asked[0])[0]


def may_go(visit: Visit) -> bool:
    """Tell whether the leader of a visit's team does not keep away from its home."""
    return _free(visit.wave, [visit.team.leader_id], visit.institution_id)


def _free(wave: Wave, people: Iterable[int], home: str) -> bool:
    outline = waves.Outline.from_plain(wave.publication["outline"])
    return not any(outline.recused(str(who), home) for who in people)


def campaign(plan: Plan) -> dict[str, Any]:
    """Return all that proves a plan's draw, as ``ground.methods.waves.campaign``."""
    opened = list(Wave.objects.filter(plan=plan).select_related("plan").order_by("n"))
    return {
        "commitment": {"outline_hash": plan.frame_hash, "ends": ends(plan)},
        "waves": [wave.publication for wave in opened],
        "substitutions": [
            row
            for wave in opened
            for row in waves.listed(wave.publication, replaced(wave))
        ],
    }


def to_visit(plan: Plan) -> int:
    """Return how many homes drawn so far were neither visited nor replaced."""
    drawn = Visit.objects.filter(wave__plan=plan)
    return drawn.filter(arrived_at=None, substitution=None).count()


def disclosure(plan: Plan) -> Disclosure | None:
    """Return the last word on what the public may see of a plan's draw."""
    return Disclosure.objects.filter(plan=plan).order_by("-id").first()


def public_draws() -> list[dict[str, Any]]:
    """Return every commitment, the newest first. Public: names no home and no day.

    The walls show a stranger no row, so this alone is read for them from the top.
    """
    with scope.entered(places.root()):
        return [
            _commitment(plan) | {"disclosed_now": disclosure(plan) is not None}
            for plan in Plan.objects.defer("frames").order_by("-committed_at", "-id")
        ]


def fault_codes() -> list[str]:
    """Return every code that a check of a draw may find. Public."""
    return sorted(words.FAULTS)


def public_draw(code: str) -> dict[str, Any] | None:
    """Return a draw as far as the public may see it, with its proof once disclosed."""
    with scope.entered(places.root()):
        plan = Plan.objects.defer("frames").filter(code=code).first()
        if plan is None:
            return None
        told = disclosure(plan)
        known = _commitment(plan)
        if told is None:
            return known
        return known | _disclosed(plan, told)


def _commitment(plan: Plan) -> dict[str, Any]:
    joined = {custodian_name(chain.custodian): chain for chain in chains(plan)}
    # a departure of today is nobody's to see: it would tell that teams are on the road
    today = datetime.combine(clock.today(), time(), places.zone())
    shown = {"plan": plan, "opened_at__lt": today}
    waves_open = list(Wave.objects.filter(**shown).order_by("n"))
    withheld = [row for row in withholdings(plan) if row.recorded_at < today]
    return {
        "code": plan.code,
        "frame_hash": plan.frame_hash,
        "committed_at": plan.committed_at,
        "weaker": len(plan.outline["custodians"]) == 1,
        "keepers": [
            {
                "number": name,
                "stands_in": name in plan.outline["stand_ins"],
                "chain": joined.get(name),
                "post": joined[name].custodian if name in joined else None,
            }
            for name in people(plan)
        ],
        "opened": [{"n": w.n, "opened_at": w.opened_at} for w in waves_open],
        "withheld": withheld,
        "disclosed": None,
    }


def _disclosed(plan: Plan, told: Disclosure) -> dict[str, Any]:
    proof = campaign(plan)
    codes = {home for wave in proof["waves"] for _team, home in wave["visits"]}
    codes |= {area for wave in proof["waves"] for area, _size in wave["areas"]}
    codes |= {row[2] for row in proof["substitutions"] if row[2]}
    return {
        "title_zh": plan.title_zh,
        "title_en": plan.title_en,
        "from_on": plan.from_on,
        "to_on": plan.to_on,
        "disclosed": told,
        "withheld": withholdings(plan),
        "proof": proof,
        "faults": waves.campaign.verify(proof),
        "places": {p.code: p for p in Place.objects.filter(code__in=codes)},
        "substitutions": substitutions(plan),
        "results": _results(plan) if told.with_results else None,
    }


def _results(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return, by home, when it was visited, what fell short, and what is mended."""
    those = Visit.objects.filter(wave__plan=plan, finished_at__isnull=False)
    short = Observation.objects.filter(visit__in=those, answer="short")
    number: dict[str, int] = {}
    for home in short.values_list("visit__institution", flat=True):
        number[home] = number.get(home, 0) + 1
    return {
        home: {"arrived_at": at, "short": number.get(home, 0)}
        for home, at in those.values_list("institution", "arrived_at")
    }
