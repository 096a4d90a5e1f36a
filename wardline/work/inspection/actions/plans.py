"""The checklist, and the plan: all that is fixed before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from wardline.ground.methods import draw
from wardline.ground.methods import waves as rules
from wardline.work.inspection import guards, queries
from wardline.work.inspection.models import (
    Plan,
    Question,
    Team,
)

Row = Mapping[str, Any]
# when a wave departs, unless the plan says otherwise
DEPARTURE = time(6, 30)
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
    waves: Sequence[Row] | None = None,
    frame: Sequence[Row] | None = None,
    custodians: Sequence[Post] | None = None,
    key: str | None = None,
) -> Plan:
    """Fix everything that a draw rests on, and keep its fingerprint.

    Order: the areas are shared among the waves by their visits (largest remainder),
    each wave shares its visits evenly among its areas; every area gets a frame for
    each such number; the outline of all that is hashed. What will be drawn nobody
    knows. ``teams``: code, name_zh, name_en, leader (Post), inspectors (Posts).
    ``waves``: departs_at, sites; else one a day. ``frame``: institution, area, points;
    else ``queries.frame``.
    """
    with deed(by=by, verb=Verb.COMMIT_PLAN, at=at, key=key) as note:
        if Plan.objects.filter(place_id=at, code=code).exists():
            raise refusal("inspection.code_taken", plan=code)
        keepers = list(custodians or accounts.holders(at, "custodian"))
        _refuse_unfit(from_on, to_on, teams, keepers)
        waves = list(waves or _one_a_day(from_on, to_on, n_sites))
        shape = _shape(waves, n_sites, n_strata)
        rows = list(frame or queries.frame(by, at))
        frames = _frames(code, rows, shape, floor, keepers)
        outline = _outline(code, shape, must_include, frames, teams)
        guards.refuse_outline(outline, _homes(rows))
        plan = Plan.objects.create(
            place_id=at,
            code=code,
            title_zh=title_zh,
            title_en=title_en,
            from_on=from_on,
            to_on=to_on,
            departures=[wave["departs_at"].isoformat() for wave in waves],
            outline=outline.as_plain(),
            frame_hash=outline.hash,
            frames=[each.as_plain() for each in frames],
            committed_at=clock.now(),
            committed_by=by,
        )
        _keep_teams(plan, teams)
        send.to(keepers, "plan.committed", url=_url(plan), plan=code)
        note(plan, frame_hash=outline.hash, homes=len(rows), waves=len(shape))
    return plan


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
    if len(keepers) < guards.FEWEST_CUSTODIANS:
        raise refusal("inspection.too_few_custodians")


def _one_a_day(from_on: date, to_on: date, sites: int) -> list[Row]:
    days = (to_on - from_on).days + 1
    if sites < days:
        raise refusal("waves.cannot_split")
    zone = places.zone()
    return [
        {
            "departs_at": datetime.combine(from_on + timedelta(day), DEPARTURE, zone),
            "sites": number,
        }
        for day, number in enumerate(rules.split(sites, [1] * days))
    ]


def _shape(waves: Sequence[Row], sites: int, areas: int) -> tuple[tuple[int, ...], ...]:
    departures = [wave["departs_at"] for wave in waves]
    visits = [wave["sites"] for wave in waves]
    if departures != sorted(set(departures)) or sum(visits) != sites:
        raise refusal("inspection.waves_do_not_add_up", sites=sites)
    try:
        return rules.slots(visits, areas)
    except ValueError as impossible:
        raise refusal("waves.cannot_split") from impossible


def _homes(rows: Iterable[Row]) -> dict[str, int]:
    return Counter(row["area"] for row in rows)


def _frames(
    code: str,
    rows: Sequence[Row],
    shape: Sequence[Sequence[int]],
    floor: int,
    keepers: Iterable[Post],
) -> list[draw.Frame]:
    """Make a frame for each area and each number of visits that it can fill."""
    names = tuple(sorted(map(queries.custodian_name, keepers)))
    found = []
    for area, homes in sorted(_homes(rows).items()):
        units = [
            draw.Unit(row["institution"], sum(row["points"].values()), floor)
            for row in rows
            if row["area"] == area
        ]
        found += [
            draw.Frame(code, area, size, draw.inclusions(units, size), names)
            for size in sorted({size for wave in shape for size in wave})
            if size <= homes
        ]
    return found


def _outline(
    code: str,
    shape: tuple[tuple[int, ...], ...],
    fixed: Sequence[str],
    frames: Sequence[draw.Frame],
    teams: Sequence[Row],
) -> rules.Outline:
    return rules.Outline(
        campaign=code,
        waves=shape,
        fixed=tuple(sorted(set(fixed))),
        frames=tuple((each.stratum, each.size, each.hash) for each in frames),
        custodians=frames[0].custodians if frames else (),
        teams=tuple(_codes(teams)),
    )


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
