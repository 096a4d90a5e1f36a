"""What the rule says is said in words: each code of every case has its sentence, whole,
in both languages."""

import pytest
from django.utils import timezone, translation

from tests.spec.clearance.test_cases import ROWS, ZONE
from wardline.base.ui import wording
from wardline.ground.rules.clearance.rehearsal import read_row
from wardline.work.gate.words.clearances import sentence


@pytest.fixture(params=["en", "zh-hans"])
def tongue(request):
    with translation.override(request.param), timezone.override(ZONE):
        yield request.param


def decided(name):
    return read_row(ROWS[name], ZONE).judged()


def reasons(decision):
    for clause in decision.clauses:
        yield from (clause.reason, *clause.notes)
    yield from decision.doubts


def test_every_reason_of_every_case_is_a_whole_sentence(tongue):
    codes = set()
    for name in ROWS:
        for reason in reasons(decided(name)):
            codes.add(reason.code)
            said = str(wording.say_reason(reason))
            assert said != reason.code, reason
            assert "…" not in said and "None" not in said, said
    assert len(codes) >= 70


def test_sentence_says_what_an_official_would():
    with timezone.override(ZONE):
        with translation.override("zh-hans"):
            assert sentence(decided("C11")) == (
                "未满足：自2020年3月10日 16:00计时，现为第6日，须满14日，期满时间为"
                "2020年3月25日 00:00。离开隔离房间（2020年3月10日 14:00至2020年3月10日 "
                "16:00），重新计时。核酸0/1。2020年3月15日 10:00"
                "采样为自2020年3月10日 16:00计时的第5日，早于第14日，不计。最早可解除："
                "2020年3月25日 00:00。须有2020年3月24日 00:00及以后采样的阴性结果。"
            )
        with translation.override("en"):
            assert sentence(decided("C11")) == (
                "Not to be released yet: Day 6 of 14, counted from 10 March 2020, "
                "16:00; complete on 25 March 2020, 00:00. Left the room (10 March "
                "2020, 14:00 – 10 March 2020, 16:00), so the count began anew. "
                "Nucleic-acid test 0/1. The sample of 15 March 2020, "
                "10:00 is day 5 of the count that began on 10 March 2020, 16:00; day "
                "14 or later is asked. Earliest: 25 March 2020, 00:00. A negative "
                "sample must be taken at or after 24 March 2020, 00:00."
            )
            assert sentence(decided("C01")) == "May be released"
