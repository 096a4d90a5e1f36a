"""Facts about people, through the deeds, as the powerless role of the web."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.gate import isolated, resident, sampled, seen_from, watched
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.core.roster import actions, queries
from wardline.ground.verdict import Outcome, Verdict

pytestmark = pytest.mark.django_db
ON = date(2020, 2, 10)
NUMBER = "620102193805120027"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 09:00")):
        yield world()


def crossed(w, person, direction, at):
    with clock.set_to(moment(at)):
        return actions.record_pass(
            by=w.duty,
            at="T101-1",
            crossed_at=moment(at),
            direction=direction,
            crosser="resident",
            person=person,
            verdict=Verdict(Outcome.ALLOWED),
        )


def test_enrol_finds_a_person_by_name_room_and_whole_number(w):
    person = resident(w)
    other = actions.enrol(
        by=w.duty,
        at="T101-1",
        kind="worker",
        name="赵晓梅",
        from_at=moment("2020-01-05 08:00"),
        id_number=NUMBER.lower(),
    )
    with seen_from(w.duty):
        assert list(queries.people(w.duty, search="秀兰")) == [person]
        assert list(queries.people(w.duty, search="201")) == [person]
        assert list(queries.people(w.duty, search=NUMBER)) == [other]
        assert list(queries.by_id_number(w.duty, NUMBER)) == [other]
        assert list(queries.people(w.duty, kind="worker")) == [other]
        assert queries.masked(other) == "6201**********0027"
        assert queries.person(w.duty, person.pk).room == "201"


def test_enrol_is_not_seen_by_a_neighbour(w):
    person = resident(w)
    stranger = w.post("duty", "T101-2")
    with seen_from(stranger):
        assert queries.person(stranger, person.pk) is None
        assert not queries.people(stranger).exists()


def test_enrol_sent_twice_counts_once(w):
    given = {"by": w.duty, "at": "T101-1", "kind": "resident", "name": "王"}
    person = actions.enrol(**given, from_at=clock.now(), key="k")
    with pytest.raises(Repeated) as again:
        actions.enrol(**given, from_at=clock.now(), key="k")
    assert again.value.entry.subject_id == str(person.pk)


def test_enrol_at_another_place_is_refused(w):
    with pytest.raises(NotAllowed):
        actions.enrol(
            by=w.duty, at="T101-2", kind="resident", name="王", from_at=clock.now()
        )


def test_enrol_many_takes_a_roll_in_one_deed(w, django_assert_max_num_queries):
    rows = [
        {"kind": "worker", "name": f"工{n}", "from_at": clock.now(), "room": "1"}
        for n in range(300)
    ]
    with django_assert_max_num_queries(12):
        people = actions.enrol_many(by=w.duty, at="T101-1", rows=rows)
    assert len(people) == 300
    with seen_from(w.duty):
        assert queries.headcount(w.duty, "T101-1", ON)["workers"] == 300


def test_stay_begins_and_ends_once(w):
    person = resident(w)
    late = {"by": w.duty, "person": person, "from_at": clock.now()}
    assert refused(actions.begin_stay, **late) == "roster.stays_already"
    early = moment("2019-11-01 09:00")
    assert (
        refused(actions.end_stay, by=w.duty, person=person, at_time=early)
        == "roster.ends_before"
    )
    actions.end_stay(by=w.duty, person=person, at_time=clock.now())
    again = {"by": w.duty, "person": person, "at_time": clock.now()}
    assert refused(actions.end_stay, **again) == "roster.no_stay"
    assert actions.begin_stay(**late, room="305").room == "305"


def test_isolation_is_one_at_a_time_and_ends_once(w):
    person = resident(w)
    isolation = isolated(w, person)
    given = {"by": w.duty, "person": person, "room": "G-2", "alone": True}
    code = refused(actions.isolate, **given, from_at=clock.now(), reason="return")
    assert code == "roster.isolated_already"
    end = {"by": w.head, "isolation": isolation}
    early = moment("2020-01-01 08:00")
    assert refused(actions.end_isolation, **end, to_at=early) == "roster.ends_before"
    actions.end_isolation(**end, to_at=clock.now())
    code = refused(actions.end_isolation, **end, to_at=clock.now())
    assert code == "roster.isolation_ended"


@pytest.mark.parametrize("deed", ["check", "test", "breach", "round", "pass"])
def test_facts_of_the_future_are_refused(w, deed):
    person, later = resident(w), moment("2020-02-10 09:01")
    at = {"by": w.duty, "at": "T101-1"}
    one = {"by": w.duty, "person": person}
    code = {
        "check": lambda: refused(
            actions.record_check,
            **one,
            taken_at=later,
            temperature=None,
            symptomatic=None,
        ),
        "test": lambda: refused(
            actions.record_test, **one, sampled_at=later, outcome="lost", pathogen="x"
        ),
        "breach": lambda: refused(
            actions.record_breach, **one, kind="visitor", from_at=later
        ),
        "round": lambda: refused(
            actions.record_round,
            **at,
            on=ON,
            slot="morning",
            taken_at=later,
            checked=1,
            expected=1,
        ),
        "pass": lambda: refused(
            actions.record_pass,
            **at,
            crossed_at=later,
            direction="in",
            crosser="visitor",
            verdict=Verdict(Outcome.ALLOWED),
        ),
    }[deed]()
    assert code == "roster.in_the_future"


@pytest.mark.parametrize("temperature", ["29.9", "45.1"])
def test_temperature_that_no_living_body_has_is_refused(w, temperature):
    code = refused(
        actions.record_check,
        by=w.duty,
        person=resident(w),
        taken_at=clock.now(),
        temperature=Decimal(temperature),
        symptomatic=False,
    )
    assert code == "roster.temperature_impossible"


def test_test_reported_before_its_sample_is_refused(w):
    code = refused(
        actions.record_test,
        by=w.duty,
        person=resident(w),
        sampled_at=clock.now(),
        reported_at=moment("2020-02-09 09:00"),
        outcome="negative",
        pathogen="x",
    )
    assert code == "roster.reported_before"


def test_breach_that_ends_before_it_begins_is_refused(w):
    code = refused(
        actions.record_breach,
        by=w.duty,
        person=resident(w),
        kind="left_room",
        from_at=clock.now(),
        to_at=moment("2020-02-09 09:00"),
    )
    assert code == "roster.ends_before"


def test_round_checks_exceptions_and_all_in_isolation(w):
    ill, apart, well = resident(w, "甲"), resident(w, "乙"), resident(w, "丙")
    isolated(w, apart)
    exception = {"person": ill, "temperature": Decimal("37.6"), "symptomatic": True}
    given = {"by": w.duty, "at": "T101-1", "on": ON, "slot": "morning"}
    given |= {"taken_at": clock.now(), "checked": 3, "expected": 3}
    made = actions.record_round(**given, exceptions=[exception])
    assert made.feverish == 1
    with seen_from(w.duty):
        kept = {p: queries.history(w.duty, p)["checks"] for p in (ill, apart, well)}
        assert queries.round_of(w.duty, "T101-1", ON, "morning") == made
    assert [c.temperature for c in kept[ill]] == [Decimal("37.6")]
    assert [c.symptomatic for c in kept[apart]] == [False]
    assert kept[well] == []
    assert refused(actions.record_round, **given) == "roster.round_known"


def test_round_says_nothing_of_rooms_that_were_not_walked(w):
    apart = resident(w)
    isolated(w, apart)
    actions.record_round(
        by=w.duty,
        at="T101-1",
        on=ON,
        slot="evening",
        taken_at=clock.now(),
        checked=0,
        expected=1,
        rooms={"201": 0},
    )
    with seen_from(w.duty):
        assert queries.history(w.duty, apart)["checks"] == []


def test_headcount_balances_with_the_gate(w):
    person, other = resident(w, "甲"), resident(w, "乙")
    crossed(w, other, "out", "2020-02-09 15:00")
    crossed(w, person, "out", "2020-02-10 08:00")
    crossed(w, other, "in", "2020-02-10 08:30")
    isolated(w, other, "2020-02-10 08:35")
    with seen_from(w.duty):
        assert queries.headcount(w.duty, "T101-1", ON) == {
            "residents": 1,
            "workers": 0,
            "isolating": 1,
            "yesterday": 1,
            "came_in": 1,
            "went_out": 1,
        }
        assert [s.person for s in queries.inside(w.duty, "T101-1", clock.now())] == [
            other
        ]
        beds = queries.beds(w.duty, "T101-1", clock.now())
    assert {room: list(people) for room, people in beds.items()} == {"201": [other]}


def test_headcounts_of_many_places_cost_one_query(w, django_assert_max_num_queries):
    resident(w)
    child = w.post("duty", "T101-2")
    since = moment("2020-01-01 08:00")
    actions.enrol(by=child, at="T101-2", kind="worker", name="李", from_at=since)
    with seen_from(w.county), django_assert_max_num_queries(1):
        found = queries.headcounts(w.county, "T101", ON)
    assert {code: row["residents"] for code, row in found.items()} == {
        "T101-1": 1,
        "T101-2": 0,
    }
    assert found["T101-2"]["workers"] == found["T101-2"]["yesterday"] == 1


def test_evidence_costs_eight_queries_and_names_what_supersedes(
    w, django_assert_max_num_queries
):
    person, other = resident(w, "甲"), resident(w, "乙")
    isolated(w, person)
    watched(w, person, "2020-02-02", 2, temperature="37.4", symptomatic=None)
    wrong = sampled(w, person, "2020-02-05 10:00", "positive")
    actions.record_test(
        by=w.duty,
        person=person,
        sampled_at=wrong.at,
        outcome="negative",
        pathogen="x",
        supersedes=wrong,
    )
    actions.record_breach(
        by=w.duty, person=person, kind="visitor", from_at=moment("2020-02-06 10:00")
    )
    with seen_from(w.county), django_assert_max_num_queries(8):
        facts = queries.evidence(w.county, [person, other.pk])
    assert facts[other.pk] == []
    found = defaultdict(list)
    for fact in facts[person.pk]:
        found[type(fact).__name__].append(fact)
    kinds = {"Isolated": 1, "Breach": 1, "Symptoms": 2, "LabTest": 2}
    assert {kind: len(alike) for kind, alike in found.items()} == kinds
    corrects = {test.supersedes for test in found["LabTest"]}
    assert corrects == {None, f"test:{wrong.pk}"}
    assert {look.presence for look in found["Symptoms"]} == {"present"}
    with seen_from(w.county):
        then = queries.evidence(w.county, [person], moment("2020-02-03 12:00"))
    assert len(then[person.pk]) == 3


def test_tests_of_a_day_are_counted(w):
    person = resident(w)
    sampled(w, person, "2020-02-10 08:00", "positive")
    sampled(w, person, "2020-02-10 08:30")
    with seen_from(w.county):
        assert queries.tests(w.county, "T101-1", ON) == {"tested": 2, "positive": 1}
        assert queries.tests(w.county, "T101-2", ON) == {"tested": 0, "positive": 0}
        by_place = queries.tests_by_place(w.county, "T", ON)
    assert by_place == {"T101-1": {"tested": 2, "positive": 1}}
