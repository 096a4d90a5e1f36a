"""One replay from the first day to the last, with its progress shown."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import translation

from wardline.base.places import clock
from wardline.front.duty.packs import loading
from wardline.front.duty.packs.shapes import Pack
from wardline.front.duty.replay import (
    checking,
    covering,
    gate,
    hours,
    inspecting,
    norms,
    publishing,
    relaying,
    reporting,
    routine,
)
from wardline.front.duty.replay.stage import Stage, set_up

SCENES = (
    norms,
    routine,
    reporting,
    gate,
    relaying,
    checking,
    inspecting,
    covering,
    publishing,
    hours,
)


def replay(
    pack: Pack, said: Callable[[int, int], None] = lambda done, of: None
) -> Stage:
    """Load a pack as it stood on the first day, then live through its scenario.

    ``said`` is told how many deeds are done, of how many known so far. Raises
    ValueError for a pack without a scenario.
    """
    if pack.scenario is None:
        raise ValueError(f"The pack {pack.code} has no scenario to replay.")
    # what people write down is written in the authority's language
    with translation.override(pack.language):
        return _played(pack, said)


def _played(pack: Pack, said: Callable[[int, int], None]) -> Stage:
    begins = datetime.combine(pack.scenario.starts, time(0, 0), pack.zone)
    with clock.set_to(begins):
        loading.load(pack, until=pack.scenario.starts)
        stage = set_up(pack)
    for scene in SCENES:
        scene.put_on(stage)
    stage.play(pack.scenario.served_at - timedelta(seconds=1), said)
    return stage
