"""What was committed, who holds the seed, which waves are open, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.ground.methods import draw, waves
from wardline.ground.methods.draw import Frame
from wardline.work.inspection.models import (
    Chain,
    Plan,
    Share,
    Team,
    Visit,
    Wave,
    Withholding,
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
    silent = withholdings(plan)
    return [
        {
            "n": n,
            "departs_at": departure(plan, n),
            "sizes": (sizes := _sizes(plan, n, opened.get(n))),
            "homes": sum(sizes or ()),
            "opened": opened.get(n),
            "released": len(released.get(n, ())),
            "released_by": released.get(n, set()),
            "withheld": [w for w in silent if w.n == n],
        }
        for n in range(1, len(plan.departures) + 1)
    ]


def _sizes(plan: Plan, n: int, opened: Wave | None) -> list[int] | None:
    """Return how many homes a wave visits area by area; None: its day is yet drawn."""
    if opened is not None:
        return [size for _area, size in opened.publication["areas"]]
    fixed = len(plan.departures) == len(plan.outline["waves"])
    return list(plan.outline["waves"][n - 1]) if fixed else None


def departure(plan: Plan, n: int) -> datetime:
    """Return when a wave departs; it is not opened earlier."""
    return datetime.fromisoformat(plan.departures[n - 1])


def next_wave(plan: Plan) -> int | None:
    """Return the number of the wave to be opened next, or None after the last."""
    committed = outline(plan)
    over = waves.gone(committed, entered(plan)) == len(committed.waves)
    return None if over else Wave.objects.filter(plan=plan).count() + 1


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


def people(plan: Plan) -> list[str]:
    """Return the custodians of a plan and those who stand in, by name."""
    return [*plan.outline["custodians"], *plan.outline["stand_ins"]]


def withholdings(plan: Plan) -> list[Withholding]:
    """Return the shares that were withheld, in their order."""
    found = Withholding.objects.filter(plan=plan).select_related("custodian__user")
    return list(found.order_by("n", "id"))


def withheld(plan: Plan, n: int) -> list[str]:
    """Return who withheld their share of a wave, by name."""
    those = (w for w in withholdings(plan) if w.n == n)
    return sorted(custodian_name(row.custodian) for row in those)


def seats(plan: Plan, n: int) -> list[str]:
    """Return whose shares a wave needs, by name."""
    committed = outline(plan)
    return draw.seated(committed.custodians, committed.stand_ins, withheld(plan, n))


def outline(plan: Plan) -> waves.Outline:
    """Return what was committed."""
    return waves.Outline.from_plain(plan.outline)


def frames(plan: Plan) -> dict[str, Frame]:
    """Return the frames by their fingerprints: secret until opened."""
    found = map(Frame.from_plain, plan.frames)
    return {frame.hash: frame for frame in found}


def drawn_by_kind(plan: Plan) -> bool:
    """Tell whether the homes of some area are drawn by kind."""
    slots = [(area, size) for area, size, _hash in plan.outline["frames"]]
    return len(set(slots)) < len(slots)


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
    if any(known.get(name) != end for name, end in found["ends"].items()):
        wrong.append("draw.ends")
    if found["before"] != list(before):
        wrong.append("waves.areas")
    made = Visit.objects.filter(wave=wave, stands_in=None).order_by("position")
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
