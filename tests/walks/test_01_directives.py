"""Walk 1: an order comes down, is taken in, issued, passed on, signed for; a meeting.

From the province's upload to a home's phone and back to the list of who is missing.
"""

import io
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories.documents import NOTICE, TITLE
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.accounts.models import Post
from wardline.base.places import clock, scope
from wardline.work.directives.models import Receipt

pytestmark = pytest.mark.django_db
DAMAGED = Path(__file__).parents[1] / "work/directives/documents/damaged.html"
DAY = "2020-02-21 "
NEW_KEY = "8f0c1f0e-0000-4000-8000-000000000002"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        return world()


def issue(w, at, **choice):
    """Take the notice in by paste, and issue it."""
    office = Phone(w.authority).at(at).open("/directives/take-in")
    office.fill(text=NOTICE).fill(title_en="Keep up the defence").fill(**choice)
    assert "部署已下发" in office.said
    return office


def test_a_damaged_page_is_recovered_beside_its_original(w):
    office = Phone(w.authority).at(DAY + "16:00").open("/directives/")
    office.tap("录入部署").fill()
    assert "请选择文件，或在下方粘贴正文" in office.said
    office.fill(file=io.BytesIO(DAMAGED.read_bytes()))
    assert "文件已保存" in office.said
    assert "清河省民政厅靠前部署" in office.page
    assert "括注拼音 85" in office.said
    assert "正文前的广告 1" in office.said
    assert "<del>" in office.page
    assert "<ins>" in office.page
    office.fill(issuer_zh="")
    assert "请至少用一种语言填写发文机关" in office.said
    office.fill(issuer_zh="清河省民政厅", number="清民发〔2020〕3号")
    assert "部署已核对" in office.said
    office.fill(depths="3", due_hours="4")
    assert "5个单位尚未签收" in office.said
    assert "head T101-1" in office.said
    office.tap("原文与整理后对照")
    assert "原始文件" in office.said


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(w):
    office = Phone(w.authority).at(DAY + "16:00").open("/directives/take-in")
    scan = io.BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00 not a text")
    scan.name = "scan.pdf"
    office.fill(file=scan, text="手工录入的一段")
    assert "这是图片，无法识别" in office.said
    assert "手工录入的一段" in office.page
    large = io.BytesIO(b"a" * (20 * 2**20 + 1))
    large.name = "large.txt"
    office.fill(file=large)
    assert "20 MB" in office.said


def test_an_order_reaches_the_homes_and_who_is_missing_is_named(w):
    issue(w, DAY + "17:00", due_hours="6")

    county = Phone(w.county).at(DAY + "17:30").open("/directives/")
    assert "新部署" in county.said
    county.tap(TITLE)
    county.tap("转发部署").fill(added_text="今晚八点前报责任人名单。")
    assert "已转发" in county.said

    nurse = Phone(w.duty).at(DAY + "18:00").open("/notices/")
    nurse.open("/directives/").fill()
    assert "已签收，回执已存档" in nurse.said
    assert "今晚八点前报责任人名单" in nurse.said
    assert "此前已于" in nurse.again().said
    nurse.fill(text="三步已做完")
    assert "已报告落实" in nurse.said
    assert "没有待办部署" in nurse.open("/directives/").said

    english = Phone(w.authority, "en").at(DAY + "19:00").open("/directives/")
    assert "2 / 10 · 20%" in english.said
    english.tap("Keep up the defence")
    assert "8 places have not signed" in english.said
    assert "County Two Elder Home" in english.said
    assert "head T102-1" in english.said
    with clock.set_to(moment(DAY + "19:00")):
        number = english.url.rsplit("/", 1)[-1]
        book = english.client.get(f"/directives/{number}/missing")
    assert load_workbook(io.BytesIO(book.content)).active.max_row == 9
    late = Phone(w.authority, "en").at("2020-02-22 08:00").open(english.url)
    assert "Late" in late.said
    home = Phone(w.post("head", "T102-1"), "en").at("2020-02-22 08:00")
    assert "not signed in time" in home.open("/directives/").said


def test_a_meeting_is_joined_by_link_and_by_code_and_the_absent_are_named(w):
    office = Phone(w.authority).at("2020-02-26 09:00").open("/directives/meetings")
    office.tap("召集会议").fill(
        title_zh="全省视频会议",
        title_en="Province-wide meeting",
        starts_at="2020-02-26T10:00",
        link="https://meeting.example/1",
        depths="3",
    )
    assert "会议已召集" in office.said
    assert "<svg" in office.page
    code = office.page.split('<strong class="code">')[1][:6]

    nurse = Phone(w.duty).at("2020-02-26 09:58").open("/directives/")
    nurse.tap("全省视频会议").tap("应答点名").fill(name="护士王")
    assert "点名成功" in nurse.said
    assert "护士王" in nurse.said
    assert "此前已于" in nurse.again().said

    head = Phone(w.post("head", "T201-1"), "en").at("2020-02-26 10:30")
    head.open("/directives/m").fill(code="999999")
    assert "No meeting that invites you has this code" in head.said
    head.fill(code=code)
    assert "You are on the roll, as late." in head.said

    english = Phone(w.authority, "en").at("2020-02-26 11:00").open(office.url)
    assert "County Two Elder Home" in english.said
    assert "County One Elder Home" not in english.said
    assert "County One Elder Home" in english.open(office.url + "?roll=present").said
    assert "by the code" in english.open(office.url + "?roll=late").said
    with clock.set_to(moment("2020-02-26 11:00")):
        ics = english.client.get(office.url + "/calendar").content.decode()
        book = english.client.get(office.url + "?export=1")
    assert "SUMMARY:Province-wide meeting" in ics
    assert load_workbook(io.BytesIO(book.content)).active.max_row == 4


def test_a_list_costs_few_queries_however_long_it_is(w, django_assert_max_num_queries):
    for _each in range(3):
        issue(w, DAY + "17:00", due_hours="6")
    client = Client()
    client.force_login(w.authority.user)
    with clock.set_to(moment(DAY + "18:00")):
        page = client.get("/directives/").content.decode()
        with django_assert_max_num_queries(26):
            client.get("/directives/")
        shown = page.split('href="/directives/')[-1].split('"')[0]
        with django_assert_max_num_queries(30):
            client.get(f"/directives/{shown}")


def test_who_has_no_business_there_signs_and_sees_nothing(w):
    office = issue(w, DAY + "17:00", depths="3", due_hours="6")
    neighbour = Phone(w.post("head", "T102-1")).at(DAY + "18:00")
    neighbour.open("/directives/").fill()
    sent = dict(neighbour.sent[1])
    other = neighbour.sent[0].replace("relays/", "relays/9999")
    with clock.set_to(neighbour.now):
        assert neighbour.client.post(other, sent).status_code == 404
        assert neighbour.client.get("/directives/take-in").status_code == 403
    with clock.set_to(moment("2020-02-22 08:00")), scope.entered("T"):
        Post.objects.filter(pk=w.duty.pk).update(until_on=date(2020, 2, 22))
    phone = Phone(w.duty).at(DAY + "18:30").open("/directives/")
    phone.fill(key="8f0c1f0e-0000-4000-8000-000000000001")
    assert "已签收" in phone.said
    late = phone.sent[0].replace("/receive", "/done")
    with clock.set_to(moment("2020-02-22 08:00")):
        said = phone.client.post(late, {**phone.sent[1], "key": NEW_KEY})
    assert said.status_code in {403, 404}
    with scope.entered("T"):
        assert not Receipt.objects.filter(kind="done").exists()
    stranger = Phone(w.post("officer", "T2")).at(DAY + "18:00").open(office.url)
    assert "子县养老院" not in stranger.said


def test_the_same_order_by_another_way_is_set_aside(w):
    first = issue(w, DAY + "16:00").url
    office = Phone(w.authority).at(DAY + "17:00").open("/directives/take-in")
    office.fill(file=io.BytesIO(NOTICE.replace("，", ",").encode()))
    assert "可能已录入过" in office.said
    assert "正文相同" in office.said
    same_as = first.rstrip("/").rpartition("/")[2]
    office.sent = (
        office.url.replace("/check", "/set-aside"),
        {"key": NEW_KEY, "same_as": same_as},
    )
    office.again()
    assert office.url == first
    assert "该部署还从其他渠道收到" in office.said
    office.again()
    assert "只计一次" in office.said
