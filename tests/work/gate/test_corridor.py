"""The round along the corridor, as phones send it: now, later, twice, and at odds."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.gate import isolated, resident, seen_from
from tests.factories.world import moment
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts

pytestmark = pytest.mark.django_db
PAGE = "/gate/corridor/"
DAYS = timedelta(days=2)


@pytest.fixture
def phone(client):
    """Sign somebody in, and send readings: ``{isolation: (temperature, symptoms)}``."""

    def send(post, readings, language="en", **more):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        sent = {"key": str(uuid4()), **more}
        for isolation, (warm, symptoms) in readings.items():
            sent |= {f"t_{isolation.pk}": warm, f"s_{isolation.pk}": symptoms}
        return client.post(PAGE, sent)

    return send


def said(client, answer):
    page = client.get(answer.url) if answer.status_code == 302 else answer
    body = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", body)


def clocks(read, sent=None, contact=None):
    """What a phone's clock said: at the reading, on sending, at the last contact."""
    by = {"read_at": moment(read), "phone_now": sent or clock.now()}
    if contact:
        by |= dict(zip(("contact_phone", "contact_server"), contact, strict=True))
    return {name: str(round(at.timestamp() * 1000)) for name, at in by.items()}


def checks(w, person):
    with seen_from(w.head):
        return facts.history(w.head, person)["checks"]


def rounds(w):
    with seen_from(w.head):
        return list(facts.corridors(w.head, "T101-1"))


def two(w):
    rooms = {"何建国": "G-1", "王秀兰": "G-2"}
    return [isolated(w, resident(w, who), room=room) for who, room in rooms.items()]


def test_round_is_entered_for_all_at_once(w, phone, client):
    one, other = two(w)
    answer = phone(w.duty, {one: ("36.5", "no"), other: ("38,2", "yes")})
    page = said(client, answer)
    assert "Readings on record" in page
    assert "Look at these readings" not in page
    [check] = checks(w, one.person)
    assert (str(check.temperature), check.symptomatic) == ("36.5", False)
    [check] = checks(w, other.person)
    assert (str(check.temperature), check.symptomatic) == ("38.2", True)
    [made] = rounds(w)
    assert (made.slot, made.at, len(made.rows)) == ("morning", clock.now(), 2)


def test_whoever_was_not_measured_gets_no_reading(w, phone):
    one, other = two(w)
    phone(w.duty, {one: ("36.5", "no"), other: ("", "")})
    assert checks(w, other.person) == []
    [made] = rounds(w)
    assert [row["person"] for row in made.rows] == [one.person_id]


def test_not_looked_for_is_no_look(w, phone, client):
    one, other = two(w)
    answer = phone(w.duty, {one: ("36.5", ""), other: ("", "not_done")})
    page = said(client, answer)
    assert page.count("Nobody looked for symptoms") == 2
    assert [checks(w, each.person)[0].symptomatic for each in (one, other)] == [
        None
    ] * 2


def test_round_sent_twice_counts_once(w, phone, client):
    one, _ = two(w)
    key = str(uuid4())
    first = phone(w.duty, {one: ("36.5", "no")}, key=key)
    again = phone(w.duty, {one: ("36.5", "no")}, key=key)
    assert first.url == again.url
    assert len(checks(w, one.person)) == 1
    assert "It counts once." in said(client, again)


def test_round_without_a_reading_is_not_a_round(w, phone, client):
    two(w)
    assert "measure at least one person" in said(client, phone(w.duty, {}))
    assert rounds(w) == []


def test_impossible_temperature_keeps_what_was_typed(w, phone):
    one, other = two(w)
    answer = phone(w.duty, {one: ("365", "no"), other: ("36.6", "no")})
    body = answer.content.decode()
    assert 'value="365"' in body
    assert 'value="36.6"' in body
    assert rounds(w) == []


@pytest.mark.parametrize(
    ("warm", "counts", "told"),
    [
        ("36.6", 1, "It is kept here and does not count."),
        ("38.4", 2, "It shows a fever or symptoms, so it counts all the same."),
    ],
)
def test_second_reading_of_a_round_is_shown_and_overwrites_nothing(
    w, phone, client, warm, counts, told
):
    one, other = two(w)
    phone(w.head, {one: ("36.5", "no")})
    page = said(client, phone(w.duty, {one: (warm, "no"), other: ("36.4", "no")}))
    by = w.head.user.name
    assert f"{by} entered 36.5 °C for this round already" in page
    assert told in page
    assert warm in page
    assert len(checks(w, one.person)) == counts
    assert "36.5" in {str(check.temperature) for check in checks(w, one.person)}
    assert len(checks(w, other.person)) == 1


def test_house_round_before_it_is_met_too(w, phone, client):
    one, _ = two(w)
    roster.record_round(
        by=w.head,
        at="T101-1",
        on=clock.today(),
        slot="morning",
        taken_at=moment("2020-02-16 08:00"),
        checked=2,
        expected=2,
    )
    page = said(client, phone(w.duty, {one: ("36.5", "no")}))
    assert "entered this person for this round already" in page
    assert len(checks(w, one.person)) == 1


def test_evening_round_does_not_meet_the_mornings(w, phone, client):
    one, _ = two(w)
    phone(w.duty, {one: ("36.5", "no")})
    with clock.set_to(moment("2020-02-16 17:00")):
        page = said(client, phone(w.duty, {one: ("36.7", "no")}))
    assert "Look at these readings" not in page
    assert len(checks(w, one.person)) == 2


def test_person_who_moved_room_meanwhile_is_shown(w, phone, client):
    one, _ = two(w)
    moved = moment("2020-02-16 08:00")
    roster.end_isolation(by=w.head, isolation=one, to_at=moved)
    roster.isolate(
        by=w.duty,
        person=one.person,
        room="G-7",
        alone=True,
        from_at=moved,
        reason="return",
    )
    page = said(client, phone(w.duty, {one: ("36.5", "no")}))
    assert (
        "No longer in room G-1 since 16 February 2020, 08:00, but in room G-7" in page
    )
    assert checks(w, one.person) == []
    assert rounds(w)[0].rows[0]["temperature"] == "36.5"


def test_reading_taken_before_the_move_is_in_no_doubt(w, phone, client):
    one, _ = two(w)
    roster.end_isolation(by=w.head, isolation=one, to_at=moment("2020-02-16 08:30"))
    times = clocks("2020-02-16 08:00")
    page = said(client, phone(w.duty, {one: ("36.5", "no")}, **times))
    assert "Look at these readings" not in page
    assert checks(w, one.person)[0].at == moment("2020-02-16 08:00")


def test_person_who_left_the_house_is_shown(w, phone, client):
    one, _ = two(w)
    left = moment("2020-02-16 07:00")
    roster.end_isolation(by=w.head, isolation=one, to_at=left)
    roster.end_stay(by=w.duty, person=one.person, at_time=left)
    page = said(client, phone(w.duty, {one: ("38.0", "yes")}, "zh-hans"))
    assert "自2020年2月16日 07:00起已离院" in page
    assert "仍计入" in page
    assert len(checks(w, one.person)) == 1


@pytest.mark.parametrize("off", [DAYS, -DAYS])
def test_phone_two_days_off_is_put_right_and_told(w, phone, client, off):
    one, _ = two(w)
    read = moment("2020-02-16 08:10") + off
    times = clocks(read.strftime("%Y-%m-%d %H:%M"), sent=clock.now() + off)
    page = said(client, phone(w.duty, {one: ("36.5", "no")}, **times))
    assert f"The clock of the phone stood at {read.day} February 2020, 08:10" in page
    assert "when it was 16 February 2020, 08:10" in page
    assert checks(w, one.person)[0].at == moment("2020-02-16 08:10")


def test_phone_set_right_before_sending_is_put_right_by_the_last_contact(w, phone):
    one, _ = two(w)
    met = moment("2020-02-16 07:00")
    times = clocks("2020-02-18 08:10", contact=(met + DAYS, met))
    phone(w.duty, {one: ("36.5", "no")}, **times)
    assert checks(w, one.person)[0].at == moment("2020-02-16 08:10")


def test_phone_whose_time_nobody_knows_asks_for_it_and_keeps_the_round(
    w, phone, client
):
    one, _ = two(w)
    met = moment("2020-02-13 07:00")
    lost = clocks("2020-02-15 08:10", contact=(met + timedelta(days=1), met))
    answer = phone(w.duty, {one: ("36.5", "no")}, **lost)
    page = said(client, answer)
    assert "the time of the round is not sure" in page
    assert "14 February 2020, 08:10, 15 February 2020, 08:10" in page
    assert 'value="36.5"' in answer.content.decode()
    assert rounds(w) == []
    phone(w.duty, {one: ("36.5", "no")}, taken_at="2020-02-15 08:10", **lost)
    assert checks(w, one.person)[0].at == moment("2020-02-15 08:10")


def test_time_that_has_not_come_is_refused(w, phone, client):
    one, _ = two(w)
    sent = {"taken_at": "2020-02-16 09:30"}
    page = said(client, phone(w.duty, {one: ("36.5", "no")}, **sent))
    assert "This time has not come yet: it is 16 February 2020, 09:00 now." in page
    assert rounds(w) == []


def test_people_of_another_house_are_not_this_houses(w, phone, client):
    one, _ = two(w)
    page = said(client, phone(w.post("duty", "T101-2"), {one: ("36.5", "no")}))
    assert "people whom this house has never isolated" in page
    assert checks(w, one.person) == []


def test_page_lists_rooms_in_the_order_of_the_corridor(w, client):
    for room in ("G-10", "G-2", "G-1"):
        roster.isolate(
            by=w.duty,
            person=resident(w, f"住{room}"),
            room=room,
            alone=True,
            from_at=moment("2020-02-16 08:00"),
            reason="return",
        )
    client.force_login(w.duty.user)
    body = client.get(PAGE).content.decode()
    assert re.findall(r"住G-\d+(?=</label>)", body) == ["住G-1", "住G-2", "住G-10"]


def test_page_is_for_whoever_makes_rounds_there(w, client):
    client.force_login(w.county.user)
    assert client.get(PAGE).status_code == 404
    client.force_login(w.duty.user)
    state = json.loads(client.get(reverse("gate:corridor-state")).content)
    assert state["now"] == clock.now().timestamp() * 1000
    worker = client.get(reverse("gate:corridor-worker")).content.decode()
    assert 'const PAGE = "/gate/corridor/"' in worker
    assert "gate/corridor.js" in worker


def test_round_of_another_house_is_not_found(w, phone, client):
    one, _ = two(w)
    url = phone(w.duty, {one: ("36.5", "no")}).url
    client.force_login(w.post("head", "T101-2").user)
    assert client.get(url).status_code == 404
    client.force_login(w.county.user)
    assert client.get(url).status_code == 200


def test_corridor_costs_the_same_for_one_and_for_many(
    w, client, django_assert_max_num_queries
):
    for n in range(9):
        isolated(w, resident(w, f"人{n}"))
    client.force_login(w.duty.user)
    client.get(PAGE)
    with django_assert_max_num_queries(18):
        client.get(PAGE)
