"""The public reads the bulletin: with or without script, on paper, and checks it."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


_SIZE = """() => {
  const text = document.querySelector("article.prose p");
  return parseFloat(getComputedStyle(text).fontSize);
}"""


def open_bulletin(visitor):
    visitor.open("/bulletins/")
    visitor.page.click("main ul.bulletins a")
    visitor.page.wait_for_selector("main article.prose")
    return visitor.page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_bulletin_is_read_and_checked_without_script(visit, language, width):
    visitor = visit(width, language, java_script_enabled=False)
    page = open_bulletin(visitor)
    visitor.shoot(f"public-{language}-{width}-bulletin")
    title = page.locator("main h1").inner_text()
    said = page.locator("main").inner_text()
    assert ("发布" if language == "zh" else "Published") in said
    assert page.locator(".qr svg").is_visible()
    assert not page.locator("[data-sizer]").is_visible()
    page.click(".genuine a")
    visitor.shoot(f"public-{language}-{width}-check")
    good = "notice-success"
    assert title in page.locator(f".{good}").inner_text()
    page.fill("[name=seal]", "0" * 16)
    page.click("form.narrow button")
    assert page.locator(".notice-error").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bulletin_has_no_barriers(visit, language):
    visitor = visit(PHONE, language)
    visitor.open("/bulletins/").demand_access()
    visitor.demand_fit()
    page = open_bulletin(visitor)
    visitor.demand_access()
    visitor.demand_fit()
    page.click("main table a >> nth=0")
    visitor.shoot(f"public-{language}-360-meaning")
    visitor.demand_access()
    visitor.demand_fit()


def test_size_of_the_text_is_chosen_and_remembered(visit):
    visitor = visit(PHONE, "zh")
    page = open_bulletin(visitor)
    usual = page.evaluate(_SIZE)
    page.click("[data-sizer] [data-size=largest]")
    assert page.evaluate(_SIZE) > usual * 1.2
    visitor.demand_fit()
    page.reload()
    assert page.evaluate(_SIZE) > usual * 1.2
    pressed = page.locator("[data-sizer] [aria-pressed=true]")
    assert pressed.get_attribute("data-size") == "largest"


def test_bulletin_prints_the_text_and_the_proof_only(visit):
    visitor = visit(DESK, "zh")
    page = open_bulletin(visitor)
    page.emulate_media(media="print")
    visitor.shoot("public-zh-print")
    for unprinted in ("[data-sizer]", "[data-print]", ".language", "header .who"):
        assert not page.locator(unprinted).first.is_visible(), unprinted
    for printed in ("main h1", "article.prose", ".qr svg"):
        assert page.locator(printed).first.is_visible(), printed
