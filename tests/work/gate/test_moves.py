"""Who comes from elsewhere keeps the days there, if the chain has no hole."""

from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from tests.factories.gate import CLAUSES, POLICY, lay_down, resident, seen_from
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.ground.rules.clearance import evaluate
from wardline.work.gate import queries

pytestmark = pytest.mark.django_db
ANYWHERE = ["institution", "designated_hospital", "hotel"]
HOTEL = {
    "origin": "兰州悦来酒店",
    "left_at": "2020-02-15T10:00",
    "arrived_at": "2020-02-15T12:00",
    "alone": "on",
    "apart_since": "2020-02-05T09:00",
    "apart_alone": "on",
    "venue": "hotel",
}


@pytest.fixture
def w():
    counts = [{**CLAUSES[0], "counts": ANYWHERE}, *CLAUSES[1:]]
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made, {**POLICY, "clauses": counts})
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-16 09:00")


def moved(w, person, query="", **typed):
    url = reverse("gate:write", args=[person.pk, "move"]) + query
    return phone(w.duty).open(url).fill(**(HOTEL | typed)).said


def kept_apart(w, person, from_at="2020-02-15 12:00"):
    return roster.isolate(
        by=w.duty,
        person=person,
        room="G-1",
        alone=True,
        from_at=moment(from_at),
        reason="transfer",
    )


def count(w, isolation):
    with seen_from(w.head):
        return queries.case(w.head, isolation).count


def test_days_in_a_hotel_count_where_the_chain_has_no_hole(w):
    person = resident(w)
    page = moved(w, person)
    assert "The move is on record." in page
    assert "兰州悦来酒店 Alone on the way" in page
    assert "kept apart there since 5 February 2020, 09:00" in page
    # the form of the isolation begins where the way ended
    form = phone(w.duty).open(reverse("gate:write", args=[person.pk, "isolate"]))
    assert 'value="2020-02-15T12:00"' in form.page
    assert "Day 11 of 14, counted from 5 February" in form.fill(room="G-1").said


def test_way_with_others_begins_the_count_at_the_arrival(w):
    person = resident(w)
    assert "With others on the way" in moved(w, person, alone=None)
    days = count(w, kept_apart(w, person))
    assert days.reason.args["since"] == moment("2020-02-15 12:00")


def test_hole_after_the_arrival_loses_the_days(w):
    person = resident(w)
    moved(w, person)
    days = count(w, kept_apart(w, person, "2020-02-15 12:30"))
    assert days.reason.args["since"] == moment("2020-02-15 12:30")


def test_days_not_alone_there_do_not_count(w):
    person = resident(w)
    moved(w, person, apart_alone=None)
    days = count(w, kept_apart(w, person))
    # a way begins no isolation, it only joins two
    assert days.reason.args["since"] == moment("2020-02-15 12:00")


def test_correction_takes_the_days_elsewhere_back(w):
    person = resident(w)
    moved(w, person)
    isolation = kept_apart(w, person)
    with seen_from(w.head):
        [wrong] = facts.history(w.head, person)["moves"]
    page = moved(w, person, f"?instead={wrong.pk}", apart_since="", venue="")
    assert "Corrected, counts no more" in page
    since = count(w, isolation).reason.args["since"]
    assert since == moment("2020-02-15 12:00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"arrived_at": "2020-02-15T09:00"}, "They arrive before they left."),
        ({"apart_since": "2020-02-15T11:00"}, "It begins after they left."),
        ({"arrived_at": "2020-02-17T09:00"}, "This time has not come yet"),
        ({"venue": ""}, "Say in what kind of place the isolation was spent."),
        ({"origin": ""}, "Fill in “Came from”."),
    ],
)
def test_bad_input_is_said_and_loses_nothing(w, typed, sentence):
    person = resident(w)
    url = reverse("gate:write", args=[person.pk, "move"])
    answer = phone(w.duty).open(url).fill(**(HOTEL | {"note": "kept"} | typed))
    assert sentence in answer.said
    assert 'value="kept"' in answer.page
    with seen_from(w.head):
        assert facts.history(w.head, person)["moves"] == []


def test_deed_refuses_what_cannot_be(w):
    person = resident(w)
    told = {"by": w.duty, "person": person, "origin": "x", "alone": True}
    left, now = moment("2020-02-15 10:00"), clock.now()
    times = {"left_at": left, "arrived_at": now}
    apart = {"apart_since": moment("2020-02-10 09:00"), "venue": "hotel"}
    for more, code in (
        ({"left_at": now, "arrived_at": left}, "roster.arrives_before"),
        (times | {"apart_since": now}, "roster.ends_before"),
        (times | apart | {"venue": ""}, "roster.no_venue"),
    ):
        with pytest.raises(ValidationError) as refused:
            roster.record_move(**told, **more)
        assert refused.value.code == code
    kept_apart(w, person, "2020-02-14 12:00")
    with pytest.raises(ValidationError) as refused:
        roster.record_move(**told, left_at=left, arrived_at=now, **apart)
    assert refused.value.code == "roster.isolated_here_then"


def test_another_house_reads_nothing_of_it(w):
    person = resident(w)
    moved(w, person)
    other = w.post("duty", "T101-2")
    with seen_from(other), connection.cursor() as cursor:
        for table in ("roster_move", "roster_isolation", "roster_person"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table


def test_order_in_which_facts_come_does_not_matter(w):
    person = resident(w)
    moved(w, person)
    isolation = kept_apart(w, person)
    with seen_from(w.head):
        case = queries.case(w.head, isolation)
    policies, now = [bound.policy for bound in case.bound], clock.now()
    chance, shuffled = Random(29), list(case.facts)
    for _ in range(20):
        chance.shuffle(shuffled)
        again = evaluate(policies, shuffled, now, now, zone=zone())
        assert again.as_plain() == case.decision.as_plain()
