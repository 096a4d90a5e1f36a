"""What a text seems to demand: a suggestion that a person confirms."""

import datetime as dt

import pytest

from wardline.work.directives.reading import demands

local = dt.datetime.fromisoformat
ISSUED = dt.date(2020, 2, 22)
ORDER = """各市（州）民政局：
现将有关事项通知如下。
一、严格封闭管理。各机构必须实行封闭管理，不得撤岗撤卡。
二、请于2月25日17时前报送返院人员名单；48小时内召开会议传达到每名职工。
三、须在3个工作日内完成整改。1月5日前已完成的不再报告。
"""


def told(text, on=ISSUED):
    return [(each.text, each.due, each.proof) for each in demands(text, on)]


def test_sentences_that_oblige_are_found_with_hour_and_proof():
    assert told(ORDER) == [
        ("各机构必须实行封闭管理，不得撤岗撤卡。", None, "measure"),
        ("请于2月25日17时前报送返院人员名单；", local("2020-02-25 17:00"), "report"),
        ("48小时内召开会议传达到每名职工。", dt.timedelta(hours=48), "meeting"),
        ("须在3个工作日内完成整改。", dt.timedelta(days=3), "measure"),
        ("1月5日前已完成的不再报告。", None, "report"),
    ]


def test_english_sentences_are_found():
    text = "We must check heaters within 24 hours. Have a nice day. "
    text += "All homes shall report by 25 February."
    assert told(text) == [
        ("We must check heaters within 24 hours.", dt.timedelta(hours=24), "measure"),
        (
            "All homes shall report by 25 February.",
            local("2020-02-25 23:59"),
            "report",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "on", "due"),
    [
        ("1月5日前必须完成。", dt.date(2020, 12, 20), local("2021-01-05 23:59")),
        ("2月30日前必须完成。", ISSUED, None),
        ("2020年3月1日12时前必须完成。", None, local("2020-03-01 12:00")),
        ("3月1日前必须完成。", None, None),
        ("必须在24小时之内完成。", ISSUED, dt.timedelta(hours=24)),
    ],
)
def test_hour_is_read_as_far_as_the_text_allows(text, on, due):
    assert [each.due for each in demands(text, on)] == [due]


@pytest.mark.parametrize("text", ["", "好", "今天天气很好，适合散步。", "须知"])
def test_text_that_demands_nothing_gives_nothing(text):
    assert demands(text, ISSUED) == []
