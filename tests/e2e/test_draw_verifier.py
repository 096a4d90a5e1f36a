"""The verifier in the page: on the shared vectors it finds what the program finds, and
the public page says in words that the draw is the same, or that it is not."""

import json

import pytest

from tests.e2e.visitor import DESK, PHONE
from tests.ground.draws import VERIFIERS, campaign, mutants

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
VERIFY = "texts => texts.map(text => WardlineDraw.verify(text))"
MUTATED = (0, 1, 2, 3, 39)  # the last is drawn by kind
GOOD = {
    "zh": "重新抽取，结果一致",
    "en": "Drawn again in this browser: the same homes.",
}
BAD = {"zh": "核验未通过", "en": "The draw does not check out"}


@pytest.fixture(scope="module")
def verifier(browser):
    page = browser.new_page()
    page.add_script_tag(path=VERIFIERS / "verify-draw.js")
    yield page
    page.close()


def test_page_agrees_on_a_thousand_vectors(verifier):
    for start in range(0, 1000, 250):
        texts = [json.dumps(campaign(n)) for n in range(start, start + 250)]
        assert verifier.evaluate(VERIFY, texts) == [[]] * 250


@pytest.mark.parametrize("number", MUTATED)
def test_page_catches_any_changed_bit(verifier, number):
    changed = list(mutants(campaign(number), number))
    found = verifier.evaluate(VERIFY, [json.dumps(plain) for _spot, plain in changed])
    assert len(found) > 50
    missed = [
        spot
        for (spot, _plain), faults in zip(changed, found, strict=True)
        if not faults
    ]
    assert missed == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"waves": [{}]}', "no JSON"])
def test_page_says_what_it_cannot_read(verifier, text):
    assert verifier.evaluate(VERIFY, [text]) == [[[0, "draw.unreadable"]]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_anyone_draws_the_month_again(visit, language, width):
    visitor = visit(width, language)
    visitor.open("/bulletins/draws/")
    visitor.shoot(f"draw-{language}-{width}-list")
    visitor.demand_fit()
    visitor.demand_access()
    page = visitor.page
    page.click("main section.card h2 a")
    page.wait_for_selector("[data-verdict] .notice")
    assert GOOD[language] in page.locator("[data-verdict]").inner_text()
    visitor.shoot(f"draw-{language}-{width}-published")
    visitor.demand_fit()
    visitor.demand_access()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_changed_file_is_called_wrong_in_words(visit, language):
    visitor = visit(PHONE, language)
    page = visitor.open("/bulletins/draws/").page

    def changed(route):
        answer = route.fetch()
        plain = answer.json()
        plain["waves"][0]["visits"][0].reverse()
        route.fulfill(response=answer, json=plain)

    page.route("**/bulletins/draws/*.json", changed)
    page.click("main section.card h2 a")
    page.wait_for_selector("[data-verdict] .notice-error")
    said = page.locator("[data-verdict]").inner_text()
    assert BAD[language] in said
    assert page.locator("[data-verdict] li").count() > 0
    visitor.shoot(f"draw-{language}-360-wrong")
