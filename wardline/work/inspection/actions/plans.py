"""The checklist, and the plan: all that is fixed before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.correction import visiting
from wardline.ground.methods import draw
from wardline.ground.methods import waves as rules
from wardline.work.inspection import framing, guards, queries
from wardline.work.inspection.models import (
    Plan,
    Question,
    Team,
)

Row = Mapping[str, Any]
# when a wave departs, unless the plan says otherwise
DEPARTURE = time(6, 30)
# spare homes drawn in each area, for those that turn out closed
RESERVES = 2
_COLUMNS = ("aspect", "question_zh", "question_en", "measure_code", "severity")


def set_checklist(*, by: Post, at: str, rows: Iterable[Row]) -> list[Question]:
    """Set the checklist of a place: known codes change, missing ones are retired.

    Rows: code, aspect, question_zh, question_en, measure_code, severity,
    institution_kinds (empty: all).
    """
    with deed(by=by, verb=Verb.SET_CHECKLIST, at=at) as note:
        made = [
            Question.objects.update_or_create(
                place_id=at,
                code=row["code"],
                defaults={name: row[name] for name in _COLUMNS if name in row}
                | {"institution_kinds": list(row.get("institution_kinds", ()))}
                | {"position": position, "retired_on": None},
            )[0]
            for position, row in enumerate(rows, start=1)
        ]
        Question.objects.filter(place_id=at, retired_on=None).exclude(
            pk__in=[question.pk for question in made]
        ).update(retired_on=clock.today())
        note("inspection.question", rows=len(made))
    return made


def commit_plan(
    *,
    by: Post,
    at: str,
    code: str,
    title_zh: str,
    title_en: str,
    from_on: date,
    to_on: date,
    teams: Sequence[Row],
    n_sites: int,
    n_strata: int,
    must_include: Sequence[str] = (),
    floor: int = draw.FLOOR,
    within_days: int | None = None,
    n_waves: int | None = None,
    reserves: int = RESERVES,
    by_kind: bool = False,
    looks_back: bool = False,
    crew: int = 0,
    waves: Sequence[Row] | None = None,
    frame: Sequence[Row] | None = None,
    custodians: Sequence[Post] | None = None,
    stand_ins: Sequence[Post] | None = None,
    key: str | None = None,
) -> Plan:
    """Fix everything that a draw rests on, and keep its fingerprint.

    Order: the areas are shared among the waves by their visits (largest remainder),
    each wave shares its visits evenly among its areas; every area gets a frame for
    each such number; the outline of all that is hashed. What will be drawn nobody
    knows. ``teams``: code, name_zh, name_en, leader (Post), inspectors (Posts), and
    ``crew`` inspectors drawn besides. ``waves``: departs_at, sites; else one a day, or
    ``n_waves`` on days that are drawn too. A home unseen for ``within_days`` must be
    seen: its floor rises to certainty, its area is entered. ``by_kind``: each kind of
    home in an area has its own frame and visits. ``looks_back``: only homes with closed
    findings are drawn, weighed by them, and nobody goes where they had a part in one.
    ``frame``: institution, area, kind, points; else ``queries.frame``. Of three
    custodians or more the last stands in for whoever withholds a share; a single one
    makes a weaker draw.
    """
    with deed(by=by, verb=Verb.COMMIT_PLAN, at=at, key=key) as note:
        if Plan.objects.filter(place_id=at, code=code).exists():
            raise refusal("inspection.code_taken", plan=code)
        keepers, spare = _keepers(at, custodians, stand_ins)
        _refuse_unfit(from_on, to_on, teams, keepers)
        days = _days(from_on, to_on, waves, n_waves, n_sites)
        rows = list(frame or queries.frame(by, at))
        closed = queries.closed_homes(by, rows) if looks_back else {}
        rows = queries.weighed(rows, closed) if looks_back else rows
        if looks_back and not rows:
            raise refusal("correction.nothing_closed")
        floors = _floors(by, rows, floor, within_days)
        due = {r["area"] for r in rows if floors[r["institution"]] == draw.WHOLE}
        shape = _shape(days.waves, n_sites, n_strata)
        frames = framing.frames(code, rows, shape, floors, reserves, by_kind)
        outline = rules.Outline(
            campaign=code,
            waves=shape,
            fixed=tuple(sorted({*must_include, *due})),
            frames=tuple((area, n, each.hash) for area, n, each in frames),
            custodians=tuple(map(queries.custodian_name, keepers)),
            stand_ins=tuple(map(queries.custodian_name, spare)),
            teams=_leaders(teams),
            days=len(days.departures),
            go=draw.WHOLE * len(shape) // len(days.departures),
            inspectors=_register(at, teams, crew),
            recusals=_recusals(by, at, teams, closed),
            crew=crew,
        )
        guards.refuse_outline(outline, framing.homes(rows))
        guards.refuse_part_of_all(outline, closed)
        plan = Plan.objects.create(
            place_id=at,
            code=code,
            title_zh=title_zh,
            title_en=title_en,
            from_on=from_on,
            to_on=to_on,
            departures=[moment.isoformat() for moment in days.departures],
            outline=outline.as_plain(),
            frame_hash=outline.hash,
            frames=[each.as_plain() for _area, _n, each in frames],
            committed_at=clock.now(),
            committed_by=by,
        )
        _keep_teams(plan, teams)
        if looks_back:
            visiting.begin(by, plan.frame_hash, closed)
        send.to([*keepers, *spare], "plan.committed", url=_url(plan), plan=code)
        note(plan, frame_hash=outline.hash, homes=len(rows), waves=len(shape))
    return plan


@dataclass(frozen=True, slots=True)
class _Days:
    """When a wave may depart, and how much each that goes visits."""

    departures: list[datetime]
    waves: Sequence[Row]


def _days(
    from_on: date,
    to_on: date,
    waves: Sequence[Row] | None,
    many: int | None,
    sites: int,
) -> _Days:
    """Take the days as told; or every day of the span, of which so many will go."""
    if waves:
        return _Days([wave["departs_at"] for wave in waves], waves)
    span = (to_on - from_on).days + 1
    every = [
        datetime.combine(from_on + timedelta(day), DEPARTURE, places.zone())
        for day in range(span)
    ]
    many = many or span
    if not 0 < many <= span or sites < many:
        raise refusal("waves.cannot_split")
    shares = rules.split(sites, [1] * many)
    return _Days(
        every,
        [{"departs_at": at, "sites": n} for at, n in zip(every, shares, strict=False)],
    )


def _keepers(
    at: str, custodians: Sequence[Post] | None, stand_ins: Sequence[Post] | None
) -> tuple[list[Post], list[Post]]:
    """Return who holds the seed, and who stands in for them."""
    named = list(custodians or accounts.holders(at, "custodian"))
    if stand_ins is not None:
        return named, list(stand_ins)
    seats = max(len(named) - 1, draw.FEWEST_CUSTODIANS)
    return named[:seats], named[seats:]


def _floors(
    by: Post, rows: Sequence[Row], floor: int, within: int | None
) -> dict[str, int]:
    unseen = queries.unseen(by)
    return {
        row["institution"]: draw.rising_floor(unseen(row["institution"]), within, floor)
        for row in rows
    }


def _leaders(teams: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    pairs = zip(_codes(teams), teams, strict=True)
    return tuple((code, str(row["leader"].pk)) for code, row in pairs)


def _register(at: str, teams: Sequence[Row], crew: int) -> tuple[str, ...]:
    """Return whom the crews are drawn from: every inspector who is in no team."""
    named = {post.pk for team in teams for post in _members(team)}
    found = accounts.holders(at, "inspector") if crew else []
    return tuple(str(post.pk) for post in found if post.pk not in named)


def _recusals(
    by: Post, at: str, teams: Sequence[Row], closed: Mapping[str, Sequence[Any]]
) -> tuple[tuple[str, str], ...]:
    """Return who keeps away: for an interest, or for a part in what is looked at."""
    named = [post for team in teams for post in _members(team)]
    posts = [*named, *accounts.holders(at, "inspector")] if closed else []
    return tuple(sorted({*queries.recused(by), *queries.taken_part(posts, closed)}))


def _url(plan: Plan) -> str:
    return reverse("inspection:plan", args=[plan.pk])


def _refuse_unfit(
    from_on: date, to_on: date, teams: Sequence[Row], keepers: Sequence[Post]
) -> None:
    if to_on < from_on:
        raise refusal("inspection.ends_before_it_begins")
    if not teams:
        raise refusal("inspection.no_team")
    posts = [post.pk for team in teams for post in _members(team)]
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


def _codes(teams: Sequence[Row]) -> list[str]:
    return [row.get("code") or f"team-{n}" for n, row in enumerate(teams, start=1)]


def _members(team: Row) -> list[Post]:
    found = {post.pk: post for post in (team["leader"], *team.get("inspectors", ()))}
    return list(found.values())


def _keep_teams(plan: Plan, teams: Sequence[Row]) -> None:
    Team.objects.bulk_create(
        Team(
            place_id=plan.place_id,
            plan=plan,
            code=code,
            name_zh=row.get("name_zh", ""),
            name_en=row.get("name_en", ""),
            leader=row["leader"],
            post_ids=[post.pk for post in _members(row)],
        )
        for code, row in zip(_codes(teams), teams, strict=True)
    )
