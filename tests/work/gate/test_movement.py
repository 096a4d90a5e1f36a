"""Crossings per institution and week, beside last week and like homes."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories.gate import lay_down, resident, seen_from
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.core.roster import actions as roster
from wardline.front import figures
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
NOW = "2020-02-20 12:00"  # a Thursday; the week began on the 17th


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-01 09:00")):
        made = world()
        lay_down(made)
        for n in range(4):
            resident(made, f"人{n}")
    for at, way, who in (
        ("2020-02-10 09:00", "in", "inspector"),
        ("2020-02-14 09:00", "in", "inspector"),
        ("2020-02-17 00:00", "in", "inspector"),
        ("2020-02-18 09:00", "out", "inspector"),
        ("2020-02-18 10:00", "in", "visitor"),
        ("2020-02-19 09:00", "in", "ambulance"),
    ):
        with clock.set_to(moment(at)):
            told = {"direction": way, "crosser": who, "name": "x"}
            told["temperature"] = Decimal("36.5")
            actions.cross(by=made.duty, at="T101-1", **told)
    return made


def own(w, viewer, on=None):
    with clock.set_to(moment(NOW)), seen_from(viewer):
        return queries.movement_of(viewer, w.duty.place, queries.week(on))


def test_movement_counts_who_was_let_through_since_monday(w):
    found = own(w, w.duty)
    assert found.counts == {"inspector": 2, "ambulance": 1}
    assert (found.heads, found.total, found.rate) == (4, 3, Decimal("75.0"))


def test_running_week_is_set_beside_as_much_of_the_week_before(w):
    found = own(w, w.duty)
    # the crossing of Friday the 14th comes later than Thursday noon
    assert (found.before, found.change) == (Decimal("25.0"), Decimal("50.0"))
    whole = own(w, w.duty, date(2020, 2, 12))
    assert (whole.total, whole.before) == (2, Decimal("0.0"))


def test_office_sees_the_median_of_like_homes_and_a_home_does_not(w):
    with clock.set_to(moment(NOW)), scope.entered("T"):
        Place.objects.create(
            code="T101-3", parent_id="T101", depth=3, name_zh="三院", kind_id="elder"
        )
        told = {"by": w.authority, "at": "T101-3"}
        row = {"kind": "resident", "name": "钱", "from_at": moment("2020-02-01 09:00")}
        roster.enrol_many(**told, rows=[row, row])
    assert own(w, w.duty).like is None
    assert own(w, w.county).like == Decimal("0.0")


def test_figure_is_the_rate_of_all_homes_below(w):
    with clock.set_to(moment(NOW)), seen_from(w.county):
        on = clock.today()
        told = {"viewer": w.county, "at": "T101", "on": on}
        found = figures.count("gate.movement", **told)
    assert (found.value, found.since) == (Decimal("75.0"), date(2020, 2, 17))


def test_county_sorts_and_takes_away_the_table(w):
    county = Phone(w.county, "en").at(NOW).open("/gate/movement")
    assert "Week 2020-W08" in county.said
    assert "Inspector 2" in county.said
    county.tap("The week before")
    assert "Week 2020-W07" in county.said
    county.open("/gate/movement?sort=name").open("/gate/movement?sort=-like")
    with clock.set_to(moment(NOW)):
        answer = county.client.get("/gate/movement?export=1&sort=-rate")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:6] == ("T101-1", "County One Elder Home", "County One", 4, 3, 75)
    assert [row[0] for row in rows[1:]] == ["T101-1", "T101-2"]


def test_home_sees_its_own_week_and_no_neighbour(w):
    nurse = Phone(w.duty).at(NOW).open("/gate/")
    assert "人员流动" in nurse.said
    assert "同类机构中位数" not in nurse.said
    nurse.open("/gate/movement")
    assert "T101-2" not in nurse.page
    other = Phone(w.post("duty", "T102-1")).at(NOW).open("/gate/movement")
    assert "T101-1" not in other.page


def test_week_not_begun_has_nothing(w):
    found = own(w, w.duty, date(2020, 2, 20) + timedelta(days=14))
    assert found.total == 0
