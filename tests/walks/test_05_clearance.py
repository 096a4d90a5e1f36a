"""Walk 5: a resident returns, is isolated alone, and is released by signature."""

import pytest

from tests.factories.gate import lay_down, resident
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
        return made


def test_a_returning_resident_is_released_when_every_clause_is_met(w):
    with clock.set_to(moment("2020-01-31 09:00")):
        person = resident(w)
    page = f"/gate/people/{person.pk}"
    nurse = Phone(w.duty).at("2020-03-01 09:30").open(page).tap("开始隔离")
    nurse.fill(room="G-101")
    assert "第0日，须满14日" in nurse.said

    for day in range(2, 17):
        nurse.at(f"2020-03-{day:02} 08:00").open(page).tap("登记体温和症状")
        nurse.fill(temperature="36.5")
        if day == 10:
            nurse.at("2020-03-10 16:00").open(page).tap("登记隔离中断")
            nurse.fill(kind="left_room", from_at="2020-03-10T14:00")
            assert "天数可能重新计算" in nurse.said
        if day == 15:
            nurse.at("2020-03-15 10:00").open(page).tap("录入核酸结果")
            nurse.fill(pathogen="SARS-CoV-2")

    nurse.at("2020-03-16 10:00").open("/gate/isolation")
    assert "未满足" in nurse.said
    assert "离开隔离房间（2020年3月10日 14:00至2020年3月10日 16:00）" in nurse.said
    assert "），重新计时" in nurse.said
    assert "自2020年3月10日 16:00计时，现为第6日，须满14日" in nurse.said
    assert "期满时间为2020年3月25日 00:00" in nurse.said
    assert "核酸0/1" in nurse.said
    assert "2020年3月15日 10:00采样为自2020年3月10日 16:00计时的第5日" in nurse.said
    assert "最早可解除：2020年3月25日 00:00" in nurse.said
    assert "须有2020年3月24日 00:00及以后采样的阴性结果" in nurse.said
    english = Phone(w.head, "en").at("2020-03-16 10:00").open("/gate/isolation")
    assert "Not to be released yet" in english.said
    assert "Day 6 of 14" in english.said
    assert "Earliest: 25 March 2020, 00:00" in english.said
    assert "The sample of 15 March 2020, 10:00 is day 5 of the count" in english.said

    for day in range(17, 26):
        nurse.at(f"2020-03-{day:02} 08:00").open(page).tap("登记体温和症状")
        nurse.fill(temperature="36.5")
    nurse.at("2020-03-24 10:00").open(page).tap("录入核酸结果")
    nurse.fill(pathogen="SARS-CoV-2")

    nurse.at("2020-03-25 09:00").open(page).tap("隔离观察")
    assert "仅缺签字，请告知本院负责人" in nurse.said
    assert "我已逐项核对" not in nurse.said
    head = Phone(w.head).at("2020-03-25 09:10").open(nurse.url)
    assert "各项条件均已满足" in head.said
    head.fill(seen=None)
    assert "已解除" not in head.said
    head.fill(seen="on")
    assert "已于2020年3月25日 09:10解除隔离" in head.said
    assert "核酸1/1：阴性" in head.said
    assert "目前无人隔离" in nurse.at("2020-03-25 09:20").open("/gate/isolation").said


def test_a_positive_test_closes_this_way_out(w):
    with clock.set_to(moment("2020-01-31 09:00")):
        person = resident(w)
    page = f"/gate/people/{person.pk}"
    nurse = Phone(w.duty, "en").at("2020-03-01 09:30").open(page)
    nurse.tap("Begin an isolation").fill(room="G-101")
    nurse.at("2020-03-02 10:00").tap("Enter a test result")
    nurse.fill(pathogen="SARS-CoV-2", outcome="positive")
    assert "Must not be released" in nurse.said
    assert "Follow the pathway for cases" in nurse.said
    head = Phone(w.head).at("2020-03-20 09:00").open(page)
    assert "不得解除" in head.said
    assert "不适用本解除程序" in head.said
