"""What a plan rests on: as it is told, and as it is fixed before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.ground.methods import draw
from wardline.ground.methods import waves as rules
from wardline.work.inspection import framing, guards, queries

Row = Mapping[str, Any]
# when a wave departs, unless the plan says otherwise
DEPARTURE = time(6, 30)
# spare homes drawn in each area, for those that turn out closed
RESERVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a plan is told.

    ``teams``: code, name_zh, name_en, leader (Post), inspectors (Posts), and ``crew``
    inspectors drawn besides. ``waves``: departs_at, sites; else one a day, or
    ``n_waves`` on days that are drawn too. A home unseen for ``within_days`` must be
    seen: its floor rises to certainty, its area is entered. ``by_kind``: each kind of
    home in an area has its own frame and visits. ``looks_back``: only homes with closed
    findings are drawn, weighed by them, and nobody goes where they had a part in one.
    ``frame``: institution, area, kind, points; else ``queries.frame``. Of three
    custodians or more the last stands in for whoever withholds a share; a single one
    makes a weaker draw.
    """

    code: str
    from_on: date
    to_on: date
    teams: Sequence[Row]
    n_sites: int
    n_strata: int
    must_include: Sequence[str] = ()
    floor: int = draw.FLOOR
    within_days: int | None = None
    n_waves: int | None = None
    reserves: int = RESERVES
    by_kind: bool = False
    looks_back: bool = False
    crew: int = 0
    waves: Sequence[Row] | None = None
    frame: Sequence[Row] | None = None
    custodians: Sequence[Post] | None = None
    stand_ins: Sequence[Post] | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a draw rests on, with the days and the people that it was fixed for."""

    outline: rules.Outline
    frames: Sequence[tuple[str, int, draw.Frame]]
    departures: Sequence[datetime]
    keepers: Sequence[Post]
    closed: Mapping[str, Sequence[Any]]
    homes: int


def fix(by: Post, at: str, terms: Terms) -> Fixed:
    """Fix all that a draw rests on, or refuse terms that no draw can keep.

    The areas are shared among the waves by their visits (largest remainder), each wave
    shares its visits evenly among its areas; every area gets a frame for each such
    number.
    """
    keepers, spare = _keepers(at, terms)
    _refuse_unfit(terms, keepers)
    days = _days(terms)
    rows, closed = _homes(by, at, terms)
    floors = _floors(by, rows, terms)
    due = {r["area"] for r in rows if floors[r["institution"]] == draw.WHOLE}
    shape = _shape(days.waves, terms.n_sites, terms.n_strata)
    frames = framing.frames(
        terms.code, rows, shape, floors, terms.reserves, terms.by_kind
    )
    outline = rules.Outline(
        campaign=terms.code,
        waves=shape,
        fixed=tuple(sorted({*terms.must_include, *due})),
        frames=tuple((area, n, each.hash) for area, n, each in frames),
        custodians=tuple(map(queries.custodian_name, keepers)),
        stand_ins=tuple(map(queries.custodian_name, spare)),
        teams=_leaders(terms.teams),
        days=len(days.departures),
        go=draw.WHOLE * len(shape) // len(days.departures),
        inspectors=_register(at, terms),
        recusals=_recusals(by, at, terms.teams, closed),
        crew=terms.crew,
    )
    guards.refuse_outline(outline, framing.homes(rows))
    guards.refuse_part_of_all(outline, closed)
    return Fixed(
        outline, frames, days.departures, [*keepers, *spare], closed, len(rows)
    )


def codes(teams: Sequence[Row]) -> list[str]:
    """Return how each team is called; who is not named is numbered."""
    return [row.get("code") or f"team-{n}" for n, row in enumerate(teams, start=1)]


def members(team: Row) -> list[Post]:
    """Return who is in a team, the leader first, each once."""
    found = {post.pk: post for post in (team["leader"], *team.get("inspectors", ()))}
    return list(found.values())


def _homes(
    by: Post, at: str, terms: Terms
) -> tuple[Sequence[Row], Mapping[str, Sequence[Any]]]:
    """Return the homes to draw from, and in a look-back what was closed in each."""
    rows = list(terms.frame or queries.frame(by, at))
    if not terms.looks_back:
        return rows, {}
    closed = queries.closed_homes(by, rows)
    rows = queries.weighed(rows, closed)
    if not rows:
        raise refusal("correction.nothing_closed")
    return rows, closed


@dataclass(frozen=True, slots=True)
class _Days:
    """When a wave may depart, and how much each that goes visits."""

    departures: list[datetime]
    waves: Sequence[Row]


def _days(terms: Terms) -> _Days:
    """Take the days as told; or every day of the span, of which so many will go."""
    if terms.waves:
        return _Days([wave["departs_at"] for wave in terms.waves], terms.waves)
    span = (terms.to_on - terms.from_on).days + 1
    every = [
        datetime.combine(terms.from_on + timedelta(day), DEPARTURE, places.zone())
        for day in range(span)
    ]
    many = terms.n_waves or span
    if not 0 < many <= span or terms.n_sites < many:
        raise refusal("waves.cannot_split")
    shares = rules.split(terms.n_sites, [1] * many)
    return _Days(
        every,
        [{"departs_at": at, "sites": n} for at, n in zip(every, shares, strict=False)],
    )


def _keepers(at: str, terms: Terms) -> tuple[list[Post], list[Post]]:
    """Return who holds the seed, and who stands in for them."""
    named = list(terms.custodians or accounts.holders(at, "custodian"))
    if terms.stand_ins is not None:
        return named, list(terms.stand_ins)
    seats = max(len(named) - 1, draw.FEWEST_CUSTODIANS)
    return named[:seats], named[seats:]


def _floors(by: Post, rows: Sequence[Row], terms: Terms) -> dict[str, int]:
    unseen = queries.unseen(by)
    homes = (row["institution"] for row in rows)
    return {
        home: draw.rising_floor(unseen(home), terms.within_days, terms.floor)
        for home in homes
    }


def _leaders(teams: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    pairs = zip(codes(teams), teams, strict=True)
    return tuple((code, str(row["leader"].pk)) for code, row in pairs)


def _register(at: str, terms: Terms) -> tuple[str, ...]:
    """Return whom the crews are drawn from: every inspector who is in no team."""
    named = {post.pk for team in terms.teams for post in members(team)}
    found = accounts.holders(at, "inspector") if terms.crew else []
    return tuple(str(post.pk) for post in found if post.pk not in named)


def _recusals(
    by: Post, at: str, teams: Sequence[Row], closed: Mapping[str, Sequence[Any]]
) -> tuple[tuple[str, str], ...]:
    """Return who keeps away: for an interest, or for a part in what is looked at."""
    named = [post for team in teams for post in members(team)]
    posts = [*named, *accounts.holders(at, "inspector")] if closed else []
    return tuple(sorted({*queries.recused(by), *queries.taken_part(posts, closed)}))


def _refuse_unfit(terms: Terms, keepers: Sequence[Post]) -> None:
    if terms.to_on < terms.from_on:
        raise refusal("inspection.ends_before_it_begins")
    if not terms.teams:
        raise refusal("inspection.no_team")
    posts = [post.pk for team in terms.teams for post in members(team)]
    if len(posts) > len(set(posts)):
        raise refusal("inspection.in_two_teams")
    if not keepers:
        raise refusal("inspection.too_few_custodians")


def _shape(waves: Sequence[Row], sites: int, areas: int) -> tuple[tuple[int, ...], ...]:
    departures = [wave["departs_at"] for wave in waves]
    visits = [wave["sites"] for wave in waves]
    if departures != sorted(set(departures)) or sum(visits) != sites:
        raise refusal("inspection.waves_do_not_add_up", sites=sites)
    try:
        return rules.slots(visits, areas)
    except ValueError as impossible:
        raise refusal("waves.cannot_split") from impossible
