"""What the authority ordered after the first day: levels, holds, measures, policies."""

from datetime import timedelta

from wardline.front.duty.packs import loading
from wardline.front.duty.replay.stage import Stage


def put_on(stage: Stage) -> None:
    """Let the authority's officer set each day's norms before the day's work."""
    by = stage.chief
    for on in stage.days()[1:]:
        yesterday = on - timedelta(days=1)
        stage.scene_at(
            stage.moment(on, "00:30"),
            lambda after=yesterday, until=on: loading.load_norms(
                stage.pack, by, after, until
            ),
        )
