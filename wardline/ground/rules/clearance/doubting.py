"""Facts that do not fit together: somebody should look at them again.

A doubt is said beside the decision. What was written down before it happened helps
nobody (where it is used that is seen to); the rest counts as it stands.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wardline.ground.rules.clearance.circumstances import Shared
from wardline.ground.rules.clearance.evidence import (
    Fact,
    Isolated,
    Known,
    LabTest,
    Lasting,
    Signed,
    Symptoms,
)
from wardline.ground.verdict import Reason

HOUR = timedelta(hours=1)
# what is written down at the bedside, and what has to come from a laboratory; what is
# found out by asking comes late by its nature
LATE: dict[type[Fact], timedelta] = {
    Isolated: 24 * HOUR,
    Symptoms: 24 * HOUR,
    Signed: 24 * HOUR,
    LabTest: 72 * HOUR,
}


def doubts(facts: Known) -> tuple[Reason, ...]:
    """Say which facts need another look, in coded reasons."""
    late = [
        fact
        for kind, limit in LATE.items()
        for fact in facts.of(kind)
        if fact.recorded_at - fact.occurred_at > limit
    ]
    ahead = [fact for fact in facts if fact.id in facts.ahead] if facts.ahead else []
    clocks = (
        ("doubt.ahead", ahead),
        ("doubt.late", late),
        ("doubt.to_come", facts.to_come),
    )
    return (*(_off(code, found) for code, found in clocks if found), *_rooms(facts))


def _off(code: str, found: Sequence[Fact]) -> Reason:
    worst = max(
        found, key=lambda fact: (abs(fact.recorded_at - fact.occurred_at), fact.id)
    )
    return Reason(
        code,
        {
            "at": worst.occurred_at,
            "recorded_at": worst.recorded_at,
            "hours": abs(worst.recorded_at - worst.occurred_at) // HOUR,
            "count": len(found),
            "facts": sorted(fact.id for fact in found),
        },
    )


def _rooms(facts: Known) -> Iterator[Reason]:
    """Name rooms in which somebody is said to be alone and was not."""
    for shared in facts.of(Shared):
        alone = [
            each.id
            for each in facts.of(Isolated)
            if each.alone and each.room == shared.room and _meet(each, shared)
        ]
        if alone:
            code = "doubt.two_in_bed" if shared.bed else "doubt.two_in_room"
            args = {"room": shared.room, "bed": shared.bed, "since": shared.occurred_at}
            yield Reason(code, {**args, "facts": [*alone, shared.id]})


def _meet(one: Lasting, other: Lasting) -> bool:
    return one.running(other.occurred_at) and other.running(one.occurred_at)
