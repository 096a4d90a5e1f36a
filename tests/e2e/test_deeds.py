"""What is done most, done in a browser: sign, release, send without network."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from python_calamine import CalamineWorkbook

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
TODAY = date(2020, 3, 1)
BEFORE = date(2020, 1, 30)  # nothing was signed before the month began


def open_unsigned(visitor, on: date):
    """Open the form of the first day from ``on`` back that nobody has signed."""
    visitor.open(f"/watch/sign/{on}/")
    while "/watch/sign/" not in visitor.page.url:
        on = min(on, BEFORE + timedelta(days=1)) - timedelta(days=1)
        visitor.open(f"/watch/sign/{on}/")
    return on


def test_nurse_signs_the_daily_report_on_a_phone(person):
    visitor = person("duty", PHONE, "zh", then="/watch/")
    visitor.demand_fit()
    on = open_unsigned(visitor, TODAY)
    visitor.shoot("sign-zh-360")
    visitor.demand_fit()
    visitor.demand_access()
    page = visitor.page
    assert page.input_value("[name=residents]").isdigit()
    page.fill("[name=note]", "一切正常")
    button = page.locator("main form[data-outbox] button.button")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.wait_for_url(re.compile(r"/watch/reports/\d+/"))
    visitor.shoot("receipt-zh-360")
    visitor.demand_fit()
    visitor.demand_access()
    receipt = page.locator("main").inner_text()
    assert f"{on:%Y%m%d}-" in receipt
    assert "一切正常" in receipt


def test_report_typed_without_network_is_received_once(person):
    visitor = person("duty", PHONE, "en", then="/watch/")
    on = open_unsigned(visitor, BEFORE)
    page = visitor.page
    page.fill("[name=note]", "typed in the cellar")
    visitor.context.set_offline(True)
    page.click("main form[data-outbox] button.button")
    board = page.locator("[data-outbox-board]")
    board.get_by_text("What you typed is kept on this device").wait_for()
    assert "Waiting to be sent: 1" in board.inner_text()
    visitor.shoot("outbox-en-360")
    visitor.faults.clear()  # that the network failed is what was wanted
    visitor.context.set_offline(False)
    board.get_by_text("Received.").wait_for()
    assert "Waiting" not in board.inner_text()
    visitor.open(f"/watch/sign/{on}/")  # leads to the report that was received
    receipt = page.locator("main").inner_text()
    assert "typed in the cellar" in receipt
    assert f"{on:%Y%m%d}-" in receipt
    visitor.open("/watch/history/?q=620102-0001")
    rows = page.locator("main tbody tr", has_text=f"{on.day} January 2020")
    assert rows.count() == 1


def test_head_sees_why_a_resident_is_not_released_yet(person):
    visitor = person("head", PHONE, "en", then="/gate/isolation")
    visitor.shoot("isolation-en-360")
    visitor.demand_fit()
    visitor.demand_access()
    page = visitor.page
    page.locator("main .line h4 a").first.click()
    page.wait_for_url(re.compile(r"/gate/isolation/\d+"))
    visitor.shoot("case-en-360")
    visitor.demand_fit()
    visitor.demand_access()
    said = page.locator("main").inner_text()
    assert "Not to be released yet" in said
    assert re.search(r"Day \d+ of 14", said)
    assert "Earliest:" in said
    assert page.get_by_text("Sign the release").count() == 0


def test_carer_registers_a_visitor_and_is_told_why_not(person):
    visitor = person("duty", PHONE, "en", then="/gate/cross/in/visitor")
    visitor.shoot("cross-en-360")
    visitor.demand_fit()
    visitor.demand_access()
    page = visitor.page
    page.fill("[name=name]", "Wang Jun")
    page.fill("[name=purpose]", "a family visit")
    page.fill("[name=temperature]", "36.4")
    page.locator("main form[data-outbox] button.button").first.click()
    page.wait_for_url(re.compile(r"/gate/register/\d+"))
    visitor.shoot("crossing-en-360")
    visitor.demand_fit()
    assert "Refused" in page.locator("main").inner_text()


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_office_signs_from_a_sheet_and_sees_each_row(person, width, language):
    visitor = person("county", width, language, then="/watch/?on=2020-01-05")
    page = visitor.page
    page.click("main a[href$='/watch/sheet/2020-01-05/']")
    page.wait_for_url("**/watch/sheet/2020-01-05/")
    visitor.demand_fit()
    visitor.demand_access()
    with page.expect_download() as taken:
        page.click("main a[href$='/template']")
    book = CalamineWorkbook.from_path(taken.value.path())
    heads, *rows = book.get_sheet_by_index(0).to_python()
    rows[0][3], rows[1][3] = "many", rows[1][3] + 100
    kept = StringIO()
    csv.writer(kept).writerows([heads, *rows[:3]])
    content = kept.getvalue().encode("utf-8-sig")
    file = {"name": f"{language}.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("main input[type=file]", [file])
    page.click("main form[enctype] button.button")
    page.wait_for_selector("main tbody tr")
    visitor.shoot(f"sheet-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()
    said = page.locator("main tbody").inner_text()
    assert "many" in said
    assert f"{date(2020, 1, 5):%Y%m%d}-" in said
