"""Clearance: what bars it, what was known when, and several policies at once."""

import json
from datetime import datetime

import pytest

from tests.ground.clearance import (
    ALONE,
    DURATION,
    ISOLATION,
    at,
    decide,
    fact,
    policy,
    said,
    swab,
)
from wardline.ground.rules.clearance import (
    CaseState,
    CaseStatus,
    Ended,
    Isolated,
    Result,
    Retraction,
    Suspension,
)
from wardline.ground.verdict import Outcome, Verdict

# ── what bars the pathway ──


def ill(day, state, hour=12):
    return fact(CaseStatus, at(day, hour), f"{state}-{day}", state=state)


def test_positive_test_bars_until_a_physician_ends_it():
    asked = policy(ISOLATION, DURATION)
    positive = swab(5, id="bad", result=Result.POSITIVE)
    decision = decide(asked, ALONE, positive)
    assert decision.status is Outcome.BLOCKED
    assert decision.earliest is None
    assert decision.verdict.codes == ("case.positive_test",)
    assert said(decision, "case").evidence == ("bad",)
    over = ill(9, CaseState.RECOVERED)
    assert decide(asked, ALONE, positive, over).status is Outcome.CLEARED
    again = ill(10, CaseState.SUSPECTED)
    decision = decide(asked, ALONE, positive, over, again)
    assert decision.verdict.codes == ("case.suspected",)


def test_suspension_by_an_authority_bars_while_it_lasts():
    asked = policy(ISOLATION, DURATION)
    stop = fact(Suspension, at(15), "stop", document="out only, not in")
    decision = decide(asked, ALONE, stop)
    assert decision.status is Outcome.BLOCKED
    assert decision.verdict.reasons[0].rests_on == "out only, not in"
    ended = fact(Suspension, at(14), "s", ended_at=at(15), document="d")
    assert decide(asked, ALONE, ended).status is Outcome.CLEARED


# ── knowledge ──


def test_correction_counts_from_when_it_is_known():
    asked = policy(ISOLATION, DURATION)
    later = fact(Isolated, at(3), "b", recorded_at=at(17), supersedes="alone")
    then = decide(asked, ALONE, later)
    now = decide(asked, ALONE, later, known=at(18))
    assert (then.status, now.status) == (Outcome.CLEARED, Outcome.NOT_YET)
    assert now.earliest == at(18, 0)


def test_retraction_takes_a_fact_back():
    asked = policy(ISOLATION, DURATION)
    positive = swab(5, id="bad", result=Result.POSITIVE)
    back = fact(Retraction, at(6), "back", supersedes="bad")
    assert decide(asked, ALONE, positive, back).status is Outcome.CLEARED


def test_what_has_not_happened_yet_does_not_count():
    asked = policy(ISOLATION, DURATION)
    ahead = swab(17, result=Result.POSITIVE, recorded_at=at(16))
    assert decide(asked, ALONE, ahead).status is Outcome.CLEARED


def test_fact_without_a_time_zone_is_refused():
    naive = datetime(2020, 3, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="needs its time zone"):
        fact(Isolated, naive)
    with pytest.raises(ValueError, match="needs its time zone"):
        decide(policy(ISOLATION), now=naive)


def test_fact_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        fact(Isolated, at(2), ended_at=at(1))


def test_end_of_what_has_no_end_is_passed_over():
    end = fact(Ended, at(9), of="swab")
    asked = policy(ISOLATION, {"type": "test"})
    assert decide(asked, ALONE, swab(8, id="swab"), end).status is Outcome.CLEARED


# ── several policies ──


def test_every_policy_is_judged_and_the_worst_decides():
    short = policy(ISOLATION, {**DURATION, "min_days": 7}, id="short")
    long = policy(ISOLATION, {**DURATION, "min_days": 21}, id="long")
    decision = decide([short, long], ALONE)
    told = {each.id: each.status for each in decision.policies}
    assert told == {"short": Outcome.CLEARED, "long": Outcome.NOT_YET}
    assert (decision.status, decision.earliest) == (Outcome.NOT_YET, at(23, 0))


def test_without_a_policy_nobody_is_cleared():
    decision = decide([], ALONE)
    assert decision.verdict.outcome is Outcome.NOT_YET
    assert decision.verdict.codes == ("policy.none",)
    assert decision.earliest is None
    assert not decision.ready


def test_floor_that_is_not_judged_beside_holds_back():
    general = policy(ISOLATION, DURATION, floors=["floor"])
    floor = policy(ISOLATION, DURATION, id="floor")
    assert decide(general, ALONE).verdict.codes == ("floor.missing",)
    assert decide([general, floor], ALONE).status is Outcome.CLEARED


def test_decision_as_plain_says_all_in_the_zone_of_the_place():
    decision = decide(policy({**ISOLATION, "citation": "§3"}), ALONE)
    assert json.dumps(decision.as_plain(), ensure_ascii=False) == (
        '{"decide_at": "2020-03-16T10:00:00+08:00", "doubts": [], '
        '"earliest": "2020-03-16T10:00:00+08:00", "engine": "clearance/2", '
        '"known_at": "2020-03-16T10:00:00+08:00", "policies": [{"clauses": [{'
        '"args": {"since": "2020-03-01T10:00:00+08:00"}, "citation": "§3", '
        '"code": "isolation.running", "earliest": "2020-03-16T10:00:00+08:00", '
        '"evidence": ["alone"], "notes": [], "status": "met", '
        '"type": "isolation"}], '
        '"earliest": "2020-03-16T10:00:00+08:00", "id": "p", "option": null, '
        '"status": "cleared", "version": "1"}], "status": "cleared", '
        '"zone": "Asia/Shanghai"}'
    )
    assert decision.verdict == Verdict(Outcome.CLEARED)
