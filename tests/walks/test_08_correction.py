"""Walk 8: found, ordered, mended with a photo, verified by someone else, looked at
again; what lags is listed.

From the county's desk to the phone of a home and back, in both languages.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.hands import Hands
from tests.factories.world import moment, world
from wardline.base.places import clock

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"photo of the gate"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        return world()


def photo(content=PNG):
    return SimpleUploadedFile("gate.jpg", content)


def test_finding_is_mended_verified_and_looked_at_again(w):
    county = Hands(w.county).at("2020-02-27 10:00").open("/correction/")
    assert "当前没有待办的整改事项" in county.said
    county.tap("登记问题").fill(
        at="T101-1",
        source="complaint",
        aspect="entry_exit",
        fact="大门夜间无人值守。",
        severity="3",
    )
    assert "问题已登记" in county.said
    county.tap("大门夜间无人值守")
    order = {"what": "安排夜间值守。", "post": str(w.head.pk)}
    county.send("/order", due_at="2020-02-26T18:00", **order)
    assert "该时限已过" in county.said
    assert "安排夜间值守。" in county.page
    county.send("/order", due_at="2020-02-28T18:00", **order)
    assert "整改要求已下达" in county.said
    url = county.url

    nurse = Hands(w.duty).at("2020-02-27 11:00").open("/correction/")
    assert "待您整改" in nurse.said
    nurse.tap("大门夜间无人值守")
    nurse.send("/done", text="已安排。", photo=photo(b"MZ not a photo"))
    assert "不是可显示的图片" in nurse.said
    assert "已安排。" in nurse.page

    late = Hands(w.county, "en").at("2020-02-29 09:00").open("/correction/")
    late.tap("All findings")
    assert "Overdue" in late.said
    late.open(url).send("/list", reason="Two days late.", standard="A guard at night.")
    assert "It is under listed supervision." in late.said
    assert (
        "Two days late."
        in late.tap("Corrections to do now").tap("Listed supervision").said
    )

    nurse.at("2020-02-29 10:00").open(url)
    nurse.send("/done", text="已安排夜间值守。", photo=photo())
    assert "本页即为回执" in nurse.said
    assert nurse.again().said.count("已安排夜间值守。") == 1
    assert not nurse.sees("/verify")

    county.at("2020-02-29 11:00").open(url).send("/verify", holds="no")
    assert "请写明未整改到位之处" in county.said
    county.send("/verify", holds="no", note="照片中无值守人员。")
    assert "退回整改" in county.said
    nurse.at("2020-02-29 11:30").open(url).send("/done", text="值守表已上墙。")
    prefecture = Hands(w.post("officer", "T1")).at("2020-02-29 11:40").open(url)
    assert prefecture.sees("/verify")
    county.at("2020-02-29 12:00").open(url).send("/verify", holds="yes")
    assert "已销号" in county.said
    prefecture.at("2020-02-29 12:05").send("/verify", holds="no", note="未改。")
    assert "他人已于2020年2月29日 12:00完成复核" in prefecture.said
    assert "已销号" in prefecture.said

    officer = Hands(w.authority).at("2020-03-01 09:00").open("/correction/look-back/")
    officer.send("/look-back/", percent="100", seed="4 1 6 6 2 3 1 5 2 6")
    assert "已抽取" in officer.said
    inspector = Hands(w.inspector, "en").at("2020-03-01 10:00").open("/correction/")
    assert "Drawn to be looked at again" in inspector.said
    inspector.open(url).send("/verify", holds="yes", note="A guard stood there.")
    officer.open("/correction/look-back/").tap("抽取")
    assert "重新抽取，结果一致" in officer.said
    assert "复核属实" in officer.said
    officer.at("2020-03-01 10:30").open("/correction/look-back/")
    assert "0% – 79%" in officer.said

    county.at("2020-03-01 11:00").open(url)
    county.send("/reopen", reason="群众来电：夜间又无人值守。")
    assert "已重新打开" in county.said
    county.open("/correction/course/")
    assert "未销号问题的时长" in county.said

    told = {"at": "T101-2", "reason": "整改滞后。", "standard": "双人值守。"}
    county.open("/correction/supervision/").send(
        "/supervision/", public_reason="夜间值守未落实。", **told
    )
    county.tap("子县儿童福利院")
    listing = county.url
    head = Hands(w.post("head", "T101-2")).at("2020-03-05 09:00").open(listing)
    head.send("/report", text="已新增一名值守人员。", photo=photo())
    assert "本页即为回执" in head.said
    county.at("2020-03-16 09:00").open(listing)
    assert "未报告进展" in county.said
    county.send("/off", met="现场查看，双人值守已落实。")
    assert "已摘牌" in county.said or "摘牌" in county.said
    public = county.open("/bulletins/supervision").said
    assert "夜间值守未落实。" in public
    assert "达到标准，已摘牌" in public
    assert "整改滞后" not in public
