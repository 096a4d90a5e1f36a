"""Each of the five people, on a phone and at a desk, in both languages."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
PEOPLE = ("duty", "head", "county", "province", "inspector")


@pytest.mark.parametrize("user", PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_person_finds_desk_and_areas_in_order(person, user, language, width):
    visitor = person(user, width, language)
    page = visitor.page
    assert page.locator("main h1").inner_text().strip()
    html = page.locator("html").get_attribute("lang")
    assert html == {"zh": "zh-Hans", "en": "en"}[language]
    links = page.locator("nav ul a").evaluate_all(
        "found => found.map(one => one.getAttribute('href'))"
    )
    assert "/" in links and len(links) >= 4
    for path in dict.fromkeys(["/", *links, "/notices/", "/ledger/"]):
        visitor.open(path)
        visitor.shoot(f"{user}-{language}-{width}-{_name(path)}")
        visitor.demand_fit()
        if width == PHONE:  # one set for each page and language
            visitor.demand_access()


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "desk"


def test_sign_in_by_keyboard_alone(visit):
    visitor = visit(DESK, "en").open("/")
    visitor.demand_access()
    keys = visitor.page.keyboard
    focused = "() => document.activeElement.name || document.activeElement.className"
    for _ in range(12):
        if visitor.page.evaluate(focused) == "username":
            break
        keys.press("Tab")
    keys.type("head")
    keys.press("Tab")
    assert visitor.page.evaluate(focused) == "password"
    keys.type("demo-head-2020")
    keys.press("Enter")
    visitor.page.wait_for_selector("nav ul a")
    keys.press("Tab")
    assert visitor.page.evaluate(focused) == "skip"
    keys.press("Enter")
    assert visitor.page.evaluate("() => document.activeElement.id") == "main"


def test_wrong_password_keeps_the_name(visit):
    visitor = visit(PHONE, "zh").open("/sign-in")
    page = visitor.page
    page.fill("[name=username]", "nobody-of-this-house")
    page.fill("[name=password]", "not the password")
    page.click("form.narrow button")
    page.wait_for_selector("[role=alert], .errors, .notice-error")
    assert page.input_value("[name=username]") == "nobody-of-this-house"
    assert page.input_value("[name=password]") == ""
    visitor.shoot("sign-in-zh-360-wrong")


def test_language_is_switched_in_place(person):
    visitor = person("county", DESK, "zh", then="/watch/")
    visitor.page.click("form.language button")
    visitor.page.wait_for_selector("html[lang=en]")
    assert visitor.page.url.endswith("/watch/")
