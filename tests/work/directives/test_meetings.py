"""A meeting is called, its roll is answered from phones, who was not there is named."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

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
