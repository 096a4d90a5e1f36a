"""What was committed, who holds the seed, which waves are open, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.ground.methods import waves
from wardline.ground.methods.draw import Frame
from wardline.work.inspection.models import (
    Chain,
    Plan,
    Share,
    Team,
    Visit,
    Wave,
)
from wardline.work.inspection.queries import routes


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
    if not routes.follows(made.values_list("team__code", "institution"), found):
        wrong.append("waves.visits")
    return sorted(set(wrong))


def _with_before(opened: list[Wave]) -> list[tuple[Wave, list[str]]]:
    before: list[str] = []
    found = []
    for wave in opened:
        found.append((wave, list(before)))
        before += [area for area, _size in wave.publication["areas"]]
    return found


def teams(viewer: Post, plan: Plan) -> list[Team]:
    """Return the teams of a plan with their leaders."""
    found = Team.objects.within(viewer.place_id).filter(plan=plan)
    return list(found.select_related("leader__user").order_by("id"))
