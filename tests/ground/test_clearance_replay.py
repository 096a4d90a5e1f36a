"""A kept decision is taken again byte for byte, whatever came later; and what is
missing or was changed is named."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.spec.clearance.test_cases import ROWS, ZONE
from wardline.ground import seal
from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    Isolated,
    Kept,
    Policy,
    Retraction,
    evaluate,
    hash_fact,
    keep,
    replay,
)
from wardline.ground.rules.clearance.rehearsal import read_row
from wardline.ground.rules.clearance.rehearsal.short_form import NUMBERS, short_policy

CONTENT = {
    "id": "p",
    "version": "1",
    "valid_from": "2020-03-01",
    "clauses": [
        {"type": "isolation", "single_room": True},
        {"type": "duration", "min_days": 14},
        {"type": "reset", "on": ["left_room"]},
        {"type": "symptom_log", "per_day": 1},
        {"type": "test", "from_day": 14, "valid_hours": 72},
    ],
}


def case(name="C11"):
    return read_row(ROWS[name], ZONE)


def decided(facts, at, contents=(CONTENT,)):
    policies = [Policy.from_plain(content) for content in contents]
    return evaluate(policies, facts, at, at, zone=ZONE)


def kept(facts, at, contents=(CONTENT,)):
    return keep(decided(facts, at, contents), contents, facts)


@pytest.mark.parametrize("name", ["C01", "C11", "N11", "N45", "X06"])
def test_decision_is_the_same_again_after_any_later_change(name):
    told = case(name)
    facts, at = list(told.facts), told.decide_at
    before = kept(facts, at)
    later = at + timedelta(hours=2)
    first = next(fact for fact in facts if isinstance(fact, Isolated))
    facts += [
        Breach(
            id="late",
            occurred_at=at - timedelta(days=1),
            recorded_at=later,
            kind=BreachKind.LEFT_ROOM,
        ),
        replace(first, id="moved", recorded_at=later, supersedes=first.id),
        Retraction(id="no", occurred_at=at, recorded_at=later, supersedes="3"),
    ]
    stricter = {**CONTENT, "version": "2", "clauses": CONTENT["clauses"][:2]}
    again = replay(before, [stricter, CONTENT], reversed(facts))
    assert again.same
    assert seal.canonical_bytes(again.decision) == seal.canonical_bytes(before.decision)
    # and asked anew, it is not the same
    assert decided(facts, later).as_plain() != before.decision


def test_decision_kept_as_json_is_the_same_again():
    told = case()
    first = kept(told.facts, told.decide_at)
    stored = seal.canonical_bytes(
        {
            "decision": first.decision,
            "policies": first.policies,
            "evidence": first.evidence,
            "fingerprint": first.fingerprint,
        }
    )
    assert replay(Kept(**json.loads(stored)), [CONTENT], told.facts).same


def test_what_is_missing_or_was_changed_is_named():
    told = case()
    facts, before = list(told.facts), kept(told.facts, told.decide_at)

    def codes(contents=(CONTENT,), evidence=facts, stored=before):
        found = replay(stored, contents, evidence)
        assert not found.same
        return [fault.code for fault in found.faults]

    changed = [replace(facts[0], alone=False), *facts[1:]]
    assert codes(evidence=facts[1:]) == ["replay.fact_missing"]
    assert codes(evidence=changed) == ["replay.fact_changed"]
    assert codes(contents=()) == ["replay.policy_missing"]
    assert codes(contents=[{**CONTENT, "place": "62"}]) == ["replay.policy_changed"]
    forged = {**before.decision, "status": "cleared"}
    assert codes(stored=replace(before, decision=forged)) == ["replay.tampered"]
    sealed = replace(before, decision=forged, fingerprint=seal.fingerprint(forged))
    assert codes(stored=sealed) == ["replay.differs"]
    older = {**before.decision, "engine": "clearance/1"}
    old = replace(before, decision=older, fingerprint=seal.fingerprint(older))
    assert codes(stored=old) == ["replay.engine"]


def test_what_was_not_known_is_not_kept():
    told = case("C19")
    at = told.decide_at
    late = [fact for fact in told.facts if fact.recorded_at > at]
    assert late
    assert not {fact.id for fact in late} & set(kept(told.facts, at).evidence)


def test_hash_of_a_fact_is_of_what_it_says():
    [first, *_] = case().facts
    assert hash_fact(first) == hash_fact(replace(first))
    assert hash_fact(first) != hash_fact(replace(first, alone=False))
    # a field that says nothing adds nothing: facts may grow fields
    assert hash_fact(first) == hash_fact(replace(first, room=""))


def test_short_form_names_what_is_not_its_own():
    with pytest.raises(KeyError, match="colour"):
        short_policy({**dict.fromkeys(NUMBERS, 1), "colour": "red"})
