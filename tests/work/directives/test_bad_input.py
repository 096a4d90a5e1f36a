"""What goes wrong with orders: each has an answer, and nothing typed is lost."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.documents import directive
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.work.directives import actions, queries
from wardline.work.directives.models import Directive

pytestmark = pytest.mark.django_db
KEY = "5d9cbb0e-2f0c-4c41-8f39-0d8a4a7d8c1"
# a page of an official document: 22 lines of 28 characters
PAGE, PAGES = 22, 300
LINE = "各级民政部门须于每日十七时前报告本地机构防控情况不得遗漏"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-21 18:00")


def thick():
    """A Word document of three hundred pages."""
    made = docx.Document()
    made.add_heading("关于印发工作手册的通知")
    for number in range(PAGE * PAGES):
        made.add_paragraph(f"{number}{LINE}")
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_order_of_three_hundred_pages_is_taken_in_and_shown_page_by_page(w):
    made = actions.take_in_directive(
        by=w.authority, at="T", content=thick(), name="handbook.docx"
    )
    assert made.body_zh.count(LINE) == PAGE * PAGES
    page = phone(w.authority)
    said = page.open(f"/directives/{made.pk}/check").said
    assert said.count(LINE) < 3 * PAGE * PAGES
    last = page.open(f"/directives/{made.pk}/check?page=66").said
    assert f"{PAGE * PAGES - 1}{LINE}" in last


def test_order_of_too_many_megabytes_is_refused_with_what_would_do(w):
    page = phone(w.authority)
    big = SimpleUploadedFile("scan.pdf", b"%PDF-1.4" + b"0" * (21 * 2**20))
    with clock.set_to(page.now):
        answer = page.client.post(
            "/directives/take-in", {"key": f"{KEY}1", "file": big}
        )
    assert "20 MB" in answer.content.decode()
    assert not Directive.objects.exists()


def test_addressee_that_does_not_exist_is_named_and_the_rest_stays(w):
    made = directive(w)
    page = phone(w.authority, "zh-hans").open(f"/directives/{made.pk}/issue")
    said = page.fill(to="T101-1 T999-9 T102", due_hours="12").said
    assert "T999-9" in said
    assert 'value="T101-1 T999-9 T102"' in page.page and 'value="12"' in page.page
    assert Directive.objects.get(pk=made.pk).issued_at is None


def test_place_of_a_neighbour_is_no_addressee_either(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    with scope.entered("T101", w.county.user_id):
        relay = queries.relay_here(w.county, made)
    page = phone(w.county).open(f"/directives/relays/{relay.pk}/pass-on")
    said = page.fill(to="T102-1", added_text="请每日两次报告。").said
    assert "No open place below yours has the code T102-1." in said
    assert "请每日两次报告。" in page.page


def test_post_that_ended_yesterday_signs_nothing_and_is_told(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    relay = made.relays.get(place_id="T101-1")
    page = phone(w.duty).open("/directives/")
    with scope.entered("T101-1"):
        post = w.duty
        post.until_on = moment("2020-02-21 09:00").date()
        post.save(update_fields=["until_on"])
    with clock.set_to(page.now):
        answer = page.client.post(
            f"/directives/relays/{relay.pk}/read", {"key": f"{KEY}2"}
        )
    assert answer.status_code == 403
    assert "ended" in answer.content.decode()
    assert not relay.receipts.exists()
