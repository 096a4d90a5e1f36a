"""Walk 3: a home is closed; a visitor is turned back, a repair is let in by name.

From the nurse's phone at the gate to the county's list, in both languages.
"""

import pytest

from tests.factories.gate import lay_down, resident
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock

pytestmark = pytest.mark.django_db
DAY = "2020-02-10 "


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
        resident(made, "何建国")
        return made


def test_a_closed_home_lets_in_only_whom_the_measures_allow(w):
    county = Phone(w.county).at(DAY + "08:00")
    county.open("/gate/").tap("实行封闭管理")
    county.fill(from_on="2020-02-10", document_code="guide")
    assert "封闭管理已登记" in county.said

    nurse = Phone(w.duty).at(DAY + "09:00")
    nurse.open("/gate/")
    assert "自2020年2月10日起封闭管理" in nurse.said
    nurse.tap("来访人员进入").fill(name="王先生", purpose="探视", temperature="365")
    assert "365" in nurse.page
    assert "不可能是体温" in nurse.said
    nurse.fill(temperature="36.5")
    assert "不予放行" in nurse.said
    assert "探视已暂停" in nurse.said
    assert "no-visits的要求。" in nurse.said
    assert "Guide, no-visits" in nurse.said
    first = nurse.url
    assert nurse.again().url == first

    nurse.open("/gate/").tap("施工维修人员进入").fill(name="李工", temperature="36.5")
    assert "外来施工维修已暂停" in nurse.said
    head = Phone(w.head).at(DAY + "09:10").open("/gate/").tap("签批例外")
    head.fill(crosser="contractor", name="李工", reason="锅炉抢修")
    assert "例外自即时起生效" in head.said
    nurse.at(DAY + "09:20").open("/gate/").tap("施工维修人员进入")
    nurse.fill(name="李工", temperature="36.5")
    assert "凭已签批的例外放行：锅炉抢修" in nurse.said

    nurse.open("/gate/").tap("工作人员进入")
    english = Phone(w.county, "en").at(DAY + "10:00").open("/gate/")
    assert "County One Elder Home" in english.said
    assert "Closed to the outside" in english.said
    english.tap("Register of crossings")
    assert english.said.count("Refused") >= 2
    english.tap("10 February 2020")
    assert "signed exception" in english.said


def test_a_round_is_taken_by_one_tap_a_room(w):
    nurse = Phone(w.duty).at(DAY + "07:40").open("/gate/").tap("早间测温")
    assert "何建国" in nurse.said
    nurse.fill()
    assert "请至少勾选一个已测温的房间" in nurse.said
    nurse.fill(room_0="on")
    assert "应测1人，实测1人，发热0人" in nurse.said
    assert "早间测温07:40" in nurse.open("/gate/").said
