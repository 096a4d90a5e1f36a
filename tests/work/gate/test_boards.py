"""The boards of those in isolation: a home's by room, a division's by what is late."""

import re

import pytest
from django.urls import reverse

from tests.factories.gate import (
    POLICY,
    fulfilled,
    isolated,
    resident,
    sampled,
    seen_from,
    watched,
)
from tests.factories.laboratory import took
from tests.factories.world import moment
from wardline.base.places import clock
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.work.gate import queries

pytestmark = pytest.mark.django_db
PAGE = reverse("gate:board")


@pytest.fixture
def seen(client):
    """Open the board as somebody: its words, without the tags."""

    def seen(post, query="", language="en"):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        page = client.get(PAGE + query)
        assert page.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))

    return seen


def part(page, since, until):
    return page.split(since, 1)[1].split(until, 1)[0]


def home(w):
    with seen_from(w.head):
        return queries.home_board(w.head, "T101-1")


def test_home_goes_room_by_room_and_day_of_days(w, seen):
    isolated(w, resident(w, "何建国"), "2020-02-10 09:30")
    page = part(seen(w.duty), "Room by room", "Whoever")
    assert "何建国" in page
    assert "Day 6 of 14" in page
    assert "counted from 10 February 2020, 09:30; complete on 25 February" in page
    assert "Nucleic-acid test 0/1" in page
    assert "A negative sample must be taken at or after 24 February 2020" in page


def test_clock_that_was_reset_shows_the_new_day_and_why(w, seen):
    person = resident(w)
    isolated(w, person)
    told = {"by": w.duty, "person": person, "kind": "left_room"}
    from_at, to_at = moment("2020-02-10 14:00"), moment("2020-02-10 16:00")
    roster.record_breach(**told, from_at=from_at, to_at=to_at)
    page = seen(w.duty)
    assert "Day 6 of 14" in page
    assert "Left the room (10 February 2020, 14:00 – 10 February 2020, 16:00)" in page
    assert "the count began anew" in page
    assert "离开隔离房间" in seen(w.duty, language="zh-hans")


def test_rounds_of_today_say_how_many_are_in_and_who_is_missing(w, seen):
    one, other = resident(w, "何建国"), resident(w, "王秀兰")
    isolated(w, one, "2020-02-10 09:30")
    isolated(w, other, "2020-02-10 09:30")
    watched(w, one, "2020-02-16", 1, "36.8")
    page = seen(w.duty)
    assert "1 of 2 entered" in page
    assert "王秀兰" in part(page, "Missing:", "Room by room")
    assert "何建国" not in part(page, "Missing:", "Room by room")
    assert "Morning 36.8 °C" in page
    assert "Morning round missing" in page
    assert "Evening" not in page


def test_two_rounds_a_day_are_asked_where_a_policy_asks_for_two(w, seen):
    clauses = [dict(c) for c in POLICY["clauses"]]
    next(c for c in clauses if c["type"] == "symptom_log")["per_day"] = 2
    rows = [{"content": {**POLICY, "version": "2", "clauses": clauses}}]
    guidance.set_policies(by=w.authority, at="T", rows=rows)
    person = resident(w)
    isolated(w, person, "2020-02-10 09:30")
    watched(w, person, "2020-02-16", 1)
    with clock.set_to(moment("2020-02-16 13:00")):
        page = seen(w.duty)
    assert "Morning 36.5 °C" in page
    assert "Evening round missing" in page


def test_one_look_is_enough_where_one_is_asked(w):
    person = resident(w)
    isolated(w, person, "2020-02-10 09:30")
    watched(w, person, "2020-02-16", 1)
    with clock.set_to(moment("2020-02-16 13:00")):
        [line] = home(w).lines
        assert [slot for slot, _ in line.rounds] == ["morning"]
        assert not line.unmeasured


def test_who_can_be_released_today_stands_on_top(w, seen):
    fulfilled(w, resident(w, "王秀兰"))
    isolated(w, resident(w, "何建国"), "2020-02-10 09:30")
    page = part(seen(w.duty), "Can be released today", "Room by room")
    assert "王秀兰" in page
    assert "Nothing but the signature is missing" in page
    assert "何建国" not in page


def test_whoever_lacks_a_test_only_could_be_released_today(w, seen):
    person = resident(w)
    isolated(w, person)
    watched(w, person, "2020-02-01", 16)
    page = part(seen(w.duty), "Can be released today", "Room by room")
    assert "If this is done today: Nucleic-acid test 0/1" in page


def test_blocked_stand_apart_with_the_reason(w, seen):
    person = resident(w)
    fulfilled(w, person)
    sampled(w, person, "2020-02-16 08:30", "positive")
    page = seen(w.duty)
    assert "Can be released today" not in page
    assert "A positive result of 16 February 2020" in part(
        page, "Must not be released", "Room by room"
    )


def test_sample_that_waits_is_said(w, seen):
    person = resident(w)
    isolated(w, person)
    took(w, {"A77": [person]}, "2020-02-15 10:00")
    assert "Sample A77 of 15 February 2020, 10:00: no result yet." in seen(w.duty)


def test_each_name_leads_to_the_whole_verdict(w, seen, client):
    isolation = isolated(w, resident(w, "何建国"))
    seen(w.duty)
    body = client.get(PAGE).content.decode()
    url = reverse("gate:case", args=[isolation.pk])
    assert re.search(rf'<h4><a href="{url}">何建国</a>', body)


def test_readings_to_look_at_are_not_forgotten(w, seen):
    one = isolated(w, resident(w))
    rows = [{"isolation": one, "temperature": None, "symptomatic": None}]
    fever = {"fever_from": 38, "taken_at": clock.now()}
    roster.record_corridor(by=w.duty, at="T101-1", rows=rows, **fever)
    assert "1 reading to look at" in seen(w.head)


def test_home_board_of_a_stranger_is_not_found(w, client):
    client.force_login(w.post("head", "T101-2").user)
    assert client.get(f"{PAGE}?at=T101-1").status_code == 404


def test_county_opens_a_homes_board_and_enters_nothing(w, seen):
    isolated(w, resident(w, "何建国"))
    page = seen(w.county, "?at=T101-1")
    assert "Room by room" in page
    assert "Corridor round" not in page
    assert "Take samples" not in page


def test_home_board_costs_the_same_for_one_and_for_many(
    w, django_assert_max_num_queries
):
    for n in range(9):
        person = resident(w, f"人{n}")
        isolated(w, person, f"2020-02-0{n + 1} 09:30")
        watched(w, person, "2020-02-10", 2)
    with seen_from(w.duty), django_assert_max_num_queries(14):
        board = queries.home_board(w.duty, "T101-1")
        assert len(board.lines) == 9
        assert [line.late for line in board.lines]
        assert board.rounds


# ── two people in one bed ──


def asked(w, person, **more):
    """What the form for an isolation sends."""
    url = reverse("gate:write", args=[person.pk, "isolate"])
    sent = {"from_at": "2020-02-16T08:00", "reason": "return", "venue": "institution"}
    key = "00000000-0000-4000-8000-000000000001"
    return url, sent | {"key": key, "room": "G-9"} | more


def test_second_person_in_one_bed_is_refused_and_what_was_typed_is_kept(w, client):
    isolated(w, resident(w, "何建国"), alone=False, room="G-9", bed="1")
    client.force_login(w.duty.user)
    client.cookies["django_language"] = "en"
    url, sent = asked(w, resident(w, "王秀兰"), bed="1")
    body = client.post(url, sent).content.decode()
    assert "何建国 has been in bed 1 of room G-9 since 1 February 2020, 09:30." in body
    assert "Enter another bed, or end that isolation first." in body
    assert 'value="G-9"' in body
    assert len(home(w).lines) == 1
    assert client.post(url, sent | {"bed": "2"}).status_code == 302
    assert len(home(w).lines) == 2


def test_nobody_is_alone_in_a_room_that_is_taken(w, client):
    isolated(w, resident(w, "何建国"), room="G-9")
    client.force_login(w.duty.user)
    client.cookies["django_language"] = "zh-hans"
    url, sent = asked(w, resident(w, "王秀兰"), alone="on")
    body = client.post(url, sent).content.decode()
    assert "何建国自2020年2月1日 09:30起在G-9室，该室无法再单人隔离" in body
    assert len(home(w).lines) == 1


def test_room_is_free_again_when_its_isolation_has_ended(w, client):
    first = isolated(w, resident(w, "何建国"), room="G-9", bed="1")
    to_at = moment("2020-02-16 07:00")
    roster.end_isolation(by=w.head, isolation=first, to_at=to_at)
    client.force_login(w.duty.user)
    url, sent = asked(w, resident(w, "王秀兰"), bed="1", alone="on")
    assert client.post(url, sent).status_code == 302


def test_whoever_was_alone_until_another_came_is_no_longer(w, seen):
    first = isolated(w, resident(w, "何建国"), room="G-9")
    isolated(w, resident(w, "王秀兰"), "2020-02-10 09:30", alone=False, room="g-9")
    page = seen(w.head)
    assert "Two people have been entered in room G-9 at once since 10 February" in page
    assert "no day counts until the rooms are put right" in page
    assert "Put the rooms right." in page
    with seen_from(w.head):
        decision = queries.verdict(w.head, first)
    assert [doubt.code for doubt in decision.doubts] == ["doubt.two_in_room"]
    assert decision.missing[0].reason.code == "isolation.room_shared"


def test_past_decision_does_not_know_who_came_later(w):
    first = isolated(w, resident(w, "何建国"), room="G-9")
    isolated(w, resident(w, "王秀兰"), "2020-02-10 09:30", alone=False, room="G-9")
    with seen_from(w.head):
        then = queries.verdict(w.head, first, moment("2020-02-09 09:00"))
    assert then.doubts == ()
