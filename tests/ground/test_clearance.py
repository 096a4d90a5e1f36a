"""Clearance, clause by clause: what counts, what does not, and what is said of it."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Ended,
    Exposure,
    Isolated,
    LabTest,
    Policy,
    Presence,
    Result,
    Retraction,
    Signed,
    Status,
    Suspension,
    Symptoms,
    evaluate,
)
from wardline.ground.verdict import Outcome, Verdict

ZONE = ZoneInfo("Asia/Shanghai")
ISOLATION = {"type": "isolation", "single_room": True, "counts": ["institution"]}
DURATION = {"type": "duration", "min_days": 14}
SYMPTOM_FREE = {"type": "symptom_free", "last_days": 14, "list": ["fever", "cough"]}
TEST = {"type": "test", "from_day": 14, "valid_hours": 72}
SIGN_OFF = {"type": "sign_off", "roles": ["doctor", "head"], "two_person": True}


def at(day, hour=10):
    return datetime(2020, 3, day, hour, tzinfo=ZONE)


def policy(*clauses, **more):
    plain = {"id": "p", "version": "1", "valid_from": "2020-03-01", "document": "doc"}
    return Policy.from_plain({**plain, "clauses": list(clauses), **more})


def fact(made, occurred_at, id="", recorded_at=None, **more):
    name = id or f"{made.__name__}-{occurred_at:%d%H}"
    known_at = recorded_at or occurred_at
    return made(id=name, occurred_at=occurred_at, recorded_at=known_at, **more)


def decide(asked, *facts, now=None, known=None):
    policies = asked if isinstance(asked, list) else [asked]
    now = now or at(16)
    return evaluate(policies, facts, now, known or now, zone=ZONE)


def said(decision, type):
    return next(clause for clause in decision.clauses if clause.type == type)


ALONE = fact(Isolated, at(1), "alone")


# ── isolation and its clock ──


@pytest.mark.parametrize(
    ("episodes", "code"),
    [
        ([], "isolation.not_started"),
        ([fact(Isolated, at(1), ended_at=at(9))], "isolation.ended"),
        ([fact(Isolated, at(1), alone=False)], "isolation.not_alone"),
        ([fact(Isolated, at(1), where="hotel")], "isolation.place_not_counted"),
        (
            [fact(Isolated, at(1), where="hotel", ended_at=at(16))],
            "isolation.ended",
        ),
    ],
)
def test_isolation_that_does_not_count_has_no_clock(episodes, code):
    decision = decide(policy(ISOLATION, DURATION), *episodes)
    assert said(decision, "isolation").reason.code == code
    assert said(decision, "duration").status is Status.UNKNOWN
    assert decision.status is Outcome.NOT_YET
    assert decision.earliest is None


def test_isolation_moved_without_a_gap_is_one():
    moved = [
        fact(Isolated, at(1), "a", ended_at=at(8)),
        fact(Isolated, at(8), "b"),
    ]
    decision = decide(policy(ISOLATION, DURATION), *moved)
    assert decision.status is Outcome.CLEARED
    assert said(decision, "isolation").evidence == ("a", "b")


def test_isolation_with_a_gap_begins_again():
    moved = [
        fact(Isolated, at(1), "a", ended_at=at(8)),
        fact(Isolated, at(8, 11), "b"),
    ]
    decision = decide(policy(ISOLATION, DURATION), *moved)
    assert decision.earliest == at(23, 0)


def test_isolation_shared_at_first_counts_from_being_alone():
    shared = fact(Isolated, at(1), "shared", alone=False, ended_at=at(5))
    decision = decide(policy(ISOLATION, DURATION), shared, fact(Isolated, at(5), "b"))
    assert said(decision, "isolation").reason.args["since"] == at(5)
    assert decision.earliest == at(20, 0)


def test_shared_air_in_another_record_begins_the_count_anew():
    shared = fact(Isolated, at(3), "shared", alone=False, ended_at=at(6))
    assert decide(policy(ISOLATION, DURATION), ALONE, shared).earliest == at(21, 0)


def test_exposure_moves_the_clock_and_while_it_lasts_holds_it():
    asked = policy(ISOLATION, DURATION)
    ended = fact(Exposure, at(2), ended_at=at(4))
    assert decide(asked, ALONE, ended).earliest == at(19, 0)
    assert decide(asked, ALONE, fact(Exposure, at(2))).earliest == at(31, 0)
    before = fact(Exposure, at(1, 8), ended_at=at(1, 9))
    assert decide(asked, ALONE, before).status is Outcome.CLEARED


def test_clock_from_last_exposure_needs_an_exposure():
    asked = policy({**DURATION, "clock": "last_exposure_end"})
    assert said(decide(asked, ALONE), "duration").reason.code == "duration.no_start"
    met = fact(Exposure, at(1, 8), "met", ended_at=at(1, 9))
    decision = decide(asked, met)
    assert decision.status is Outcome.CLEARED
    assert said(decision, "duration").evidence == ("met",)


def test_clock_from_isolation_ignores_exposures():
    asked = policy(ISOLATION, {**DURATION, "clock": "isolation_start"})
    assert decide(asked, ALONE, fact(Exposure, at(9))).status is Outcome.CLEARED


def test_stages_are_complete_on_the_day_that_was_named():
    stages = [{**DURATION, "where": [place]} for place in ("hotel", "institution")]
    asked = policy({"type": "isolation", "single_room": True}, *stages)
    hotel = fact(Isolated, at(1), "hotel", where="hotel")
    due = decide(asked, hotel, now=at(9)).earliest
    assert due == at(31, 0)
    left = fact(Ended, at(16, 0), of="hotel")
    house = fact(Isolated, at(16, 0), "house")
    assert decide(asked, hotel, left, house, now=due).status is Outcome.CLEARED


# ── resets ──


def reset(effect, *kinds, **more):
    return {
        "type": "reset",
        "on": list(kinds) or ["left_room"],
        "effect": effect,
    } | more


def out(day, hour=14, back=16, kind=BreachKind.LEFT_ROOM, id=""):
    ended_at = at(day, back) if back else None
    return fact(Breach, at(day, hour), id, ended_at=ended_at, kind=kind)


def test_restart_is_explained_by_the_breach():
    asked = policy(ISOLATION, DURATION, reset("restart"))
    decision = decide(asked, ALONE, out(10, id="walk"))
    found = said(decision, "duration")
    assert found.evidence == ("walk",)
    assert found.reason.code == "duration.short"
    assert found.reason.args == {
        "count": "day0_end",
        "day": 6,
        "extra": 0,
        "needed": 14,
        "since": at(10, 16),
        "until": at(25, 0),
    }


@pytest.mark.parametrize(
    ("breaches", "due"),
    [
        ([out(10)], 17),
        ([out(10), out(10, 18, 20)], 17),  # one day lost, however often
        ([out(10), out(12)], 18),
        ([out(1, 2, 3)], 16),  # before the isolation
    ],
)
def test_suspended_days_do_not_count(breaches, due):
    asked = policy(ISOLATION, DURATION, reset("suspend"))
    assert decide(asked, ALONE, *breaches, now=at(15)).earliest == at(due, 0)


def test_added_days_are_added_for_each_breach():
    asked = policy(ISOLATION, DURATION, reset("add_days", days=2))
    decision = decide(asked, ALONE, out(10, id="a"), out(12, id="b"))
    assert decision.earliest == at(20, 0)
    assert said(decision, "duration").evidence == ("a", "b")


def test_breach_of_another_kind_changes_nothing():
    asked = policy(ISOLATION, DURATION, reset("suspend", "visitor"))
    assert decide(asked, ALONE, out(10)).status is Outcome.CLEARED


def test_breach_that_goes_on_restarts_the_clock_now():
    asked = policy(ISOLATION, DURATION, reset("restart"))
    assert decide(asked, ALONE, out(14, back=None)).earliest == at(31, 0)


# ── symptoms ──


def look(day, presence, *seen, id=""):
    return fact(Symptoms, at(day, 8), id, presence=presence, seen=frozenset(seen))


def test_symptom_not_listed_does_not_count_but_one_unnamed_does():
    asked = policy(ISOLATION, SYMPTOM_FREE)
    itch = look(9, Presence.PRESENT, "itch")
    assert decide(asked, ALONE, itch).status is Outcome.CLEARED
    fever = look(9, Presence.PRESENT, "fever", "itch", id="fever")
    decision = decide(asked, ALONE, fever)
    found = said(decision, "symptom_free")
    assert (found.status, found.evidence) == (Status.UNMET, ("fever",))
    assert found.reason.args["seen"] == ["fever", "itch"]
    assert decision.earliest == at(24, 0)
    unnamed = look(9, Presence.PRESENT)
    assert decide(asked, ALONE, unnamed).status is Outcome.NOT_YET


def test_symptoms_before_the_isolation_are_not_its_concern():
    fever = fact(Symptoms, at(1, 7), presence=Presence.PRESENT)
    calm = look(15, Presence.ABSENT)
    decision = decide(policy(ISOLATION, SYMPTOM_FREE), fever, ALONE, calm)
    assert decision.status is Outcome.CLEARED


def test_symptom_before_being_alone_is_still_seen():
    shared = fact(Isolated, at(1), "shared", alone=False, ended_at=at(5))
    asked = policy(ISOLATION, {**SYMPTOM_FREE, "last_days": 20})
    fever = look(3, Presence.PRESENT, "fever")
    decision = decide(asked, shared, fact(Isolated, at(5), "b"), fever)
    assert said(decision, "symptom_free").status is Status.UNMET
    assert decision.earliest == at(24, 0)


def test_symptoms_without_the_isolation_that_is_asked_are_unknown():
    asked = policy(ISOLATION, SYMPTOM_FREE, {"type": "symptom_log"})
    decision = decide(asked, look(9, Presence.ABSENT))
    assert said(decision, "symptom_free").status is Status.UNKNOWN
    assert said(decision, "symptom_log").status is Status.UNKNOWN


def test_symptoms_where_no_isolation_is_asked_need_a_look():
    asked = policy(SYMPTOM_FREE)
    assert decide(asked, look(9, Presence.ABSENT)).status is Outcome.CLEARED
    assert said(decide(asked), "symptom_free").reason.code == "symptom_free.no_log"


def test_log_twice_a_day_names_the_days_with_one():
    asked = policy(ISOLATION, {"type": "symptom_log", "per_day": 2, "last_days": 3})
    looks = [
        fact(Symptoms, at(day, hour), presence=Presence.ABSENT)
        for day in range(1, 7)
        for hour in (12, 20)
        if (day, hour) != (4, 12)
    ]
    decision = decide(asked, ALONE, *looks, now=at(7, 9))
    found = said(decision, "symptom_log")
    assert found.reason.args["days"] == [date(2020, 3, 4)]
    assert decision.earliest == at(8, 0)


# ── tests ──


def swab(day, hour=9, id="", result=Result.NEGATIVE, **more):
    return fact(LabTest, at(day, hour), id, result=result, **more)


def test_each_test_that_does_not_count_is_told_why():
    asked = policy(
        ISOLATION,
        DURATION,
        {**TEST, "count": 2, "specimen": ["NP"], "valid_hours": 48},
    )
    decision = decide(
        asked,
        ALONE,
        swab(13, id="early", specimen="NP"),
        swab(15, 1, "old", specimen="NP"),
        swab(16, 1, "antigen", assay="AG", specimen="NP"),
        swab(16, 2, "lost", Result.LOST, specimen="NP"),
        swab(16, 3, "untimed", specimen="NP", specimen_timed=False),
        swab(16, 4, "blood", specimen="BLOOD"),
        swab(17, 3, "close", specimen="NP"),
        swab(17, 4, "counts", specimen="NP"),
        now=at(17, 5),
    )
    found = said(decision, "test")
    assert found.evidence == ("counts",)
    assert {note.args["id"]: note.code for note in found.notes} == {
        "early": "sample.too_early",
        "old": "sample.too_old",
        "antigen": "sample.assay",
        "lost": "sample.lost",
        "untimed": "sample.no_specimen_time",
        "blood": "sample.specimen",
        "close": "sample.too_close",
    }
    early = found.notes[0].args
    assert (early["day"], early["from_day"], early["since"]) == (12, 14, at(1))
    assert (found.reason.args["got"], found.reason.args["needed"]) == (1, 2)


def test_two_laboratories_are_two():
    asked = policy(
        ISOLATION, {**TEST, "count": 2, "min_spacing_hours": 0, "distinct_labs": True}
    )
    same = [swab(15, 9, laboratory="A"), swab(15, 10, laboratory="A")]
    assert decide(asked, ALONE, *same).status is Outcome.NOT_YET
    other = swab(15, 11, laboratory="B")
    assert decide(asked, ALONE, *same, other).status is Outcome.CLEARED


def test_test_without_a_day_needs_no_isolation_and_may_not_grow_old():
    asked = policy({"type": "test"})
    assert decide(asked, swab(2)).status is Outcome.CLEARED
    assert decide(asked).earliest == at(16)


def test_test_from_a_day_without_a_clock_is_unknown():
    found = said(decide(policy(ISOLATION, TEST)), "test")
    assert (found.status, found.reason.code) == (Status.UNKNOWN, "test.no_start")


def test_earliest_sees_that_waiting_makes_a_test_stale():
    # the first of two tests is fresh now, but not any more when the days are over
    asked = policy(
        ISOLATION,
        {**DURATION, "min_days": 5},
        {"type": "test", "count": 2, "valid_hours": 48, "min_spacing_hours": 24},
    )
    decision = decide(asked, ALONE, swab(4, 22), now=at(6, 21))
    assert said(decision, "test").earliest == at(6, 21)
    assert decision.earliest == at(7, 21)


# ── signatures ──


def sign(day, role, by, hour=9):
    return fact(Signed, at(day, hour), f"{role}-{day}-{by}", role=role, by=by)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ([], "sign_off.missing"),
        ([sign(16, "doctor", "li")], "sign_off.missing"),
        ([sign(14, "doctor", "li"), sign(16, "head", "wu")], "sign_off.missing"),
        ([sign(16, "doctor", "li"), sign(16, "head", "li")], "sign_off.second_person"),
        ([sign(16, "doctor", "li"), sign(16, "head", "wu")], "sign_off.signed"),
    ],
)
def test_signatures_count_after_the_days_and_by_two(names, code):
    decision = decide(policy(ISOLATION, DURATION, SIGN_OFF), ALONE, *names)
    assert said(decision, "sign_off").reason.code == code
    assert decision.ready
    assert decision.earliest == at(16)


def test_signature_without_the_isolation_or_days_that_are_asked_is_unknown():
    for other in (ISOLATION, DURATION):
        found = said(decide(policy(other, SIGN_OFF)), "sign_off")
        assert found.reason.code == "sign_off.no_start"


def test_signature_where_nothing_else_is_asked_counts_at_any_time():
    asked = policy({"type": "sign_off", "roles": ["head"]})
    assert decide(asked, sign(2, "head", "wu")).status is Outcome.CLEARED


def test_signature_without_days_counts_from_the_isolation():
    asked = policy(ISOLATION, {"type": "sign_off", "roles": ["head"]})
    assert decide(asked, ALONE, sign(2, "head", "wu")).status is Outcome.CLEARED


def test_ready_means_only_signatures_are_missing():
    asked = policy(ISOLATION, DURATION, SIGN_OFF)
    assert not decide(asked, ALONE, now=at(9)).ready


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


def test_stage_without_a_start_of_its_count_is_unknown():
    stage = {**DURATION, "clock": "last_exposure_end", "where": ["institution"]}
    found = said(decide(policy(ISOLATION, stage), ALONE), "duration")
    assert (found.status, found.reason.code) == (Status.UNKNOWN, "duration.no_start")


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


def test_moments_compare_across_zones_and_clock_changes():
    zone = ZoneInfo("Pacific/Auckland")
    begun = datetime(2021, 3, 28, 12, tzinfo=UTC)
    alone = fact(Isolated, begun)
    asked = policy({**DURATION, "min_days": 10, "count": "elapsed"})
    due = datetime(2021, 4, 7, 12, tzinfo=UTC)
    # on 4 April clocks there went back one hour: ten times 24 hours is an hour earlier
    decision = evaluate([asked], [alone], begun, begun, zone=zone)
    assert decision.earliest == due
    assert decision.earliest.isoformat() == "2021-04-08T00:00:00+12:00"
