"""The checklist, and the plan: all that is fixed before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import visiting
from wardline.work.inspection import outlining
from wardline.work.inspection.models import (
    Plan,
    Question,
    Team,
)

Row = Mapping[str, Any]
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
    title_zh: str,
    title_en: str,
    key: str | None = None,
    **terms: Any,
) -> Plan:
    """Fix everything that a draw rests on (``outlining.Terms``), and keep its
    fingerprint. What will be drawn nobody knows."""
    told = outlining.Terms(**terms)
    with deed(by=by, verb=Verb.COMMIT_PLAN, at=at, key=key) as note:
        if Plan.objects.filter(place_id=at, code=told.code).exists():
            raise refusal("inspection.code_taken", plan=told.code)
        fixed = outlining.fix(by, at, told)
        plan = Plan.objects.create(
            place_id=at,
            code=told.code,
            title_zh=title_zh,
            title_en=title_en,
            from_on=told.from_on,
            to_on=told.to_on,
            departures=[moment.isoformat() for moment in fixed.departures],
            outline=fixed.outline.as_plain(),
            frame_hash=fixed.outline.hash,
            frames=[each.as_plain() for _area, _n, each in fixed.frames],
            committed_at=clock.now(),
            committed_by=by,
        )
        _keep_teams(plan, told.teams)
        if told.looks_back:
            visiting.begin(by, plan.frame_hash, fixed.closed)
        url = reverse("inspection:plan", args=[plan.pk])
        send.to(fixed.keepers, "plan.committed", url=url, plan=plan.code)
        waves = len(fixed.outline.waves)
        note(plan, frame_hash=plan.frame_hash, homes=fixed.homes, waves=waves)
    return plan


def _keep_teams(plan: Plan, teams: Sequence[Row]) -> None:
    Team.objects.bulk_create(
        Team(
            place_id=plan.place_id,
            plan=plan,
            code=code,
            name_zh=row.get("name_zh", ""),
            name_en=row.get("name_en", ""),
            leader=row["leader"],
            post_ids=[post.pk for post in outlining.members(row)],
        )
        for code, row in zip(outlining.codes(teams), teams, strict=True)
    )
