"""What may be seen of inspections. An inspector sees the envelopes of their own team,
from the opening of the wave; before it nothing names a home that will be visited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.ground.methods import waves
from wardline.ground.methods.draw import Frame
from wardline.ground.methods.risk import Exposure, points
from wardline.work.inspection.models import (
    ASPECTS,
    Chain,
    Observation,
    Plan,
    Question,
    Share,
    Team,
    Visit,
    Wave,
)

# ── the checklist ──


def questions(viewer: Post, institution: Place | None = None) -> QuerySet[Question]:
    """Return the questions in force, for a kind of institution or all, in order."""
    line = [viewer.place_id[:n] for n in range(1, len(viewer.place_id) + 1)]
    found = Question.objects.filter(place__in=line, retired_on=None)
    if institution is not None:
        kinds = Q(institution_kinds__contains=[institution.kind_id])
        found = found.filter(Q(institution_kinds=[]) | kinds)
    return found.order_by("position", "id")


# ── the plan ──


def plans(viewer: Post) -> QuerySet[Plan]:
    """Return the plans, newest first, without what is inside their frames."""
    return (
        Plan.objects.within(viewer.place_id)
        .defer("frames")
        .select_related("place", "committed_by__user")
        .order_by("-committed_at", "-id")
    )


def plan_waves(viewer: Post, plan: Plan) -> list[dict[str, Any]]:
    """Return each wave of a plan: when it departs, how much it visits, if opened."""
    opened = {
        wave.n: wave
        for wave in Wave.objects.filter(plan=plan).select_related("opened_by__user")
    }
    released: dict[int, set[int]] = {}
    for n, custodian in Share.objects.filter(chain__plan=plan).values_list(
        "n", "chain__custodian"
    ):
        released.setdefault(n, set()).add(custodian)
    return [
        {
            "n": n,
            "departs_at": departure(plan, n),
            "areas": len(sizes),
            "sites": sum(sizes),
            "opened": opened.get(n),
            "released": len(released.get(n, ())),
            "released_by": released.get(n, set()),
        }
        for n, sizes in enumerate(plan.outline["waves"], start=1)
    ]


def departure(plan: Plan, n: int) -> datetime:
    """Return when a wave departs; it is not opened earlier."""
    return datetime.fromisoformat(plan.departures[n - 1])


def next_wave(plan: Plan) -> int | None:
    """Return the number of the wave to be opened next, or None after the last."""
    n = Wave.objects.filter(plan=plan).count() + 1
    return n if n <= len(plan.outline["waves"]) else None


def custodian_name(post: Post) -> str:
    """Return the name under which a custodian's chain is hashed."""
    return str(post.pk)


def chains(plan: Plan) -> list[Chain]:
    """Return the chains committed to a plan."""
    found = Chain.objects.filter(plan=plan).select_related("custodian__user")
    return list(found.order_by("id"))


def ends(plan: Plan) -> dict[str, str]:
    """Return the published end of each custodian's chain."""
    return {custodian_name(chain.custodian): chain.end for chain in chains(plan)}


def shares(plan: Plan, n: int) -> dict[str, str]:
    """Return the shares that custodians have released for a wave."""
    found = Share.objects.filter(chain__plan=plan, n=n).select_related(
        "chain__custodian"
    )
    return {custodian_name(share.chain.custodian): share.value for share in found}


def outline(plan: Plan) -> waves.Outline:
    """Return what was committed."""
    return waves.Outline.from_plain(plan.outline)


def frames(plan: Plan) -> dict[tuple[str, int], Frame]:
    """Return the frames by area and number of visits: secret until opened."""
    found = map(Frame.from_plain, plan.frames)
    return {(frame.stratum, frame.size): frame for frame in found}


def entered(plan: Plan) -> list[str]:
    """Return the areas that the waves opened so far have entered, in order."""
    opened = Wave.objects.filter(plan=plan).order_by("n")
    published = opened.values_list("publication__areas", flat=True)
    return [area for areas in published for area, _size in areas]


def publications(viewer: Post, plan: Plan) -> list[dict[str, Any]]:
    """Return what proves each opened wave, and what a fresh recomputation says."""
    found = Wave.objects.within(viewer.place_id).filter(plan=plan).order_by("n")
    return [
        {
            "wave": wave,
            "plain": wave.publication,
            "faults": faults(plan, wave, before),
        }
        for wave, before in _with_before(list(found))
    ]


def faults(plan: Plan, wave: Wave, before: Sequence[str]) -> list[str]:
    """Recompute an opened wave against what was committed before it."""
    known, found = ends(plan), wave.publication
    wrong = waves.verify(found)
    if found["outline_hash"] != plan.frame_hash:
        wrong.append("waves.outline")
    if any(
        known.get(name) != end
        for d in found["draws"]
        for name, end in d["ends"].items()
    ):
        wrong.append("draw.ends")
    if found["before"] != list(before):
        wrong.append("waves.areas")
    made = Visit.objects.filter(wave=wave).order_by("position")
    if [list(row) for row in made.values_list("team__code", "institution")] != found[
        "visits"
    ]:
        wrong.append("waves.visits")
    return sorted(set(wrong))


def _with_before(opened: list[Wave]) -> list[tuple[Wave, list[str]]]:
    before: list[str] = []
    found = []
    for wave in opened:
        found.append((wave, list(before)))
        before += [area for area, _size in wave.publication["areas"]]
    return found


# ── the frame ──


def frame(viewer: Post, at: str) -> list[dict[str, Any]]:
    """Return every open home with its area and the points of its risk."""
    homes = list(places.institutions(viewer, at))
    top = places.places(viewer).get(code=at)
    areas = list(places.divisions(viewer, at).filter(depth=top.depth + 1))
    open_findings = correction.open_by_place(viewer, at)
    last = last_visits(viewer)
    above = _kinds_above(homes, open_findings)
    today = clock.today()
    return [
        {
            "institution": home.code,
            "area": next((a.code for a in areas if home.code.startswith(a.code)), at),
            "points": points(
                Exposure(
                    capacity=home.capacity or 0,
                    kind_above=home.kind_id in above,
                    days=(today - last[home.code]).days if home.code in last else None,
                    open_findings=open_findings.get(home.code, 0),
                )
            ),
        }
        for home in homes
    ]


def last_visits(viewer: Post) -> dict[str, Any]:
    """Return the day of each home's last visit."""
    rows = (
        Visit.objects.within(viewer.place_id)
        .filter(arrived_at__isnull=False)
        .values("institution")
        .annotate(last=Max("arrived_at"))
    )
    zone = places.zone()
    return {row["institution"]: row["last"].astimezone(zone).date() for row in rows}


def _kinds_above(homes: Sequence[Place], found: Mapping[str, int]) -> set[str]:
    """Return the kinds with more open findings for each home than the mean."""
    number: dict[str, int] = {}
    total: dict[str, int] = {}
    for home in homes:
        kind = str(home.kind_id)
        number[kind] = number.get(kind, 0) + 1
        total[kind] = total.get(kind, 0) + found.get(home.code, 0)
    every = sum(total.values())
    return {k for k in number if total[k] * len(homes) > every * number[k]}


# ── visits ──


def visits(viewer: Post) -> QuerySet[Visit]:
    """Return the visits of opened waves; an inspector's are their own team's."""
    found = Visit.objects.within(viewer.place_id)
    if viewer.role_code == "inspector":
        found = found.filter(team__post_ids__contains=[viewer.pk])
    elif viewer.role_code != "authority":
        found = found.none()
    return (
        found.select_related("institution", "team", "wave__plan")
        .annotate(
            answered=Count("observations"),
            short=Count("observations", filter=Q(observations__answer="short")),
        )
        .order_by("-wave__opened_at", "-wave__n", "position")
    )


def made(viewer: Post, at: str, until: datetime) -> QuerySet[Visit]:
    """Return the visits at or below a place at whose gate a team stood by a moment."""
    return Visit.objects.within(viewer.place_id).filter(
        institution__gte=at, institution__lt=at + "~", arrived_at__lte=until
    )


def short(visits: QuerySet[Visit]) -> QuerySet[Observation]:
    """Return what fell short on these visits."""
    return Observation.objects.filter(visit__in=visits, answer="short")


def areas_entered(viewer: Post) -> set[str]:
    """Return the areas that opened waves have entered."""
    opened = Wave.objects.within(viewer.place_id)
    published = opened.values_list("publication__areas", flat=True)
    return {area for areas in published for area, _size in areas}


def envelope(viewer: Post) -> QuerySet[Visit]:
    """Return the visits of the viewer's team that are not finished."""
    return visits(viewer).filter(finished_at=None).order_by("wave__n", "position")


def checklist(viewer: Post, visit: Visit) -> list[dict[str, Any]]:
    """Return the questions of a visit by aspect, each with its answer, if given."""
    answers = {
        row.question_id: row
        for row in Observation.objects.filter(visit=visit).select_related(
            "photo", "finding"
        )
    }
    asked = list(questions(viewer, visit.institution))
    return [
        {
            "aspect": aspect,
            "code": f"aspect.{aspect}",
            "questions": rows,
            "answered": sum(1 for row in rows if row["observation"]),
        }
        for aspect in ASPECTS
        if (
            rows := [
                {"question": q, "observation": answers.get(q.pk)}
                for q in asked
                if q.aspect == aspect
            ]
        )
    ]


def teams(viewer: Post, plan: Plan) -> list[Team]:
    """Return the teams of a plan with their leaders."""
    found = Team.objects.within(viewer.place_id).filter(plan=plan)
    return list(found.select_related("leader__user").order_by("id"))
