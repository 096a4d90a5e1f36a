"""What is found is put right: ordered together, looked at again, listed, and read."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
BOTH = [(PHONE, "zh"), (DESK, "en")]
GIVEN = {"zh": "已下达2项整改要求", "en": "2 orders given"}
HOLDS = {"zh": "重新抽取，结果一致", "en": "Drawn again: the same come out"}
WORDS = {"zh": "今日内补齐登记。", "en": "Fill the register in today."}
TABLES = ("/correction/course/", "/correction/course/?by=place", "/correction/places/")
PAGES = (*TABLES, "/correction/findings/orders/", "/correction/supervision/")


def sound(visitor, name):
    """Demand that a page fits and can be used by everybody, and keep its picture."""
    visitor.demand_fit()
    visitor.demand_access()
    visitor.shoot(name)


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_officer_orders_what_was_chosen_together(person, width, language):
    office = person("province", width, language, "/correction/findings/?sort=due_at")
    sound(office, f"findings-{language}-{width}")
    office.open("/correction/findings/?state=ordered")
    boxes = office.page.locator("[name=pick]")
    for n in range(2):
        boxes.nth(n).check()
    office.page.click("form#batch button.button")
    office.page.wait_for_selector("[name=what]")
    sound(office, f"batch-{language}-{width}")
    office.page.fill("[name=what]", WORDS[language])
    office.page.fill("[name=due_at]", "2020-02-01T18:00")
    office.page.click("main form[method=post] button.button")
    office.page.wait_for_selector("main .errors, main [role=alert]")
    assert office.page.input_value("[name=what]") == WORDS[language]
    office.page.fill("[name=due_at]", "2020-03-05T18:00")
    office.page.click("main form[method=post] button.button")
    office.page.wait_for_selector("main .notice-success")
    assert GIVEN[language] in office.page.inner_text("main")
    sound(office, f"ordered-{language}-{width}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_drawn_finding_is_seen_again_by_who_had_no_part(person, width, language):
    inspector = person("inspector", width, language, then="/correction/")
    sound(inspector, f"repair-worklist-{language}-{width}")
    inspector.page.locator("#look-back + ul a").first.click()
    inspector.page.wait_for_selector("form[action$='/verify']")
    inspector.page.locator("[name=holds]").first.check()
    inspector.page.click("form[action$='/verify'] button.button")
    inspector.page.wait_for_selector("main .notice-success")
    office = person("province", width, language, then="/correction/look-back/")
    sound(office, f"look-backs-{language}-{width}")
    assert "Wilson" in office.page.inner_text("main")
    office.page.locator("main ul.tasks a").first.click()
    office.page.wait_for_selector("main details.card")
    assert HOLDS[language] in office.page.inner_text("main")
    office.page.click("main details.card summary")
    sound(office, f"look-back-{language}-{width}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_course_of_correction_fits_and_is_legible(person, width, language):
    office = person("province", width, language, then=PAGES[0])
    for n, page in enumerate(PAGES):
        office.open(page)
        sound(office, f"course-{n}-{language}-{width}")
    office.page.locator("main tbody a").first.click()
    office.page.wait_for_selector("main ol.steps")
    sound(office, f"listing-{language}-{width}")


@pytest.mark.parametrize(("width", "language"), BOTH)
def test_public_reads_what_is_listed(visit, width, language):
    reader = visit(width, language).open("/bulletins/supervision")
    assert reader.page.locator("main section.card").count() >= 1
    sound(reader, f"listed-public-{language}-{width}")
