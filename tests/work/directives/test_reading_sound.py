"""Sound documents come through unchanged, in any encoding, with their fields found."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.work.directives import reading

DOCUMENTS = Path(__file__).parent / "documents"
NOTICE = (DOCUMENTS / "notice.txt").read_text(encoding="utf-8").rstrip("\n")
ENGLISH = (DOCUMENTS / "english.txt").read_text(encoding="utf-8").rstrip("\n")
PIECES = [
    "務(wù)",
    "構",
    "机构",
    ",,",
    ",、",
    ",",
    "，",
    "(擴大)",
    "(",
    ")",
    ":",
    "\xa0",
]
PIECES += [
    "\n",
    " ",
    "⼀",
    "⻓",
    "疫情",
    "20:30",
    "http://a.cn/b,c",
    "a|b,c|d|e|f|g",
    "。",
]


def pasted(text: str) -> reading.Reading:
    return reading.read(text.encode(), media_type="text/plain")


@pytest.mark.parametrize(
    "text", [NOTICE, ENGLISH, "好", "See (he) and 10, 20; then: go"]
)
def test_sound_text_is_unchanged(text):
    found = pasted(text)
    assert (found.text, found.changes, found.remarks) == (text, (), ())


def test_notice_gives_its_fields():
    found = pasted(NOTICE)
    assert found.title == ("临川县民政局关于做好寒潮期间集中供养机构取暖安全工作的通知")
    assert found.number == "临民发〔2020〕17号"
    assert found.date == dt.date(2020, 1, 3)
    assert found.issuer == found.source == "临川县民政局"
    assert found.body.startswith("各乡镇人民政府，")
    assert found.body.endswith("二〇二〇年一月三日")


def test_english_notice_gives_its_fields():
    found = pasted(ENGLISH)
    assert found.title == "Cold weather duties of residential homes"
    assert found.number == "Circular No. 12/2020"
    assert found.date == dt.date(2020, 1, 3)
    assert found.issuer == "Department of Social Care"
    assert found.body.startswith("To all heads of homes (public and private):")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("发布时间：2020-03-01 09:30", dt.date(2020, 3, 1)),
        ("发布日期：2020年2月29日", dt.date(2020, 2, 29)),
        ("成文日期：二〇二〇年十二月二十一日", dt.date(2020, 12, 21)),
        ("Date: February 26, 2020", dt.date(2020, 2, 26)),
        ("日期：2020年2月31日", None),
    ],
)
def test_date_is_read_as_it_is_written(written, day):
    assert pasted(f"关于开展检查的通知\n{written}\n各机构要立即检查。").date == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encoding_is_found_undeclared(encoding):
    assert reading.read(NOTICE.encode(encoding)).text == NOTICE


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "nonsense"])
def test_page_encoding_is_found_whatever_is_declared(declared):
    lines = "".join(f"<p>{line}</p>" for line in NOTICE.split("\n") if line)
    page = f"<html><head><meta charset={declared}></head><body>{lines}</body></html>"
    found = reading.read(page.encode("gbk"), "notice.html")
    assert found.text == NOTICE.replace("\n\n", "\n")
    assert found.number == "临民发〔2020〕17号"


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        (
            "開展(擴大)會議,孤棄兒(童)在構(gòu)內",
            "开展（扩大）会议，孤弃儿（童）在构内",
        ),
        (
            "各機構,務(wu)必(根據要求)落實,,統(tǒng)一,、",
            "各机构，务必（根据要求）落实，统一、",
        ),
        ("于10:30到18:00,共1,741人;電話:0931", "于10:30到18:00，共1,741人；电话：0931"),
        ("網址:http://a.cn/x,y,請看COVID-19(SARS, MERS)說明", None),
        ("隨著形勢發展,乾淨的房間裡", "随着形势发展，干净的房间里"),
    ],
)
def test_damage_is_mended_where_it_is_damage(damaged, clean):
    expected = clean or "网址：http://a.cn/x,y，请看COVID-19(SARS, MERS)说明"
    assert pasted(damaged).text == expected


def test_rare_name_keeps_its_reading():
    text = "通知\n请王彧(yù)同志到会，各单位负责人准时参加。"
    assert "彧(yù)" in pasted(text).text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40))
def test_any_text_can_be_rebuilt(pieces):
    text = "".join(pieces)
    try:
        found = pasted(text.encode("utf-8", "replace").decode())
    except reading.Unreadable as refused:
        assert refused.code in {"empty", "unknown_format", "damaged_file"}
        return
    segments = list(reading.side_by_side(found))
    assert reading.restore(found.text, found.changes) == found.original_text
    assert "".join(segment.before for segment in segments) == found.original_text
    assert "".join(segment.after for segment in segments) == found.text
    assert found.body in found.text
