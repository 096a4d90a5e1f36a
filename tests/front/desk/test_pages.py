"""The five desks and the way down, as the pages show them."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.core.guidance.norm import document
from tests.factories.gate import fulfilled, isolated, lay_down, resident
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.core.correction import actions as correction
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.work.gate import actions as gate
from wardline.work.offices import actions as offices
from wardline.work.surveillance import actions as surveillance
from wardline.work.surveillance.models import DailyReport

pytestmark = pytest.mark.django_db
DAY = "2020-02-16 "
NUMBERS = dict.fromkeys(DailyReport.NUMBERS, 0) | {"residents": 1}


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
        return made


def report(w, place, at=DAY + "16:00"):
    with clock.set_to(moment(at)):
        surveillance.sign_report(
            by=w.post("duty", place),
            at=place,
            on=moment(at).date(),
            values=NUMBERS,
            why_not="初次报告",
        )


def finding(w, place="T101-1", due=None):
    with clock.set_to(moment("2020-02-10 09:00")):
        found = correction.open_finding(
            by=w.county, at=place, source="complaint", fact="消毒记录缺失", severity=2
        )
        if due:
            correction.order_action(
                by=w.county,
                finding=found,
                what="补记并每日消毒",
                post=w.post("head", place),
                due_at=moment(due),
            )
    return found


def desk(post, at=DAY + "09:00", language="zh-hans"):
    return Phone(post, language).at(at).open("/")


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
    phone = desk(w.post(role, place), language=language)
    title = {"zh-hans": "归您现在办理", "en": "Yours to do now"}[language]
    assert title in phone.said
    assert "desk." not in phone.said


# ── an institution ──


def test_report_is_asked_for_then_late_then_done(w):
    assert "核对并签报今日报告" in desk(w.head).said
    assert "17:30" in desk(w.head).said
    assert "今日报告逾期" in desk(w.head, DAY + "18:00").said
    report(w, "T101-1")
    assert "今日报告已签报" in desk(w.head, DAY + "18:00").said


def test_report_is_one_tap_away(w):
    phone = desk(w.duty).tap("核对并签报今日报告")
    assert phone.url == reverse("surveillance:sign", args=["2020-02-16"])


def test_rounds_of_the_day_come_in_their_time(w):
    assert "晨间体温" in desk(w.duty).said
    assert "晚间体温" not in desk(w.duty).said
    assert "晚间体温" in desk(w.duty, DAY + "15:00").said


def test_round_that_was_made_is_done_and_a_fever_is_an_alarm(w):
    person = resident(w)
    warm = {"person": person, "temperature": 38.1, "symptomatic": None, "note": ""}
    with clock.set_to(moment(DAY + "08:00")):
        roster.record_round(
            by=w.duty,
            at="T101-1",
            on=moment(DAY + "08:00").date(),
            slot="morning",
            taken_at=moment(DAY + "08:00"),
            checked=1,
            expected=1,
            exceptions=[warm],
        )
    assert "晨间体温已登记，发热1人" in desk(w.duty).said
    assert "警报" in desk(w.duty).said


def test_head_is_told_who_can_be_released_and_duty_staff_who_signs(w):
    fulfilled(w, resident(w, "何建国"))
    phone = desk(w.head)
    assert "何建国可以解除隔离，请核对后签字" in phone.said
    assert "/gate/isolation/" in phone.tap("何建国").url
    assert "由负责人签字" in desk(w.duty).said


def test_isolation_with_nothing_due_is_one_line(w):
    for n in range(3):
        isolated(w, resident(w, f"王{n}"), f"{DAY}07:0{n}")
    assert "暂无待办：3人" in desk(w.duty).said


def test_finding_of_the_house_is_to_be_mended(w):
    finding(w, due="2020-02-15 12:00")
    phone = desk(w.head)
    assert "待整改问题：1个" in phone.said


# ── an office ──


def test_county_sees_who_has_not_reported(w):
    report(w, "T101-1")
    said = desk(w.county).said
    assert "今日尚未报告的机构：1家" in said
    assert "1 / 2" in said
    report(w, "T101-2")
    assert "今日各机构均已报告" in desk(w.county, DAY + "17:00").said


def test_county_sees_what_is_late_and_what_is_hers_to_order(w):
    finding(w, due="2020-02-15 12:00")
    finding(w)
    said = desk(w.county).said
    assert "逾期未整改：1个" in said
    assert "尚未下达整改要求的问题：1个" in said


def test_neighbour_s_late_work_is_not_on_this_desk(w):
    finding(w, due="2020-02-15 12:00")
    other = w.post("officer", "T102")
    assert "逾期未整改" not in desk(other).said


@pytest.fixture
def wide(w):
    """A third prefecture and a third county: enough for a map of each."""
    rows = [{"code": "T3", "parent": "T", "name_zh": "丙市"}]
    rows += [{"code": "T103", "parent": "T1", "name_zh": "卯县"}]
    offices.enter_divisions(by=w.authority, rows=rows)
    return w


def test_map_shows_the_chosen_figure_and_leads_down(wide):
    w = wide
    with clock.set_to(moment("2020-02-01 09:00")):
        gate.close(
            by=w.county,
            at="T101",
            from_on=moment("2020-02-01 09:00").date(),
            document_code="guide",
        )
    phone = Phone(w.authority).at(DAY + "09:00")
    phone.open("/?figure=gate.closed_institutions")
    assert "甲市：66%" in phone.said
    assert "丙市：–" in phone.said
    phone.tap("甲市")
    assert phone.url == "/place/T1?figure=gate.closed_institutions"
    assert "子县：100%" in phone.said


def test_unknown_figure_falls_back_to_reports(wide):
    phone = Phone(wide.authority).at(DAY + "09:00").open("/?figure=no.such")
    assert "甲市：0%" in phone.said


def test_two_places_are_no_map(w):
    assert "分布图" not in desk(w.authority).said


def test_drill_leads_to_one_institution_whole(w):
    report(w, "T101-1")
    finding(w, due="2020-02-15 12:00")
    isolated(w, resident(w), DAY + "07:00")
    phone = desk(w.authority)
    for name in ("甲市", "子县", "子县养老院"):
        phone.tap(name)
    assert phone.url == "/place/T101-1"
    said = phone.said
    for words in ("按时报告", "消毒记录缺失", "duty T101-1", "现行措施：8项", "未封闭"):
        assert words in said
    phone.tap("甲市")
    assert phone.url == "/place/T1"


def test_table_comes_as_excel(w):
    client = Client()
    client.force_login(w.authority.user)
    with clock.set_to(moment(DAY + "09:00")):
        answer = client.get("/place/T1?export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert [row[0] for row in rows[1:]] == ["T101", "T102"]
    assert rows[1][2:4] == (2, 0)


def test_place_outside_one_s_own_does_not_exist(w):
    for post, code in [
        (w.county, "T102"),
        (w.county, "T1"),
        (w.head, "T101-2"),
        (w.inspector, "T1"),
        (w.authority, "no-such"),
    ]:
        client = Client()
        client.force_login(post.user)
        with clock.set_to(moment(DAY + "09:00")):
            assert client.get(f"/place/{code}").status_code == 404, (post, code)


def test_institution_may_read_its_own_page(w):
    assert "何" not in Phone(w.duty).at(DAY + "09:00").open("/place/T101-1").said


def test_closed_institution_leaves_the_board(w):
    with scope.entered("T"):
        Place.objects.filter(code="T101-2").update(
            closed_on=moment("2020-02-01 09:00").date()
        )
    assert "子县儿童福利院" not in desk(w.county).said


# ── others ──


def test_inspector_without_an_envelope_is_done(w):
    said = desk(w.inspector).said
    assert "目前已全部办结" in said
    assert "本组暂无已拆封的任务" in said


def test_whoever_holds_no_post_is_told_what_to_do(w):
    phone = desk(w.county)
    with clock.set_to(moment("2020-02-20 09:00")):
        prefecture = w.post("officer", "T1")
        offices.end_post(
            by=prefecture, post=w.county, on=moment("2020-02-20 09:00").date()
        )
    assert "没有在任岗位" in phone.at("2020-02-21 09:00").open("/").said


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_unread_notices_are_on_the_list(w, language):
    finding(w, due="2020-02-15 12:00")
    words = {"zh-hans": "未读提醒", "en": "Notices to read"}[language]
    assert words in desk(w.head, language=language).said


# ten of them are the frame's: session, posts, scope, notices
def _asked(post) -> int:
    client = Client()
    client.force_login(post.user)
    with clock.set_to(moment(DAY + "09:00")):
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("role", "place", "most"),
    [("authority", "T", 32), ("officer", "T101", 33), ("head", "T101-1", 31)],
)
def test_desk_asks_no_more_when_there_is_more(w, role, place, most):
    before = _asked(w.post(role, place))
    with clock.set_to(moment("2020-02-01 09:00")):
        offices.open_institutions(
            by=w.authority,
            at="T",
            rows=[
                {
                    "code": f"{county}-9{n}",
                    "division": county,
                    "kind": "elder",
                    "name_zh": f"第{n}养老院",
                    "latitude": 35 + n / 10,
                    "longitude": 103 + n / 10,
                }
                for county in ("T101", "T102", "T201")
                for n in range(10)
            ],
        )
    for n in range(4):
        isolated(w, resident(w, f"李{n}"), f"2020-02-05 09:0{n}")
        finding(w, due="2020-02-15 12:00")
    guidance.keep_documents(by=w.authority, at="T", rows=[document("more")])
    # where nobody is apart, two questions about rooms are spared
    assert _asked(w.post(role, place)) <= min(before + 2, most)
