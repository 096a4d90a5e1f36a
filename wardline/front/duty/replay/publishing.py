"""The bulletin: drafted from the template on the last day, then published."""

from wardline.front.bulletins import actions, queries
from wardline.front.duty.replay.stage import Stage


def put_on(stage: Stage) -> None:
    """Draft at one hour, publish at another, by the posts that the scenario names."""
    plan = stage.scenario.bulletin
    if plan is None or stage.pack.bulletin is None:
        return
    by, second = stage.posts[plan.by], stage.posts[plan.second]

    def draft() -> None:
        template = queries.templates(by).get(code="bulletin")
        stage.props["bulletin"] = actions.draft(
            by=by, template=template, on=plan.drafted_at.date()
        )

    stage.scene_at(plan.drafted_at, draft)
    stage.at(
        plan.published_at,
        lambda: actions.publish(by=second, bulletin=stage.props["bulletin"]),
    )
