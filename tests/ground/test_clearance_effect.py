"""What a draft would change is shown by people, not by numbers."""

from datetime import timedelta

import pytest

from tests.spec.clearance.test_cases import ROWS, ZONE
from wardline.ground.rules.clearance import Policy, Symptoms, evaluate
from wardline.ground.rules.clearance.rehearsal import (
    History,
    cases,
    difference,
    generate,
    judge,
    near,
    read_row,
)
from wardline.ground.rules.clearance.rehearsal.histories import World
from wardline.ground.verdict import Outcome

MISSION = {
    "isolation": {"single_room": True},
    "duration": {"min_days": 14},
    "reset": {"on": ["left_room", "visitor"]},
    "symptom_free": {"last_days": 14},
    "symptom_log": {"per_day": 2},
    "test": {"from_day": 14, "valid_hours": 72},
}


def policy(version="1", more=(), **changes):
    rows = [
        {"type": kind, **says, **changes.get(kind, {})}
        for kind, says in MISSION.items()
        if changes.get(kind, {}) is not None
    ]
    plain = {"id": "p", "version": version, "valid_from": "2020-03-01"}
    return Policy.from_plain({**plain, "clauses": [*rows, *more]})


def compare(draft, number=1_200, fixtures=()):
    return difference(policy(), draft, fixtures, zone=ZONE, seed=7, number=number)


def cleared(asked, history):
    at = history.decide_at
    found = evaluate([asked], history.facts, at, at, zone=ZONE)
    return found.status is Outcome.CLEARED


def test_draft_that_asks_the_same_changes_nothing():
    found = compare(policy("2"))
    assert (found.only_before, found.only_after) == ((), ())
    assert (found.weaker, found.stricter) == (False, False)
    assert (found.example_before, found.example_after) == (None, None)
    assert found.tried == 1_200
    assert found.cleared_by_both > 150


@pytest.mark.parametrize(
    "laxer",
    [
        {"duration": {"min_days": 13}, "test": {"from_day": 13}},
        {"test": {"valid_hours": 96}},
        {"reset": {"on": ["visitor"]}},
        {"symptom_log": {"per_day": 1}},
        {"symptom_free": {"last_days": 7}},
        {"test": None},
    ],
)
def test_draft_that_asks_less_is_weaker_and_shown_by_whom(laxer):
    found = compare(policy("2", **laxer))
    assert found.weaker and not found.stricter
    example = found.example_after
    assert cleared(policy("2", **laxer), example) and not cleared(policy(), example)
    assert len(example.facts) == min(len(each.facts) for each in found.only_after)


def test_draft_that_asks_more_is_stricter():
    found = compare(policy("2", more=[{"type": "sign_off", "roles": ["doctor"]}]))
    assert found.stricter and not found.weaker
    assert found.example_before in found.only_before


def test_draft_may_be_weaker_for_some_and_stricter_for_others():
    found = compare(policy("2", duration={"min_days": 15}, test={"from_day": 10}))
    assert found.weaker and found.stricter


def test_options_and_floors_are_compared_by_what_they_say():
    days = [{"clauses": [{"type": "duration", "min_days": n}]} for n in (10, 21)]
    plain = {
        "id": "p",
        "version": "2",
        "valid_from": "2020-03-01",
        "clauses": [{"type": "isolation", "single_room": True}],
        "options": days,
        "floors": ["nowhere"],
    }
    assert compare(Policy.from_plain(plain), 500).weaker


def test_fixtures_are_judged_as_well():
    case = read_row(ROWS["N08"], ZONE)
    fixture = History("N08", case.facts, case.decide_at)
    log = {"symptom_log": {"per_day": 1}}
    found = difference(
        policy(**log),
        policy("2", reset={"on": ["left_room"]}, **log),
        [fixture],
        zone=ZONE,
        seed=1,
        number=0,
    )
    assert found.only_after == (fixture,)


def test_same_seed_gives_the_same_people_and_another_gives_others():
    world = World(ZONE, (14,), ("hotel", "home"), ("head",))
    first = list(generate(world, 40, 3))
    assert list(generate(world, 40, 3)) == first
    assert list(generate(world, 40, 4)) != first


def test_any_history_can_be_told_again_by_its_number():
    world = World(ZONE, (14,), ("hotel",))
    whole = list(generate(world, 30, 3))
    assert list(generate(world, 10, 3, first=20)) == whole[20:]
    assert [each.name for each in whole[:2]] == ["3/0", "3/1"]


def test_several_versions_in_force_clear_together_or_not_at_all():
    people = list(generate(near([policy()], ZONE), 300, 5))
    loose, strict = policy(test=None), policy(symptom_free={"last_days": 10})
    together = [each.before for each in judge([loose, strict], policy(), people, ZONE)]
    apart = [
        [each.before for each in judge([one], policy(), people, ZONE)]
        for one in (loose, strict)
    ]
    assert together == [all(pair) for pair in zip(*apart, strict=True)]
    assert sum(apart[0]) > sum(together) > 20


def test_where_nothing_is_in_force_nobody_is_cleared():
    people = generate(near([policy()], ZONE), 200, 5)
    judged = list(judge([], policy(), people, ZONE))
    assert not any(each.before for each in judged)
    assert any(each.after for each in judged)


def test_cases_of_the_tables_can_be_rehearsed():
    found = cases.fixtures(ZONE)
    assert set(found) == set(ROWS)
    assert found["C11"].history.decide_at == read_row(ROWS["C11"], ZONE).decide_at
    assert found["C11"].text_zh and found["C11"].text_en
    judged = judge([policy()], policy(), (f.history for f in found.values()), ZONE)
    assert len(list(judged)) == len(ROWS) > 200


def test_without_trouble_all_goes_well():
    easy = World(ZONE, trouble=0)
    found = [cleared(policy(test=None), each) for each in generate(easy, 100, 1)]
    early = [
        each.decide_at < each.facts[0].occurred_at + timedelta(days=15)
        for each in generate(easy, 100, 1)
    ]
    assert all(out or soon for out, soon in zip(found, early, strict=True))
    assert sum(found) > 50


def test_histories_have_looks_that_found_something_and_that_were_hidden():
    looks = [
        fact
        for each in generate(World(ZONE, trouble=3), 400, 2)
        for fact in each.facts
        if isinstance(fact, Symptoms)
    ]
    assert {(look.presence.value, look.antipyretic) for look in looks} == {
        ("absent", False),
        ("absent", True),
        ("present", False),
    }
