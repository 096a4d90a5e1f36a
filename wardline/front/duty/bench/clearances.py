"""Ten thousand verdicts on whether somebody may leave isolation, with their facts."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from wardline.base.places import scope
from wardline.core.roster import queries as roster
from wardline.front.duty.bench.desk import NATION, officer
from wardline.front.duty.bench.timing import Measured, timed
from wardline.work.gate import queries as gate

# how many are asked one by one, for comparison
_FEW = 100


def verdicts(runs: int) -> Iterator[Measured | str]:
    """Time the whole board of the nation, and the same person by person."""
    viewer = officer(NATION)
    with scope.entered(NATION, viewer.user_id):
        states = Counter(state for _, state in gate.states(viewer))
        number = states.total()
        few = list(roster.isolating(viewer)[:_FEW])
        taken = [_took(lambda: gate.states(viewer)) for _ in range(runs)]
        yield Measured(
            f"{number:,} clearance verdicts with their facts",
            [took for took, _ in taken],
            # the aim is for ten thousand
            aim=1000 if number >= 10_000 else None,
        )
        yield Measured(
            "  of which Python waits for the database",
            [waited for _, waited in taken],
        )
        singly = timed(lambda: [gate.case(viewer, each) for each in few])[0]
    told = ", ".join(f"{state} {count:,}" for state, count in sorted(states.items()))
    yield f"  verdicts: {told}"
    whole = Measured("", [took for took, _ in taken]).median
    if few and number:
        ratio = (singly / len(few)) / (whole / number)
        each = singly / len(few)
        yield f"person by person: {each:.1f} ms each, {ratio:.0f} times as long"


def _took(act: Callable[[], Any]) -> tuple[float, float]:
    """Return how many milliseconds it took, and in how many of them nothing was done
    here: several questions are under way at once, so that they cannot be added up."""
    busy = time.process_time()
    whole, _tally = timed(act)
    return whole, whole - (time.process_time() - busy) * 1000
