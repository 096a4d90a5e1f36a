"""A found child goes the whole way, in order; the rule names the next step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wardline.ground.rules.intake import (
    ORDER,
    Done,
    Pathway,
    Step,
    judge,
    next_step,
    unscreened,
)

PATHWAY = Pathway(frozenset({"SARS-CoV-2", "tuberculosis"}), True, "guide-minor")
START = datetime(2020, 2, 3, 8, tzinfo=UTC)


def at(hours):
    return START + timedelta(hours=hours)


WALK = [
    Done(Step.FOUND, at(0)),
    Done(Step.HOSPITAL, at(1), designated=True),
    Done(Step.HEALTH_CHECK, at(2)),
    Done(Step.SCREENING, at(3), "SARS-CoV-2", "negative"),
    Done(Step.SCREENING, at(4), "tuberculosis", "negative"),
    Done(Step.ISOLATION, at(5)),
    Done(Step.ADMISSION, at(400), certified=True, cleared=True),
]


def test_walk_in_order_is_allowed_at_each_step():
    for number, proposed in enumerate(WALK):
        assert judge(PATHWAY, WALK[:number], proposed).favourable


def test_next_step_follows_the_order():
    told = [next_step(PATHWAY, WALK[:number]) for number in range(len(WALK) + 1)]
    assert told == [*ORDER[:4], Step.SCREENING, *ORDER[4:], None]


@pytest.mark.parametrize("skipped", range(6))
def test_skipping_any_step_is_refused(skipped):
    rest = [step for number, step in enumerate(WALK[:-1]) if number != skipped]
    verdict = judge(PATHWAY, rest, WALK[-1])
    assert not verdict.favourable
    assert next_step(PATHWAY, rest) is WALK[skipped].step


def test_admission_at_once_names_every_step_missing():
    verdict = judge(PATHWAY, [], Done(Step.ADMISSION, at(0)))
    told = [(reason.code, reason.args.get("step")) for reason in verdict.reasons]
    assert told == [
        ("intake.step_missing", "found"),
        ("intake.step_missing", "hospital"),
        ("intake.step_missing", "health_check"),
        ("intake.not_screened_clear", None),
        ("intake.step_missing", "isolation"),
        ("intake.not_cleared", None),
        ("intake.no_certificate", None),
    ]
    assert {reason.rests_on for reason in verdict.reasons} == {"guide-minor"}


def test_hospital_that_is_not_designated_does_not_count():
    elsewhere = replace(WALK[1], designated=False)
    told = judge(PATHWAY, WALK[:1], elsewhere).codes
    assert told == ("intake.hospital_not_designated",)
    assert next_step(PATHWAY, [WALK[0], elsewhere]) is Step.HOSPITAL


def test_positive_screening_holds_the_child_back_and_a_later_negative_lets_on():
    positive = Done(Step.SCREENING, at(3), "SARS-CoV-2", "positive")
    done = [*WALK[:3], positive, WALK[4]]
    verdict = judge(PATHWAY, done, WALK[5])
    assert verdict.reasons[0].args == {"results": {"SARS-CoV-2": "positive"}}
    again = Done(Step.SCREENING, at(4.5), "SARS-CoV-2", "negative")
    assert judge(PATHWAY, [again, *done], WALK[5]).favourable


def test_of_two_results_at_one_time_the_worse_counts():
    done = [replace(WALK[3], result=result) for result in ("positive", "negative")]
    assert "SARS-CoV-2" in unscreened(PATHWAY, done)
    assert "SARS-CoV-2" in unscreened(PATHWAY, done[::-1])


def test_screening_without_a_disease_is_refused():
    verdict = judge(PATHWAY, WALK[:3], Done(Step.SCREENING, at(3)))
    assert verdict.codes == ("intake.disease_not_named",)


def test_step_dated_before_one_that_precedes_it_is_refused():
    early = replace(WALK[2], at=at(0.5))
    verdict = judge(PATHWAY, WALK[:2], early)
    assert verdict.codes == ("intake.before_its_turn",)
    assert verdict.reasons[0].args["step"] == "hospital"


def test_certificate_is_asked_for_only_by_a_policy_that_does():
    plain = replace(PATHWAY, certificate=False)
    admission = replace(WALK[-1], certified=False)
    assert judge(plain, WALK[:-1], admission).favourable
    assert judge(PATHWAY, WALK[:-1], admission).codes == ("intake.no_certificate",)
