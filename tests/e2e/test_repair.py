"""A finding goes from the county to a home's phone and back; orders travel by sheet; a
place is listed, reports its week and is read of by the public: in a browser."""

import csv
import re
from io import StringIO

import pytest
from python_calamine import CalamineWorkbook

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
BOTH = [(PHONE, "zh"), (DESK, "en")]
FACT = {"zh": "东门夜间无人值守。", "en": "Nobody keeps the east gate at night."}
DONE = {"zh": "已安排值守。", "en": "A guard is there now."}
WORDS = {"zh": "夜间值守未落实。", "en": "Nobody kept watch at night."}
BETTER = {"zh": "夜间值守不到位。", "en": "The watch at night fell short."}


def sound(visitor, name):
    """Demand that a page fits and can be used by everybody, and keep its picture."""
    visitor.demand_fit()
    visitor.demand_access()
    visitor.shoot(f"repair-{name}")


def send(visitor, deed):
    """Send a form of the page, and wait for what it says."""
    visitor.page.click(f"main form[action$='/{deed}'] button.button")
    visitor.page.wait_for_load_state()


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_finding_is_mended_on_a_phone_and_verified_at_the_office(
    person, width, language
):
    name = f"{language}-{width}"
    office = person("county", width, language, then="/correction/findings/new")
    page = office.page
    page.select_option("[name=at]", "620102-0001")
    page.select_option("[name=source]", "complaint")
    page.fill("[name=fact]", f"{FACT[language]} {name}")
    page.select_option("[name=severity]", "3")
    sound(office, f"new-{name}")
    page.locator("main form button.button").last.click()
    page.wait_for_selector("main .notice-success")
    page.get_by_text(f"{FACT[language]} {name}").first.click()
    page.wait_for_selector("form[action$='/order']")
    url = page.url
    page.select_option("#order_post", index=1)
    page.fill("#order_due_at", "2020-01-03T18:00")
    send(office, "order")
    page.wait_for_selector("main .errors, main [role=alert]")  # it has passed
    page.fill("#order_due_at", "2020-03-04T18:00")
    send(office, "order")
    page.wait_for_selector("main .notice-success")
    sound(office, f"ordered-{name}")

    home = person("head", PHONE, language).open(url)
    home.page.fill("#done_text", DONE[language])
    sound(home, f"to-do-{language}")
    send(home, "done")
    home.page.wait_for_selector("form[action$='/done']", state="detached")
    assert DONE[language] in home.page.inner_text("main")
    assert home.page.locator("form[action$='/verify']").count() == 0  # not their own

    office.open(url)
    page.locator("[name=holds]").first.check()
    send(office, "verify")
    page.wait_for_selector("main .notice-success")
    sound(office, f"closed-{name}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_orders_go_out_as_a_sheet_and_come_back_row_by_row(person, width, language):
    office = person("province", width, language, then="/correction/findings/orders/")
    page = office.page
    sound(office, f"sheet-{language}-{width}")
    with page.expect_download() as taken:
        page.click("main a[href$='/orders.xlsx']")
    book = CalamineWorkbook.from_path(taken.value.path())
    heads, *rows = book.get_sheet_by_index(0).to_python()
    what, due = len(heads) - 2, len(heads) - 1
    good, bad = ([int(row[0]), *row[1:]] for row in rows[:2])
    good[what], good[due] = DONE[language], "2020-03-06 18:00"
    bad[what], bad[due] = DONE[language], "soon"
    kept = StringIO()
    csv.writer(kept).writerows([heads, good, bad])
    content = kept.getvalue().encode("utf-8-sig")
    file = {"name": "orders.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("main input[type=file]", [file])
    page.locator("main form button.button").last.click()
    page.wait_for_selector("main tbody tr")
    assert page.locator("main tbody tr").count() == 2
    assert "soon" in page.inner_text("main tbody")
    sound(office, f"rows-{language}-{width}")
    send(office, "give")
    page.wait_for_selector("main .notice-success")
    sound(office, f"given-{language}-{width}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_listed_place_reports_its_week_and_the_words_are_corrected(
    person, visit, width, language
):
    name = f"{language}-{width}"
    office = person("county", width, language, then="/correction/supervision/")
    page = office.page
    page.locator("main summary").first.click()
    page.select_option("[name=at]", "620102-0001")
    page.fill("[name=reason]", f"{FACT[language]} {name}")
    page.fill("[name=public_reason]", WORDS[language])
    page.locator("main form[method=post] button.button").last.click()
    page.wait_for_selector("main .notice-success")
    page.locator("main tbody a").first.click()
    page.wait_for_url(re.compile(r"/supervision/\d+/"))
    url = page.url

    home = person("head", PHONE, language).open(url)
    home.page.fill("#progress_text", DONE[language])
    sound(home, f"week-{language}")
    send(home, "report")
    home.page.get_by_text(DONE[language]).last.wait_for()

    office.open(url)
    page.locator("main summary").last.click()
    assert page.input_value("#reword_public_reason") == WORDS[language]
    page.fill("#reword_public_reason", BETTER[language])
    sound(office, f"listing-{name}")
    send(office, "words")
    page.wait_for_selector("main .notice-success")
    reader = visit(width, language).open("/bulletins/supervision")
    read = reader.page.inner_text("main")
    assert BETTER[language] in read
    assert WORDS[language] not in read
    office.open(url)
    page.locator("main summary").nth(1).click()
    page.fill("#unlist_met", DONE[language])
    send(office, "off")
    page.wait_for_selector("main .notice-success")
    sound(office, f"off-{name}")
