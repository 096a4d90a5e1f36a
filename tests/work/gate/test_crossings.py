"""Who may cross, by the measures in force; what the gate keeps of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import isolated, lay_down, resident, seen_from
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
WELL = Decimal("36.5")


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 09:00")):
        made = world()
        lay_down(made)
        yield made


def cross(w, direction, crosser, **more):
    more.setdefault("temperature", WELL)
    return actions.cross(
        by=w.duty, at="T101-1", direction=direction, crosser=crosser, **more
    )


def codes(made):
    return [reason["code"] for reason in made.verdict["reasons"]]


@pytest.mark.parametrize(
    ("direction", "crosser", "more", "expected"),
    [
        ("in", "visitor", {}, ["closure.visitors"]),
        ("in", "staff", {}, []),
        ("in", "staff", {"temperature": Decimal("37.3")}, ["closure.too_hot"]),
        ("in", "staff", {"temperature": None}, ["closure.not_measured"]),
        ("in", "staff", {"masked": False}, ["closure.no_mask"]),
        ("in", "contractor", {}, ["closure.contractors"]),
        ("out", "resident", {}, ["closure.outings"]),
        ("out", "staff", {}, []),
        ("in", "ambulance", {"temperature": None}, []),
        ("in", "inspector", {}, []),
    ],
)
def test_cross_is_judged_by_the_measures_in_force(
    w, direction, crosser, more, expected
):
    made = cross(w, direction, crosser, **more)
    assert codes(made) == expected
    assert made.allowed is (not expected)


def test_ambulance_is_let_through_with_nothing_typed(w):
    nurse = Phone(w.duty).at("2020-02-10 09:05")
    nurse.open("/gate/cross/in/ambulance").fill()
    assert "救护车" in nurse.said
    with seen_from(w.duty):
        assert facts.passes(w.duty).get().allowed


def test_ambulance_takes_a_resident_along_and_the_heads_agree(w):
    person = resident(w)
    isolated(w, person)
    nurse = Phone(w.duty).at("2020-02-10 09:05").open("/gate/cross/out/ambulance")
    nurse.fill(person=str(person.pk), plate="甘a·120 01")
    assert person.name in nurse.said
    assert "甘A12001" in nurse.said
    with clock.set_to(moment("2020-02-10 09:06")), seen_from(w.duty):
        heads = facts.headcount(w.duty, "T101-1", date(2020, 2, 10))
    assert (heads["residents"], heads["went_out"]) == (0, 1)


def test_vehicle_is_known_by_its_plate(w):
    nurse = Phone(w.duty, "en").at("2020-02-10 09:05")
    nurse.open("/gate/cross/in/vehicle").fill(purpose="water")
    assert "Fill in “Number plate”" in nurse.said
    nurse.fill(plate="甘A 12345")
    assert "甘A12345" in nurse.said
    nurse.open("/gate/register?q=甘A12345")
    assert "1 entry" in nurse.said


def test_special_vehicle_comes_in_and_the_register_says_why(w):
    with clock.set_to(moment("2020-02-10 09:00")):
        row = {"code": "no-vehicles", "document": "guide", "topic": "closure.vehicles"}
        row |= {"valid_from": date(2020, 1, 31), "text_zh": "不得入", "citation": "x"}
        guidance.set_measures(by=w.authority, at="T", rows=[row])
    assert codes(cross(w, "in", "vehicle", plate="甘A1")) == ["closure.vehicles"]
    came = cross(w, "in", "vehicle", plate="甘A1", special_vehicle=True)
    assert came.allowed
    assert codes(came) == ["gate.special_vehicle"]


def test_cross_keeps_a_refusal_with_the_measure_it_rests_on(w):
    made = cross(w, "in", "visitor", name="王先生", purpose="探视")
    with seen_from(w.duty):
        kept = facts.crossing(w.duty, made.pk)
        answers = queries.answers(w.duty, kept.verdict)
    assert not kept.allowed
    assert [a.measure.code for a in answers] == ["no-visits"]
    assert answers[0].measure.citation == "Guide, no-visits"


def test_cross_refuses_whoever_is_in_isolation(w):
    person = resident(w)
    isolated(w, person)
    assert codes(cross(w, "in", "resident", person=person)) == ["closure.isolated"]


def test_cross_refuses_whoever_left_isolation_without_a_signature(w):
    person = resident(w)
    isolation = isolated(w, person)
    roster.end_isolation(by=w.head, isolation=isolation, to_at=clock.now())
    assert codes(cross(w, "in", "resident", person=person)) == ["closure.not_cleared"]


def test_permit_lets_in_whom_it_names_until_it_ends(w):
    until = clock.now() + timedelta(hours=2)
    given = {"at": "T101-1", "crosser": "contractor", "reason": "锅炉"}
    actions.permit(by=w.head, **given, name="李工", until_at=until)
    assert not cross(w, "in", "contractor", name="王工").allowed
    made = cross(w, "in", "contractor", name="李工")
    assert made.allowed
    assert codes(made) == ["gate.by_permit"]
    hot = cross(w, "in", "contractor", name="李工", temperature=Decimal("38"))
    assert codes(hot) == ["closure.too_hot"]
    with clock.set_to(until):
        assert not cross(w, "in", "contractor", name="李工").allowed


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "gate.permit_nobody"),
        ({"name": "李工", "reason": " "}, "gate.permit_no_reason"),
    ],
)
def test_permit_names_somebody_and_a_reason(w, given, code):
    told = {"at": "T101-1", "crosser": "contractor", "reason": "锅炉"} | given
    with pytest.raises(ValidationError) as error:
        actions.permit(by=w.head, **told, until_at=clock.now() + timedelta(hours=2))
    assert error.value.code == code


def test_cross_lets_the_isolated_in_only_straight_to_isolation(w):
    person = resident(w)
    isolated(w, person)
    given = {"direction": "in", "crosser": "resident", "person": person}
    assert not cross(w, **given).allowed
    assert cross(w, **given, to_isolation=True).allowed


def test_permit_for_one_person_is_no_permit_for_another(w):
    person, other = resident(w, "甲"), resident(w, "乙")
    actions.permit(
        by=w.head,
        at="T101-1",
        crosser="resident",
        person=person,
        reason="就医",
        until_at=clock.now() + timedelta(hours=2),
    )
    assert cross(w, "out", "resident", person=person).allowed
    assert not cross(w, "out", "resident", person=other, purpose="就医").allowed


def test_permit_is_the_heads_and_not_for_the_past(w):
    given = {"at": "T101-1", "crosser": "visitor", "reason": "x", "name": "王"}
    with pytest.raises(NotAllowed):
        actions.permit(by=w.duty, **given, until_at=clock.now() + timedelta(hours=1))
    with pytest.raises(ValidationError) as error:
        actions.permit(by=w.head, **given, until_at=clock.now())
    assert error.value.code == "gate.permit_past"


def test_cross_sent_twice_is_entered_once(w):
    made = cross(w, "in", "visitor", key="k")
    with pytest.raises(Repeated) as again:
        cross(w, "in", "visitor", key="k")
    assert again.value.entry.subject_id == str(made.pk)
    with seen_from(w.duty):
        assert facts.passes(w.duty).count() == 1


def test_cross_at_a_division_is_refused(w):
    w.county.may = lambda verb: True
    with pytest.raises(ValidationError) as error:
        actions.cross(by=w.county, at="T101", direction="in", crosser="visitor")
    assert error.value.code == "gate.no_institution"


def test_close_closes_all_underneath_from_a_day(w):
    on = date(2020, 2, 10)
    actions.close(by=w.county, at="T101", from_on=on, document_code="guide")
    actions.close(by=w.head, at="T101-1", from_on=on, document_code="guide")
    with seen_from(w.authority):
        assert queries.closed(w.authority, "T", on) == {"T101-1", "T101-2"}
        assert queries.closed(w.authority, "T", date(2020, 2, 9)) == set()
    with seen_from(w.duty):
        assert queries.closures(w.duty).count() == 2


def test_close_names_a_document_and_ends_after_it_begins(w):
    given = {"by": w.head, "at": "T101-1", "from_on": date(2020, 2, 10)}
    with pytest.raises(ValidationError) as error:
        actions.close(**given, document_code="nowhere")
    assert error.value.code == "gate.no_document"
    with pytest.raises(ValidationError) as error:
        actions.close(**given, document_code="guide", until_on=date(2020, 2, 9))
    assert error.value.code == "gate.ends_before"
