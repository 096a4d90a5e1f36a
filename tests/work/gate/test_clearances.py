"""The way out of isolation: fourteen days, no symptoms, a test, and a signature."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import (
    POLICY,
    fulfilled,
    isolated,
    resident,
    sampled,
    seen_from,
    watched,
)
from tests.factories.world import moment
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.ground import seal
from wardline.ground.rules.clearance import evaluate
from wardline.ground.verdict import Outcome
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db


def case(w, isolation, post=None):
    with seen_from(post or w.head):
        return queries.case(post or w.head, isolation)


def missing(found):
    return [clause.reason.code for clause in found.missing]


def test_verdict_is_cleared_for_whoever_may_sign(w):
    isolation = fulfilled(w, resident(w))
    assert case(w, isolation).decision.status is Outcome.CLEARED


def test_verdict_lacks_only_the_signature_for_the_nurse(w):
    found = case(w, fulfilled(w, resident(w)), w.duty)
    assert found.decision.status is Outcome.NOT_YET
    assert missing(found) == ["sign_off.missing"]
    assert (found.ready, found.day, found.days, found.state) == (True, 15, 14, "ok")


def test_verdict_counts_anew_after_leaving_the_room(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    roster.record_breach(
        by=w.duty,
        person=person,
        kind="left_room",
        from_at=moment("2020-02-10 14:00"),
        to_at=moment("2020-02-10 16:00"),
    )
    found = case(w, isolation)
    assert missing(found)[:2] == ["duration.short", "test.missing"]
    assert found.decision.earliest == moment("2020-02-25 00:00")
    [moved] = found.missing[0].notes
    assert (moved.code, moved.args["what"]) == ("clock.restarted", "moved_by.left_room")
    assert (found.day, found.days) == (6, 14)


def test_verdict_is_blocked_by_a_positive_test(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    sampled(w, person, "2020-02-16 08:30", "positive")
    found = case(w, isolation)
    assert (found.decision.status, found.state) == (Outcome.BLOCKED, "alarm")


def test_verdict_of_a_past_moment_is_by_what_was_known_then(w):
    isolation = fulfilled(w, resident(w))
    with seen_from(w.head):
        then = queries.verdict(w.head, isolation, moment("2020-02-14 09:00"))
    assert then.status is Outcome.NOT_YET
    assert then.earliest == moment("2020-02-16 00:00")


def test_verdict_of_an_occasion_nobody_thought_of_takes_all_policies(w):
    person = resident(w)
    isolation = isolated(w, person)
    isolation.reason = "exposure"
    assert len(case(w, isolation).bound) == 1


def test_verdict_on_a_worker_is_by_the_policies_that_name_workers(w):
    rows = [
        {
            "content": {
                **POLICY,
                "id": f"{kind}s",
                "applies_to": {"person_kinds": [kind]},
            }
        }
        for kind in ("resident", "worker")
    ]
    guidance.set_policies(by=w.authority, at="T", rows=rows)
    worker = roster.enrol(
        by=w.duty,
        at="T101-1",
        kind="worker",
        name="李四",
        from_at=moment("2019-12-01 09:00"),
        room="2",
    )
    found = case(w, isolated(w, worker))
    assert [b.policy.id for b in found.bound] == ["no-relaxation", "workers"]


def test_release_keeps_the_signature_with_what_it_rests_on(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    made = actions.release(by=w.head, isolation=isolation)
    assert made.decision["status"] == "cleared"
    assert made.fingerprint == seal.fingerprint(made.decision)
    assert list(made.policies) == ["no-relaxation 1"]
    assert f"isolation:{isolation.pk}" in made.evidence
    assert made.signed_by == w.head
    with seen_from(w.duty):
        assert facts.open_isolation(person) is None
        assert queries.release_of(w.duty, isolation).fingerprint == made.fingerprint
        assert queries.board(w.duty) == []


def test_release_refuses_whoever_is_not_cleared(w):
    isolation = isolated(w, resident(w))
    with pytest.raises(ValidationError) as error:
        actions.release(by=w.head, isolation=isolation)
    assert error.value.code == "gate.not_cleared"
    with seen_from(w.duty):
        assert len(queries.board(w.duty)) == 1


def test_release_is_not_the_nurses(w):
    with pytest.raises(NotAllowed):
        actions.release(by=w.duty, isolation=fulfilled(w, resident(w)))


def test_release_stays_as_it_was_when_a_late_fact_comes(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    before = actions.release(by=w.head, isolation=isolation).decision
    with clock.set_to(moment("2020-02-18 09:00")):
        sampled(w, person, "2020-02-16 08:30", "positive")
        with seen_from(w.head):
            assert queries.release_of(w.head, isolation).decision == before


def test_board_costs_the_same_for_one_and_for_many(w, django_assert_max_num_queries):
    for n in range(8):
        person = resident(w, f"人{n}")
        isolated(w, person, f"2020-02-0{n + 1} 09:30")
        watched(w, person, "2020-02-10", 2)
    with seen_from(w.county), django_assert_max_num_queries(12):
        board = queries.board(w.county)
    assert len(board) == 8
    assert {found.decision.status for found in board} == {Outcome.NOT_YET}


def test_states_agree_with_the_cases_whatever_was_seen_and_corrected(w):
    seen = []
    for n, (temperature, symptomatic) in enumerate(
        [("36.5", False), ("37.6", False), ("36.5", True), ("36.5", None)]
    ):
        person = resident(w, f"人{n}")
        isolation = isolated(w, person, f"2020-02-01 0{n + 1}:30")
        watched(w, person, "2020-02-01", 9)
        watched(w, person, "2020-02-10", 1, temperature, symptomatic)
        watched(w, person, "2020-02-11", 6)
        sampled(w, person, "2020-02-15 10:00")
        seen.append((person, isolation))
    # a mistaken fever is corrected, and a mistaken "well" too
    for n, right in ((1, False), (0, True)):
        person = seen[n][0]
        with seen_from(w.head):
            checks = facts.history(w.head, person)["checks"]
        wrong = next(check for check in checks if check.at.day == 10)
        told = {"taken_at": wrong.at, "temperature": None, "supersedes": wrong}
        roster.record_check(by=w.duty, person=person, symptomatic=right, **told)
    with seen_from(w.head):
        board = queries.board(w.head)
        brief = facts.evidence(w.head, [p for p, _ in seen], brief=True)
        assert queries.states(w.head) == [
            (case.isolation.place_id, case.state) for case in board
        ]
    assert [case.state for case in board] == ["wait", "ok", "wait", "wait"]
    for case_ in board:
        found = brief[case_.person.pk]
        assert len(found) < len(case_.facts) - 10
        given = (*found, *case_.facts[-1:])
        policies = [each.policy for each in case_.bound]
        again = evaluate(policies, given, *2 * [clock.now()], zone=zone())
        assert again.as_plain() == case_.decision.as_plain()
