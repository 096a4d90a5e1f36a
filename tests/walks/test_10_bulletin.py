"""Walk 10: a bulletin is drafted from the records, edited, published and corrected.

From the officer's desk to a reader who never signs in, in both languages.
"""

import re

import pytest
from django.test import Client

from tests.core.guidance.norm import lay_down
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from tests.front.bulletins.prose import BODY_EN, BODY_ZH, defaced, templated
from wardline.base.places import clock
from wardline.front.bulletins import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    made = world()
    with clock.set_to(moment("2020-02-22 09:00")):
        lay_down(made)
        templated(made)
    return made


def read(url, language="zh-hans"):
    """Return the page as someone reads it who has no account."""
    reader = Client()
    reader.cookies["django_language"] = language
    answer = reader.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def send(officer, ending, **typed):
    """Send the one form whose address ends so."""
    form = re.search(rf'<form method="post" action="([^"]*{ending})"', officer.page)
    key = re.search(r'name="key" value="([^"]+)"', officer.page[form.end() :])[1]
    officer.sent = (form[1], {"key": key} | typed)
    return officer.again()


def test_a_bulletin_from_the_records_to_the_public(w):
    officer = Phone(w.authority).at("2020-03-01 18:00")
    officer.open("/bulletins/office/").fill()
    assert "2020年2月21日起，响应级别为3级" in officer.said

    # the words are the officer's; a figure cannot be typed
    officer.fill(body_zh=BODY_ZH.replace("{figure:places.institutions}", "412"))
    assert "places.institutions" in officer.said
    officer.fill(body_zh=f"各地严守防线。\n\n{BODY_ZH}", body_en=BODY_EN)
    assert "已保存" in officer.said
    send(officer, "publish")
    assert officer.url == "/bulletins/2020-03-01-bulletin"

    # anyone reads it, in both languages, without an account
    page = read(officer.url)
    assert "各地严守防线" in page
    assert "首页" in page and "省民政厅" in page and "2020年3月1日" in page
    assert "/bulletins/figures/places.institutions" in page
    english = read(officer.url, "en")
    assert "The line stands" in english and "21 February 2020" in english
    assert "机构防线不松" in read("/bulletins/")
    assert "在运行的机构数" in read("/bulletins/figures/places.institutions")

    # the printed code leads to a page that says: genuine
    check = re.search(r'href="[^"]*(/bulletins/check\?seal=\w+)"', page)[1]
    assert "真实有效，未被改动" in read(check)
    assert "未发布过该页面" in read("/bulletins/check?seal=" + "0" * 16)

    # a correction is a new edition with its reason; the old one stays readable
    officer.at("2020-03-02 09:00").open("/bulletins/office/")
    officer.tap("机构防线不松").fill(title_zh="机构防线始终不松")
    send(officer, "publish", reason="标题更正")
    assert "机构防线始终不松" in officer.said and "标题更正" in officer.said
    assert "这是较早的版本" in read("/bulletins/2020-03-01-bulletin/1")
    assert "另有更新版本" in read(check)


def test_a_defaced_edition_is_found(w):
    officer = Phone(w.authority).at("2020-03-01 18:00")
    send(officer.open("/bulletins/office/").fill(), "publish")
    (edition,) = queries.latest()
    assert "与封签不符" not in read(officer.url)
    # whoever owns the tables puts spam into a row
    forged = defaced(edition)
    assert "与封签不符" in read(officer.url)
    assert "封签后内容被改动" in read(f"/bulletins/check?seal={forged.seal}")
    assert queries.defaced() == [forged]
