"""The five desks and the way down, as the pages show them."""

from datetime import date

import pytest

from tests.factories.gate import lay_down, resident
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock

pytestmark = pytest.mark.django_db
ON = date(2020, 2, 10)


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
        resident(made, "何建国")
        return made


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("duty", "T101-1"),
        ("head", "T101-1"),
        ("officer", "T101"),
        ("officer", "T1"),
        ("authority", "T"),
        ("inspector", "T"),
        ("custodian", "T"),
    ],
)
def test_everyone_lands_on_a_desk(w, role, place, language):
    phone = Phone(w.post(role, place), language).at("2020-02-10 09:00").open("/")
    assert (
        "归您现在办理" if language == "zh-hans" else "Yours to do now"
    ) in phone.said
    assert "desk." not in phone.said
