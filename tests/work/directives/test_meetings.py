"""A meeting is called, its roll is answered from phones, who was not there is named."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.factories.documents import directive
from tests.factories.phone import Phone
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.work.directives import actions, invitation, queries

pytestmark = pytest.mark.django_db
START = moment("2020-02-26 10:00")


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-25 09:00")), scope.entered("T"):
        yield world()


def call(w, by=None, **told):
    by = by or w.authority
    told = {"title_zh": "视频会议", "starts_at": START, **told}
    return actions.call_meeting(by=by, at=by.place_id, **told)


def answer(post, meeting, at, **told):
    with clock.set_to(moment(at)), scope.entered(post.place_id, post.user_id):
        return actions.answer_roll(by=post, meeting=meeting, **told)


def test_call_invites_everyone_at_and_below_and_tells_them(w):
    made = call(w)
    assert made.code.isdigit()
    assert made.ends_at == moment("2020-02-26 12:00")
    assert queries.roll(w.authority, made).invited == 11
    assert Notice.objects.filter(code="meeting.called").count() == 10


def test_roll_tells_present_late_and_absent_places(w):
    made = call(w, depths=[3])
    answer(w.head, made, "2020-02-26 09:55", name="王")
    answer(w.duty, made, "2020-02-26 10:20")
    answer(w.post("head", "T201-1"), made, "2020-02-26 10:30", code=made.code)
    answer(w.post("head", "T102-1"), made, "2020-02-26 13:00")
    roll = queries.roll(w.authority, made)
    assert (roll.invited, roll.present, roll.late, roll.absent) == (5, 1, 1, 3)
    states = {
        state: [place.code for place in queries.rows(w.authority, made, state)]
        for state in ("present", "late", "absent")
    }
    assert states["present"] == ["T101-1"]
    assert states["late"] == ["T201-1"]
    assert states["absent"] == ["T101-2", "T102-1", "T201-2"]
    said = queries.answers(w.authority, made, ["T101-1", "T201-1"])
    assert [(row.name, row.via) for row in said["T101-1"]] == [
        ("王", "link"),
        ("duty T101-1", "link"),
    ]
    assert said["T201-1"][0].via == "code"
    with scope.entered("T101"):
        assert queries.roll(w.county, made).invited == 2


@pytest.mark.parametrize(
    ("told", "at", "code"),
    [
        ({"code": "000000"}, "2020-02-26 10:00", "directives.wrong_code"),
        ({}, "2020-02-26 08:00", "directives.roll_not_open"),
    ],
)
def test_roll_refuses_a_wrong_code_and_one_who_comes_too_early(w, told, at, code):
    made = call(w, code="123456")
    with pytest.raises(ValidationError) as error, transaction.atomic():
        answer(w.head, made, at, **told)
    assert error.value.code == code


def test_roll_is_answered_once_by_a_post_and_not_by_one_that_ended(w):
    made = call(w)
    answer(w.head, made, "2020-02-26 10:00")
    with pytest.raises(ValidationError) as error, transaction.atomic():
        answer(w.head, made, "2020-02-26 10:01")
    assert error.value.code == "directives.answered_already"
    w.duty.until_on = date(2020, 2, 26)
    with pytest.raises(NotAllowed):
        answer(w.duty, made, "2020-02-26 10:00")


def test_late_and_after_are_seen_from_the_time(w):
    made = call(w)
    late = answer(w.head, made, "2020-02-26 10:06")
    after = answer(w.duty, made, "2020-02-26 12:01")
    assert (queries.is_late(late), queries.is_after(late)) == (True, False)
    assert queries.is_after(after)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ({}, True),
        ({"to": ["T"]}, False),
        ({"depths": [3]}, True),
        ({"depths": [1]}, False),
        ({"to": ["T101-1"]}, True),
        ({"to": ["T102"]}, False),
    ],
)
def test_a_meeting_is_seen_by_those_whom_it_concerns(w, told, seen):
    made = call(w, code="424242", **told)
    with scope.entered("T101"):
        assert queries.meetings(w.county).filter(pk=made.pk).exists() is seen
        assert (queries.meeting_by_code(w.county, "424242") == made) is seen


def test_a_neighbours_meeting_is_not_seen(w):
    made = call(w, by=w.post("officer", "T102"))
    with scope.entered("T101"):
        assert queries.meeting(w.county, made.pk) is None


def test_a_meeting_that_ends_before_it_begins_is_refused(w):
    with pytest.raises(ValidationError) as error, transaction.atomic():
        call(w, ends_at=START)
    assert error.value.code == "directives.ends_before_it_starts"


def test_calendar_file_is_folded_and_escaped(w):
    made = call(
        w, title_zh="关于进一步加强疫情防控、压实责任;逐级传达,再部署的视频会议"
    )
    text = invitation.written(made, "https://w.example/directives/m/1")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTSTART:20200226T020000Z" in text
    assert "\\;逐级传达\\," in text.replace("\r\n ", "")


# ── agenda, excuses, minutes ──


def hands(post, at="2020-02-25 10:00", language="en"):
    return Phone(post, language).at(at)


def excused(post, meeting, reason="值班"):
    with scope.entered(post.place_id, post.user_id):
        return actions.excuse(by=post, meeting=meeting, reason=reason)


def test_excused_place_is_neither_there_nor_missing(w):
    made = call(w, depths=[3])
    excused(w.head, made)
    answer(w.post("head", "T201-1"), made, "2020-02-26 10:00")
    roll = queries.roll(w.authority, made)
    assert (roll.invited, roll.came, roll.excused, roll.absent) == (5, 1, 1, 3)
    said = [place.code for place in queries.rows(w.authority, made, "excused")]
    assert said == ["T101-1"]
    # who comes after all was there
    answer(w.duty, made, "2020-02-26 10:01")
    roll = queries.roll(w.authority, made)
    assert (roll.came, roll.excused) == (2, 0)


def test_excuse_is_given_once_with_a_reason_before_the_end_by_who_is_invited(w):
    made = call(w, to=["T101-1"])
    told = {"by": w.head, "meeting": made}
    with scope.entered("T101-1", w.head.user_id):
        said = refused(actions.excuse, **told, reason=" ")
        assert said == "directives.say_why_absent"
        with clock.set_to(moment("2020-02-26 12:01")):
            assert refused(actions.excuse, **told, reason="x") == (
                "directives.meeting_over"
            )
        actions.excuse(**told, reason="x")
        assert refused(actions.excuse, **told, reason="x") == (
            "directives.excused_already"
        )
    other = w.post("head", "T101-2")
    with scope.entered("T101-2", other.user_id):
        told = {"by": other, "meeting": made, "reason": "x"}
        assert refused(actions.excuse, **told) == "directives.not_invited"


def test_roll_is_counted_level_by_level(w):
    made = call(w)
    answer(w.head, made, "2020-02-26 10:00")
    levels = queries.roll_by_level(w.authority, made)
    assert [(one.invited, one.came) for one in levels] == [
        *((1, 0), (2, 0), (3, 0), (5, 1))
    ]
    assert queries.whole(levels) == queries.roll(w.authority, made)


def test_decision_of_a_meeting_becomes_an_obligation_of_those_invited(w):
    made = call(w, agenda="1. 口罩\n2. 轮班", depths=[3])
    page = hands(w.authority, "2020-02-26 11:00").open(
        f"/directives/meetings/{made.pk}"
    )
    assert "1. 口罩" in page.said
    page = page.tap("Write the minutes")
    assert "at least" in page.fill(text_zh="").said
    text = "会议决定：各养老机构须于2月27日12时前上报口罩库存。"
    page = page.fill(text_zh=text)
    assert "The minutes are kept." in page.said
    draft = queries.minutes(w.authority, made).get()
    assert draft.title_zh == "会议纪要：视频会议" and draft.title_en == ""
    page = page.open(f"/directives/{draft.pk}/obligations?from=0")
    assert "2月27日12时前上报口罩库存" in page.page
    page = page.fill(role="head")
    assert draft.obligations.get().due_at == moment("2020-02-27 12:00")
    # offered to those who were invited
    page = page.open(f"/directives/{draft.pk}/issue").fill()
    assert "The directive is issued." in page.said
    relays = queries.relays(w.authority).filter(directive=draft)
    assert sorted(relay.place_id for relay in relays) == [
        *("T101-1", "T101-2", "T102-1", "T201-1", "T201-2")
    ]
    said = page.open(f"/directives/meetings/{made.pk}").said
    assert "Minutes, and what was decided" in said and "0/5" in said


def test_minutes_are_not_written_before_the_meeting_or_by_those_invited(w):
    made = call(w)
    told = {"by": w.authority, "meeting": made, "text_en": "x"}
    assert refused(actions.write_minutes, **told) == "directives.meeting_not_begun"
    with (
        clock.set_to(moment("2020-02-26 11:00")),
        scope.entered("T101", w.county.user_id),
        pytest.raises(NotAllowed),
    ):
        actions.write_minutes(by=w.county, meeting=made, text_en="x")


def test_home_says_on_its_phone_that_nobody_can_come(w):
    made = call(w, depths=[3])
    page = hands(w.head, language="zh-hans").open(f"/directives/meetings/{made.pk}")
    page = page.tap("不能参会")
    said = page.fill(reason="正在转运病人").said
    assert "已请假" in said and "正在转运病人" in said
    office = hands(w.authority).open(f"/directives/meetings/{made.pk}?roll=excused")
    assert "正在转运病人" in office.said


def test_meeting_that_passes_an_order_on_stands_beside_it(w):
    order = actions.issue(by=w.authority, directive=directive(w))
    page = hands(w.county).open(f"/directives/meetings/call?directive={order.pk}")
    page = page.fill(title_en="Passing on", starts_at="2020-02-26T10:00")
    assert "The meeting is called." in page.said
    said = hands(w.county).open(f"/directives/{order.pk}").said
    assert "Passed on at the meetingPassing on" in said and "0/3" in said
