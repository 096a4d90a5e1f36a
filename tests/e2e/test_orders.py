"""An order taken back, a meeting with its minutes, a deputy: in a browser."""

from pathlib import Path

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
BOTH = [(PHONE, "zh"), (DESK, "en")]
DAMAGED = Path(__file__).parents[1] / "work/directives/documents/damaged.html"
TITLE = {"zh": "关于试行的通知（浏览器）", "en": "A notice on trial (browser)"}
WHY = {"zh": "时限有误，另行下达。", "en": "The term was wrong; another follows."}


def seen(visitor, name):
    visitor.demand_fit()
    visitor.demand_access()
    visitor.shoot(name)


def send(visitor, **typed):
    """Fill the page's last form in, and send it."""
    for name, value in typed.items():
        visitor.page.locator(f"main [name={name}]").last.fill(value)
    visitor.page.locator("main form button.button").last.click()
    visitor.page.wait_for_load_state()


def issued(office, language):
    """Let the office issue an order to its institutions."""
    office.open("/directives/take-in")
    office.page.fill("[name=text]", f"{TITLE[language]}\n各单位：请核对名册。")
    office.page.locator("main form button.button").last.click()
    office.page.wait_for_url("**/check")
    suffix = language
    office.page.fill(f"[name=title_{suffix}]", TITLE[language])
    office.page.fill(f"[name=issuer_{suffix}]", "县民政局")
    office.page.locator("main form button.button").last.click()
    office.page.wait_for_url("**/issue")
    office.demand_access()
    office.page.locator("main form button.button").last.click()
    office.page.wait_for_selector("#reach")
    return office.page.url


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_order_is_recalled_and_the_home_reads_why(person, width, language):
    office = person("county", width, language)
    url = issued(office, language)
    home = person("duty", PHONE, language)
    home.open(url)
    button = "main form[action$='/read'] button"
    home.page.click(button)
    home.page.wait_for_selector(button, state="detached")
    office.open(f"{url}/recall")
    send(office, why="")
    office.page.wait_for_selector("main .notice-error, main [role=alert]")
    send(office, why=WHY[language])
    office.page.wait_for_selector("main .notice-warning")
    seen(office, f"recalled-{language}-{width}")
    home.open(url)
    assert WHY[language] in home.page.inner_text("main")
    assert home.page.locator("#done").count() == 0
    home.demand_fit()
    home.demand_access()


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_meeting_is_excused_from_and_its_minutes_are_issued(person, width, language):
    office = person("county", width, language, then="/directives/meetings/call")
    now = office.page.input_value("[name=starts_at]")
    office.page.fill(f"[name=title_{language}]", f"会商 {width}")
    office.page.fill("[name=agenda]", "1. 口罩\n2. 轮班")
    office.page.fill("[name=starts_at]", now[:11] + "00:30")
    office.page.fill("[name=ends_at]", now[:11] + "23:30")
    send(office)
    seen(office, f"meeting-{language}-{width}")
    url = office.page.url
    home = person("head", PHONE, language).open(url)
    home.page.click("main a[href$='/excuse']")
    home.page.wait_for_selector("[name=reason]")
    seen(home, f"excuse-{language}")
    send(home, reason="正在转运病人")
    assert "正在转运病人" in home.page.inner_text("main")
    office.open(f"{url}?roll=excused")
    assert "正在转运病人" in office.page.inner_text("main")
    office.page.click("main a[href$='/minutes']")
    office.page.wait_for_selector("[name=text_zh]")
    seen(office, f"minutes-{language}-{width}")
    send(office, **{f"text_{language}": "各机构须于3月5日12时前上报口罩库存。"})
    office.page.wait_for_url("**/obligations")
    seen(office, f"decided-{language}-{width}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_head_lets_a_colleague_stand_in_and_is_back(person, width, language):
    head = person("head", width, language, then="/offices/covering/")
    today = head.page.input_value("[name=from_on]")
    head.page.locator("[name=user]").select_option(index=1)
    send(head, until_on=f"{int(today[:4]) + 1}{today[4:]}")
    seen(head, f"covering-{language}-{width}")
    head.page.click("main form[action$='/take-back'] button")
    head.page.wait_for_selector("main form[action$='/take-back']", state="detached")
    head.demand_quiet()


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_damaged_page_is_taken_in_and_what_was_changed_is_said(person, width, language):
    office = person("province", width, language, then="/directives/take-in")
    page, name = office.page, f"{language}-{width}"
    page.locator("main form button.button").last.click()
    page.wait_for_selector("main .errors, main [role=alert]")
    page.set_input_files("[name=file]", DAMAGED)
    seen(office, f"take-in-{name}")
    page.locator("main form button.button").last.click()
    page.wait_for_url("**/check")
    seen(office, f"recovered-{name}")
    assert "85" in page.inner_text("main")
    page.click("main a[href='#compared']")
    assert page.locator("main del").count()
    assert page.locator("main ins").count()
