"""Numbers of the gate that may leave the room: by place, and summed as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.figure import Figure
from wardline.ground.methods import movement as method
from wardline.work.gate import queries

ByPlace = dict[str, int]


def crossings_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the crossings entered on a day, refused ones too."""
    return _count(roster.passes(viewer, at, on))


def refusals_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count those turned back on a day."""
    return _count(roster.passes(viewer, at, on).filter(allowed=False))


def isolating_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count those in isolation at the end of a day, or now."""
    _start, end = roster.day(on)
    return _count(roster.isolating(viewer, at, min(end, clock.now())))


def ready_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count those who lack nothing but the signature, now."""
    judged = queries.states(viewer, at)
    return dict(Counter(place for place, state in judged if state == "ok"))


def releases_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the releases signed on a day."""
    start, end = roster.day(on)
    signed = queries.releases(viewer, at)
    return _count(signed.filter(signed_at__gte=start, signed_at__lt=end))


def rounds_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the temperature rounds of a day."""
    return _count(roster.rounds(viewer, at, on))


def closed_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the institutions closed to the outside on a day (each is 0 or 1)."""
    return dict.fromkeys(sorted(queries.closed(viewer, at, on)), 1)


def all_closed(viewer: Post, at: str, on: date) -> bool:
    """Tell whether one closure holds over the whole place, so that none need be
    looked at by itself."""
    above = set(guidance.line(at))
    return any(each.place_id in above for each in queries.closures(viewer, at, on))


def intakes_by_place(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the intakes begun on or before a day."""
    _start, end = roster.day(on)
    return _count(queries.intakes(viewer, at).filter(found_at__lt=end))


def intakes_by_step(viewer: Post, at: str, on: date) -> ByPlace:
    """Count the intakes that wait for each step ("" for those admitted)."""
    _start, end = roster.day(on)
    begun = queries.intakes(viewer, at).filter(found_at__lt=end)
    return dict(Counter(step for _, step in queries.with_coming(viewer, begun)))


BY_PLACE: Mapping[str, Callable[[Post, str, date], ByPlace]] = {
    "crossings": crossings_by_place,
    "refused": refusals_by_place,
    "isolating": isolating_by_place,
    "ready": ready_by_place,
    "released": releases_by_place,
    "rounds": rounds_by_place,
    "closed": closed_by_place,
}


def table(viewer: Post, at: str, on: date) -> dict[str, ByPlace]:
    """Count everything by place, in a fixed number of queries."""
    return {name: count(viewer, at, on) for name, count in BY_PLACE.items()}


def row(counted: Mapping[str, ByPlace], code: str) -> dict[str, int]:
    """Return one place's counts; what was not counted is nought."""
    return {name: by_place.get(code, 0) for name, by_place in counted.items()}


def crossings(viewer: Post, at: str, on: date) -> Figure:
    """Crossings entered on a day."""
    return _sum("gate.crossings", crossings_by_place, viewer, at, on)


def refusals(viewer: Post, at: str, on: date) -> Figure:
    """Crossings refused on a day."""
    return _sum("gate.refusals", refusals_by_place, viewer, at, on)


def isolating(viewer: Post, at: str, on: date) -> Figure:
    """People in isolation."""
    return _sum("gate.isolated", isolating_by_place, viewer, at, on)


def cleared(viewer: Post, at: str, on: date) -> Figure:
    """People who lack nothing but the signature."""
    return _sum("gate.ready", ready_by_place, viewer, at, on)


def releases(viewer: Post, at: str, on: date) -> Figure:
    """Releases signed on a day."""
    return _sum("gate.releases", releases_by_place, viewer, at, on)


def released(viewer: Post, at: str, on: date) -> Figure:
    """Releases signed up to a day, from the first on."""
    _start, end = roster.day(on)
    signed = queries.releases(viewer, at).filter(signed_at__lt=end)
    return _figure("gate.released", signed.count(), at, on)


def intakes(viewer: Post, at: str, on: date) -> Figure:
    """Children found and taken in, from the first day on."""
    return _sum("gate.intakes", intakes_by_place, viewer, at, on)


def closed(viewer: Post, at: str, on: date) -> Figure:
    """Institutions closed to the outside; missing are those that are not."""
    every = places.institutions(viewer, at).count()
    shut = len(queries.closed(viewer, at, on))
    return _figure("gate.closed_institutions", shut, at, on, missing=every - shut)


def movement(viewer: Post, at: str, on: date) -> Figure:
    """Crossings let through in the ISO week of a day, per 100 heads; no heads: none."""
    asked = queries.week(on)
    found = queries.movements(viewer, at, asked)
    crossings, heads = sum(m.total for m in found), sum(m.heads for m in found)
    return Figure(
        code="gate.movement",
        value=method.rate(crossings, heads),
        unit="",
        place=at,
        since=asked.monday,
        until=max(min(on, asked.monday + timedelta(days=6)), asked.monday),
        counted_at=clock.now(),
    )


def totals(
    counted: Mapping[str, ByPlace], at: str, on: date, houses: int
) -> list[Figure]:
    """Sum a table of counts at hand; ``houses`` is how many should be closed."""
    sums = {name: sum(by_place.values()) for name, by_place in counted.items()}
    return [
        _figure(
            "gate.closed_institutions", sums["closed"], at, on, houses - sums["closed"]
        ),
        _figure("gate.crossings", sums["crossings"], at, on),
        _figure("gate.refusals", sums["refused"], at, on),
        _figure("gate.isolated", sums["isolating"], at, on),
        _figure("gate.ready", sums["ready"], at, on),
        _figure("gate.releases", sums["released"], at, on),
    ]


def _count(found) -> ByPlace:
    return roster.grouped(found)


def _sum(
    code: str,
    count: Callable[[Post, str, date], ByPlace],
    viewer: Post,
    at: str,
    on: date,
) -> Figure:
    return _figure(code, sum(count(viewer, at, on).values()), at, on)


def _figure(
    code: str, value: int, at: str, on: date, missing: int | None = None
) -> Figure:
    return Figure(
        code=code,
        value=value,
        unit="",
        place=at,
        since=on,
        until=on,
        counted_at=clock.now(),
        missing=missing,
    )
