"""Exceptions: by name, with a reason and an end; taken back with a trace."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import lay_down, resident, seen_from
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
DAY = "2020-02-10 "


@pytest.fixture
def w():
    with clock.set_to(moment(DAY + "09:00")):
        made = world()
        lay_down(made)
        yield made


def visit(w, visited, by=None, **more):
    told = {"name": "王先生", "relation": "儿子", "minutes": 30, "protection": ["mask"]}
    told |= {"until_at": clock.now() + timedelta(hours=24)} | more
    return actions.permit_visit(by=by or w.head, visited=visited, **told)


def permit(w, **more):
    told = {"crosser": "contractor", "name": "李工", "reason": "锅炉"}
    told |= {"until_at": clock.now() + timedelta(hours=2)} | more
    return actions.permit(by=w.head, at="T101-1", **told)


def cross(w, crosser="visitor", name="王先生"):
    told = {"direction": "in", "crosser": crosser, "name": name}
    return actions.cross(by=w.duty, at="T101-1", **told, temperature=Decimal("36.5"))


def codes(made):
    return [reason["code"] for reason in made.verdict["reasons"]]


def test_visit_at_the_end_of_a_life_opens_the_gate_for_its_visitor(w):
    made = visit(w, resident(w))
    came = cross(w)
    assert came.allowed
    assert codes(came) == ["gate.by_visit"]
    assert not cross(w, name="李先生").allowed
    with seen_from(w.head):
        assert list(queries.crossings_by(w.head, made)) == [came]


def test_visit_is_authorised_by_head_or_officer_alone(w):
    person = resident(w)
    with pytest.raises(NotAllowed):
        visit(w, person, by=w.duty)
    assert visit(w, person, by=w.county).pk
    with pytest.raises(NotAllowed):
        visit(w, person, by=w.post("officer", "T102"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "gate.permit_nobody"),
        ({"relation": ""}, "gate.permit_no_reason"),
        ({"protection": []}, "gate.visit_unprotected"),
        ({"until_at": moment(DAY + "09:00")}, "gate.permit_past"),
    ],
)
def test_visit_without_what_it_needs_is_refused(w, more, code):
    with pytest.raises(ValidationError) as error:
        visit(w, resident(w), **more)
    assert error.value.code == code


def test_permit_taken_back_holds_no_more_and_leaves_a_trace(w):
    made = permit(w)
    assert cross(w, "contractor", "李工").allowed
    actions.withdraw_permit(by=w.head, permit=made, reason="不来了")
    assert not cross(w, "contractor", "李工").allowed
    with seen_from(w.head):
        kept = queries.permit(w.head, made.pk)
        assert queries.permit_state(kept) == "withdrawn"
        assert (kept.withdrawal.reason, kept.withdrawal.by) == ("不来了", w.head)
        assert queries.permits(w.head).count() == 0
        assert queries.every_permit(w.head, state="withdrawn").count() == 1
    with pytest.raises(ValidationError) as error:
        actions.withdraw_permit(by=w.head, permit=made, reason="x")
    assert error.value.code == "gate.withdrawn_already"


def test_permit_past_is_listed_and_not_taken_back(w):
    made = permit(w)
    with clock.set_to(made.until_at), seen_from(w.head):
        assert queries.permit_state(made) == "past"
        assert list(queries.every_permit(w.head, state="past")) == [made]
        with pytest.raises(ValidationError) as error:
            actions.withdraw_permit(by=w.head, permit=made, reason="x")
    assert error.value.code == "gate.over_already"


def test_head_signs_a_visit_and_the_crossing_leads_to_it(w):
    person = resident(w, "何建国")
    head = Phone(w.head).at(DAY + "10:00").open("/gate/").tap("临终探视")
    head.fill(visited=str(person.pk), relation="女儿", protection="mask")
    assert "请填写" in head.said
    head.fill(visited=str(person.pk), name="何女士", relation="女儿", protection="mask")
    assert "探视已签批" in head.said
    assert "临终探视何建国（女儿），不超过30分钟" in head.said
    nurse = Phone(w.duty).at(DAY + "10:30").open("/gate/cross/in/visitor")
    nurse.fill(name="何女士", temperature="36.5")
    assert "放行：临终探视，不超过30分钟" in nurse.said
    nurse.tap("查看该例外")
    assert "撤回" not in nurse.said
    head.open(nurse.url).fill(reason="老人已离世")
    assert "已撤回，即时失效" in head.said
    assert "老人已离世" in head.said
    county = (
        Phone(w.county, "en").at(DAY + "12:00").open("/gate/permits?state=withdrawn")
    )
    assert "End-of-life visit to 何建国" in county.said
    table = county.client.get("/gate/permits?export=1")
    assert table["Content-Disposition"].endswith('"exceptions.xlsx"')


def test_neighbours_see_no_exception(w):
    made = permit(w)
    other = Phone(w.post("head", "T102-1")).at(DAY + "10:00")
    assert "李工" not in other.open("/gate/permits").said
    assert other.client.get(f"/gate/permits/{made.pk}").status_code == 404
    assert other.client.get("/gate/at/T101-1/visit").status_code == 404
