"""Who lives in, read off the register: a night outside ends a shift."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import lay_down, resident, sampled, watched
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock, scope
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
WELL = Decimal("36.5")
BEGUN = "2020-02-10 08:00"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    return made


def live_in(w, days=None):
    """Let a measure say that staff live in, from the first of February."""
    with clock.set_to(moment("2020-02-01 07:00")):
        row = {"code": "live-in", "document": "guide", "topic": "closure.live_in"}
        row |= {
            "params": {"days": days} if days else {},
            "text_zh": "值守",
            "text_en": "x",
        }
        row |= {"valid_from": date(2020, 2, 1), "citation": "Guide, live-in"}
        guidance.set_measures(by=w.authority, at="T", rows=[row])


def worker(w, name="赵晓梅", since="2019-12-01 09:00"):
    at = moment(since)
    told = {"kind": "worker", "name": name, "from_at": at}
    with clock.set_to(max(at, moment("2020-01-31 09:00"))):
        return roster.enrol(by=w.duty, at="T101-1", **told)


def begin(w, *people, at=BEGUN, **more):
    with clock.set_to(moment(at)):
        told = {"people": people, "from_at": clock.now()} | more
        return actions.begin_shifts(by=w.duty, at="T101-1", **told)


def cross(w, person, direction, at, **more):
    told = {"direction": direction, "crosser": "staff", "person": person}
    with clock.set_to(moment(at)), scope.entered("T101-1"):
        return actions.cross(by=w.duty, at="T101-1", **told, temperature=WELL, **more)


def standing(w, person, at):
    with clock.set_to(moment(at)), scope.entered("T101-1"):
        return queries.standing(w.duty, w.duty.place, person)


def codes(made):
    return [(r["code"], r["rests_on"]) for r in made.verdict["reasons"]]


def isolated(w, person, since, until):
    """Isolate somebody and let the head sign the release, when all is met."""
    begun = moment(f"{since} 09:30")
    with clock.set_to(begun):
        isolation = roster.isolate(
            by=w.duty,
            person=person,
            room="G-1",
            alone=True,
            from_at=begun,
            reason="return",
        )
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days
    watched(w, person, since, days + 1)
    sampled(w, person, f"{until} 07:00")
    with clock.set_to(moment(f"{until} 12:00")), scope.entered("T101-1"):
        actions.release(by=w.head, isolation=isolation)


def test_shift_begins_and_its_relief_comes_due(w):
    person = worker(w)
    begin(w, person)
    first = standing(w, person, "2020-02-10 20:00")
    assert (first.state, first.day, first.days) == ("on_shift", 1, 14)
    assert first.relief_on == date(2020, 2, 24)
    assert standing(w, person, "2020-02-23 20:00").state == "on_shift"
    due = standing(w, person, "2020-02-24 00:10")
    assert (due.state, due.day) == ("relief_due", 15)


def test_measure_says_how_long_a_shift_lasts(w):
    live_in(w, days=7)
    person = worker(w)
    begin(w, person)
    assert standing(w, person, "2020-02-17 08:00").state == "relief_due"


def test_errand_before_midnight_ends_no_shift(w):
    person = worker(w)
    begin(w, person)
    cross(w, person, "out", "2020-02-11 09:00")
    cross(w, person, "in", "2020-02-11 23:50")
    assert standing(w, person, "2020-02-12 09:00").state == "on_shift"


def test_night_outside_ends_the_shift_and_the_gate_says_why(w):
    person = worker(w)
    begin(w, person)
    cross(w, person, "out", "2020-02-11 18:00")
    back = cross(w, person, "in", "2020-02-12 07:30")
    assert not back.allowed
    assert codes(back) == [("closure.slept_outside", "cleared-only")]
    assert back.verdict["reasons"][0]["args"] == {"night": "2020-02-11"}
    broken = standing(w, person, "2020-02-12 08:00")
    assert (broken.state, broken.on_shift) == ("slept_outside", False)
    with pytest.raises(ValidationError) as error:
        begin(w, person, at="2020-02-12 08:00")
    assert error.value.code == "shift.held.slept_outside"


def test_relief_is_isolated_and_released_before_the_shift_begins_anew(w):
    person = worker(w)
    begin(w, person)
    cross(w, person, "out", "2020-02-11 18:00")
    assert cross(w, person, "in", "2020-02-12 07:30", to_isolation=True).allowed
    isolated(w, person, "2020-02-12", "2020-02-27")
    ready = standing(w, person, "2020-02-27 13:00")
    assert (ready.state, ready.uncleared) == ("ready", ())
    begin(w, person, at="2020-02-27 14:00")
    anew = standing(w, person, "2020-02-28 09:00")
    assert (anew.state, anew.day) == ("on_shift", 2)
    with scope.entered("T101-1"):
        assert facts.shifts(w.duty).filter(to_at=None).count() == 1


def test_one_night_between_release_and_shift_loses_the_clearance(w):
    live_in(w)
    person = worker(w)
    cross(w, person, "out", "2020-02-08 18:00")
    isolated(w, person, "2020-02-09", "2020-02-24")
    assert standing(w, person, "2020-02-24 13:00").uncleared == ()
    cross(w, person, "in", "2020-02-24 13:30")
    assert cross(w, person, "out", "2020-02-24 19:00").allowed
    back = cross(w, person, "in", "2020-02-25 08:00")
    assert codes(back) == [("closure.slept_outside", "cleared-only")]


def test_where_staff_live_in_whoever_comes_from_outside_is_cleared_first(w):
    live_in(w)
    newcomer = worker(w, "新来的", since="2020-02-10 08:00")
    assert standing(w, newcomer, "2020-02-10 09:00").state == "slept_outside"
    assert not cross(w, newcomer, "in", "2020-02-10 09:00").allowed


def test_where_staff_go_home_a_night_outside_is_nothing(w):
    person = worker(w)
    cross(w, person, "out", "2020-02-10 18:00")
    assert cross(w, person, "in", "2020-02-11 08:00").allowed
    assert standing(w, person, "2020-02-11 09:00").state == "ready"


def test_shift_is_for_workers_of_the_house_who_are_in(w):
    elder = resident(w)
    with pytest.raises(ValidationError) as error:
        begin(w, elder)
    assert error.value.code == "shift.no_worker"
    with pytest.raises(ValidationError) as error:
        begin(w)
    assert error.value.code == "shift.nobody"
    person = worker(w)
    begin(w, person)
    with pytest.raises(ValidationError) as error:
        begin(w, person)
    assert error.value.code == "shift.held.on_shift"


def test_shift_begun_twice_counts_once(w):
    person = worker(w)
    begin(w, person, key="k")
    with pytest.raises(Repeated):
        begin(w, person, key="k")


def test_shift_ends_once_and_not_before_it_began(w):
    person = worker(w)
    (shift,) = begin(w, person)
    early = moment(BEGUN) - timedelta(minutes=1)
    with clock.set_to(moment("2020-02-24 09:00")), scope.entered("T101-1"):
        with pytest.raises(ValidationError) as error:
            roster.end_shift(by=w.duty, shift=shift, to_at=early)
        assert error.value.code == "roster.ends_before"
        roster.end_shift(by=w.duty, shift=shift, to_at=clock.now())
        with pytest.raises(ValidationError) as error:
            roster.end_shift(by=w.duty, shift=shift, to_at=clock.now())
        assert error.value.code == "roster.shift_ended"
    assert standing(w, person, "2020-02-24 10:00").state == "ready"


def test_standings_cost_the_same_however_many_workers(w, django_assert_max_num_queries):
    begin(w, *(worker(w, f"工{n}") for n in range(12)))
    at = clock.set_to(moment("2020-02-11 09:00"))
    with at, scope.entered("T101-1"), django_assert_max_num_queries(14):
        found = queries.standings(w.duty, w.duty.place)
    assert [each.state for each in found] == ["on_shift"] * 12


def test_nurse_begins_a_shift_and_the_head_of_another_home_sees_nothing(w):
    person = worker(w)
    nurse = Phone(w.duty).at("2020-02-10 08:00").open("/gate/").tap("封闭值守")
    assert "可以上岗" in nurse.said
    nurse.fill(people=str(person.pk))
    assert "值守已开始" in nurse.said
    assert "第1天，共14天" in nurse.said
    english = Phone(w.county, "en").at("2020-02-24 09:00").open("/gate/at/T101-1")
    assert "Relief is due" in english.said
    english.tap("Shifts that live in")
    assert "24 February 2020" in english.said
    nurse.at("2020-02-24 10:00").open("/gate/at/T101-1/shifts").tap("结束值守").fill()
    assert "值守已结束" in nurse.said
    other = Phone(w.post("head", "T102-1")).at("2020-02-11 09:00")
    with clock.set_to(moment("2020-02-11 09:00")):
        for url in ("/gate/at/T101-1/shifts", "/gate/shifts/1/end"):
            assert other.client.get(url).status_code == 404
