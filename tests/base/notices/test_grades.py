"""How loud a notice is: codes that exist, and few that wake anybody."""

from wardline.base.notices import grades
from wardline.base.ui import wording
from wardline.ground.rules.outgoing import Grade


def test_every_code_on_the_page_has_a_sentence():
    assert wording.missing(grades.GRADES) == []


def test_what_is_not_named_waits_for_the_digest():
    assert grades.of("finding.closed") is Grade.PLAIN
    assert grades.of("no.such.code") is Grade.PLAIN


def test_clocks_are_loud_and_a_defaced_page_wakes():
    assert grades.of("late.receipt.many") is Grade.LOUD
    assert grades.of("late.page") is Grade.GRAVEST
    assert grades.of("lab.alarm.positive") is Grade.GRAVEST


def test_the_gravest_are_few():
    gravest = [code for code, grade in grades.GRADES.items() if grade > Grade.LOUD]
    assert len(gravest) <= 6
