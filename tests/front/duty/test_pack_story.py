"""The story of each pack follows from its own policies: no verdict is wished for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from wardline.front.duty.packs import reading
from wardline.front.duty.packs.shapes import Event, Pack
from wardline.ground.rules import clearance

PACKS = Path(__file__).resolve().parents[3] / "packs"


def facts(event: Event, number: int) -> Iterator[clearance.Fact]:
    """An event as evidence; everybody is asked for symptoms twice a day."""
    said = {"id": f"{number:03d}", "occurred_at": event.at, "recorded_at": event.at}
    match event.kind:
        case "arrive":
            yield clearance.Isolated(**said)
            for half in range(40):
                at = event.at + timedelta(hours=12 * half + 1)
                asked = {"id": f"{number}-{half}", "occurred_at": at, "recorded_at": at}
                yield clearance.Symptoms(**asked, presence=clearance.Presence.ABSENT)
        case "breach":
            kind = clearance.BreachKind(str(event.params["what"]))
            yield clearance.Breach(**said, kind=kind, ended_at=event.at)
        case "test":
            result = clearance.Result(str(event.params["result"]))
            yield clearance.LabTest(**said, result=result)


def verdicts(pack: Pack) -> Iterator[tuple[Event, str]]:
    assert pack.scenario
    policies = [clearance.Policy.from_plain(p.plain) for p in pack.policies]
    events = sorted(pack.scenario.events, key=lambda event: event.at)
    for judged in (e for e in events if e.kind == "judge"):
        began = next(e for e in events if e.subject == judged.subject)
        evidence = [
            fact
            for number, event in enumerate(events)
            if event.subject == judged.subject
            for fact in facts(event, number)
        ]
        on = judged.at.date()
        binding = [p for p in policies if p.in_force(began.at.date(), on)]
        decision = clearance.evaluate(
            binding, evidence, judged.at, judged.at, zone=pack.zone
        )
        yield judged, decision.status.value


@pytest.mark.parametrize("name", ["gansu-2020", "tavaia"])
def test_story_verdicts_follow_from_the_policies(name: str) -> None:
    told = [
        (event.subject, f"{event.at:%m-%d}", event.expects, found)
        for event, found in verdicts(reading.read(PACKS / name))
    ]
    assert told
    assert [row for row in told if row[2] != row[3]] == []
