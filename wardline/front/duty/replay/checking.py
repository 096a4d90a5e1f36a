"""Institutions check themselves the day before the teams leave; some are too kind."""

from datetime import datetime, timedelta

from wardline.core.guidance import queries as guidance
from wardline.front.duty.replay.stage import Stage
from wardline.work.inspection import actions as inspection


def put_on(stage: Stage) -> None:
    """Let a share of the homes answer, each at a minute of its own."""
    plan = stage.scenario.inspection
    share = stage.routine("self_checks_per_mille", 0)
    if plan is None or not share:
        return
    begins = stage.moment(plan.waves[0].on - timedelta(days=1), "15:00")
    for home in stage.pack.institutions:
        chance = stage.chance("self-check", home.code)
        if chance.randrange(1000) < share:
            at = begins + timedelta(minutes=chance.randrange(120))
            stage.scene_at(at, lambda code=home.code, at=at: _answer(stage, code, at))


def _answer(stage: Stage, code: str, at: datetime) -> None:
    by, chance = stage.posts[f"{code}.head"], stage.chance("answers", code)
    bound = guidance.binding(by, by.place, at.astimezone(stage.pack.zone).date())
    answers = {
        one.code: "partly" if chance.randrange(1000) < 30 else "yes" for one in bound
    }
    inspection.answer_self_check(by=by, answers=answers, notes={})
