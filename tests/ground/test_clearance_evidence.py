"""Clearance: the symptoms, tests and signatures that count, and those that do not."""

from datetime import date

import pytest

from tests.ground.clearance import (
    ALONE,
    DURATION,
    ISOLATION,
    SIGN_OFF,
    SYMPTOM_FREE,
    TEST,
    at,
    decide,
    fact,
    policy,
    said,
    swab,
)
from wardline.ground.rules.clearance import (
    Isolated,
    Presence,
    Result,
    Signed,
    Status,
    Symptoms,
)
from wardline.ground.verdict import Outcome

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
