"""The round along the corridor on a phone held in one hand: with the network cut, with
a clock two days off, and while somebody else makes the same round."""

import re

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
PAGE = "/gate/corridor/"
KEPT = "/gate/corridor/kept"


def walker(person, width=PHONE, language="en", user="duty"):
    """Open the round and wait until it can do without a network."""
    visitor = person(user, width, language, then=PAGE)
    page = visitor.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        f"() => caches.open('wardline-corridor').then(c => c.match('{KEPT}'))"
        ".then(Boolean)"
    )
    return visitor


def readings(page):
    return page.locator("[data-reading]")


def enter(page, warm="365"):
    """A number and a tap for each person."""
    for n in range(readings(page).count()):
        one = readings(page).nth(n)
        one.locator("input[inputmode]").fill(warm)
        one.get_by_text(re.compile("^(No symptoms|无症状)$")).click()


def sign(page):
    page.locator(".corridor-send button").click()


def cut(visitor):
    visitor.context.set_offline(True)


def join(visitor):
    visitor.faults.clear()  # that the network failed is what was wanted
    visitor.context.set_offline(False)


def receipt(page):
    """Follow the link of the round that was received."""
    board = page.locator("[data-outbox-board]")
    board.get_by_text(re.compile("Received|已收到")).wait_for()
    board.locator("a").click()
    page.wait_for_url(re.compile(r"/gate/corridor/\d+$"))
    return " ".join(page.locator("main").inner_text().split())


def test_round_is_made_without_a_network_and_received_once(person):
    visitor = walker(person)
    page = visitor.page
    cut(visitor)
    page.goto(PAGE)  # opened anew, from what the phone has kept
    page.get_by_text("No network. Go on").wait_for()
    people = readings(page).count()
    assert people >= 1
    enter(page)
    assert (
        page.locator("[data-progress]").inner_text() == f"{people} of {people} entered"
    )
    visitor.shoot("corridor-offline-en-360")
    sign(page)
    board = page.locator("[data-outbox-board]")
    board.get_by_text("What you typed is kept on this device").wait_for()
    assert "Waiting to be sent: 1" in board.inner_text()
    visitor.shoot("corridor-kept-en-360")
    page.goto(PAGE)  # closed and opened: it still waits
    board.get_by_text("Waiting to be sent: 1").wait_for()
    join(visitor)
    said = receipt(page)
    visitor.shoot("corridor-received-en-360")
    visitor.demand_fit()
    assert said.count("36.5 °C") >= people
    visitor.open(PAGE)
    page.wait_for_timeout(500)
    assert "Waiting" not in board.inner_text()
    visitor.open("/gate/isolation")
    assert page.locator("main").inner_text().count("Corridor round at") >= 1


def test_round_that_meets_another_is_shown_person_by_person(person):
    visitor = walker(person, language="zh")
    page = visitor.page
    cut(visitor)
    enter(page, "36.4")
    first = readings(page).first
    first.locator("input[inputmode]").fill("38.6")
    assert first.locator("[data-hot]").is_visible()
    sign(page)
    page.locator("[data-outbox-board]").get_by_text("所填内容已保存在本机").wait_for()
    other = walker(person, language="zh", user="head")
    enter(other.page, "36.6")
    sign(other.page)
    other.page.wait_for_url(re.compile(r"/gate/corridor/\d+$"))
    join(visitor)
    said = receipt(page)
    visitor.shoot("corridor-conflict-zh-360")
    visitor.demand_fit()
    visitor.demand_access()
    assert "请核实以下读数" in said
    assert "已为本次巡测登记" in said
    assert "38.6" in said and "该读数显示发热或症状，仍计入" in said
    visitor.open("/gate/isolation")
    assert "待核实" in page.locator("main").inner_text()


def test_phone_two_days_off_has_its_times_put_right(person):
    visitor = person("duty", PHONE, "en", then="/gate/")
    page = visitor.page
    page.add_init_script(_TWO_DAYS)
    visitor.open(PAGE)
    page.wait_for_function("() => document.querySelector('[name=contact_phone]').value")
    cut(visitor)
    enter(page)
    sign(page)
    page.locator("[data-outbox-board]").get_by_text("kept on this device").wait_for()
    join(visitor)
    said = receipt(page)
    visitor.shoot("corridor-clock-en-360")
    assert "The clock of the phone stood at" in said
    assert "set the phone's clock" in said


def test_unfinished_round_is_still_there_when_the_page_opens_again(person):
    visitor = walker(person)
    page = visitor.page
    readings(page).first.locator("input[inputmode]").fill("368")
    page.reload()
    assert readings(page).first.locator("input[inputmode]").input_value() == "36.8"
    enter(page, "36.5")
    sign(page)
    page.wait_for_url(re.compile(r"/gate/corridor/\d+$"))
    visitor.open(PAGE)
    assert readings(page).first.locator("input[inputmode]").input_value() == ""


def test_what_cannot_stand_is_said_before_it_is_sent(person):
    visitor = walker(person)
    page = visitor.page
    sign(page)
    assert page.get_by_text("Nothing is entered yet").is_visible()
    first = readings(page).first
    first.locator("input[inputmode]").fill("3")
    sign(page)
    assert first.locator("[data-odd]").is_visible()
    first.locator("input[inputmode]").fill("36,7")
    sign(page)
    assert first.locator("[data-unasked]").is_visible()
    visitor.shoot("corridor-unasked-en-360")
    visitor.demand_access()
    focused = "() => document.activeElement.type"
    assert page.evaluate(focused) == "radio"
    assert page.url.endswith(PAGE)


def test_round_by_keyboard_alone_in_the_order_of_the_corridor(person):
    visitor = walker(person, DESK)
    page, keys = visitor.page, visitor.page.keyboard
    first = readings(page).first
    first.locator("input[inputmode]").focus()
    keys.type("366")
    keys.press("Enter")  # on to the symptoms, not off with the form
    assert page.evaluate("() => document.activeElement.type") == "radio"
    keys.press("Space")
    assert first.locator("input[type=radio]").first.is_checked()
    if readings(page).count() > 1:
        keys.press("Tab")
        second = readings(page).nth(1).locator("input[inputmode]")
        assert second.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_boards_and_round_fit_and_have_no_barriers(person, width, language):
    nurse = person("head", width, language, then="/gate/isolation")
    for name, path in (("board", "/gate/isolation"), ("corridor", PAGE)):
        nurse.open(path)
        nurse.shoot(f"{name}-{language}-{width}")
        nurse.demand_fit()
        nurse.demand_access()
    targets = nurse.page.locator(".taps label, [data-reading] input[inputmode]")
    heights = targets.evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    county = person("county", width, language, then="/gate/isolation")
    for query in ("", "?state=late", "?at=620102-0001"):
        county.open(f"/gate/isolation{query}")
        county.shoot(f"county{query[1:6]}-{language}-{width}")
        county.demand_fit()
        county.demand_access()


def test_whoever_signs_out_leaves_no_list_on_the_phone(person):
    visitor = walker(person)
    page = visitor.page
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("[name=password]")
    page.goto(PAGE)
    page.wait_for_selector("[name=password]")
    assert page.evaluate("() => caches.has('wardline-corridor')") is False


_TWO_DAYS = """(() => {
  const now = Date.now.bind(Date);
  Date.now = () => now() + 2 * 86400000;
})()"""
