"""An officer reads what binds, what editions changed and what a level does; a home
checks itself with a few taps; its county reads it."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
BOTH = pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])


def look(visitor, name):
    """Keep a picture, and demand what every page owes."""
    visitor.shoot(f"measures-{name}")
    visitor.demand_fit()
    visitor.demand_access()


@BOTH
def test_officer_reads_measures_editions_and_lessons(person, width, language):
    visitor = person("province", width, language, then="/guidance/")
    page, name = visitor.page, f"{language}-{width}"
    look(visitor, f"binds-{name}")
    for path in (
        "wall/",
        "measures/?q=isolation",
        "documents/62/mca-elder-2/",
        "documents/62/mca-elder-2/differences",
        "lessons/",
        "measures/new",
        "lessons/new",
    ):
        visitor.open(f"/guidance/{path}")
        look(visitor, f"{path.partition('?')[0].replace('/', '-')}{name}")
    visitor.open("/guidance/measures/?q=isolation-medical")
    page.click("main tbody th a")
    page.click("main .heading a[href$='/correct']")
    page.wait_for_selector("[name=reason]")
    look(visitor, f"correct-{name}")
    visitor.open("/guidance/levels/new")
    page.fill("[name=level]", "4")
    page.fill("[name=from_on]", "2020-03-02")
    page.select_option("[name=document_code]", "level-3")
    page.locator("main form button.button").last.click()
    page.wait_for_selector("main section.card table")
    told = {"zh": "没有机构的要求会放松", "en": "No institution becomes laxer"}
    assert told[language] in page.inner_text("main")
    look(visitor, f"level-{name}")


@BOTH
def test_home_checks_itself_and_its_county_reads_it(person, width, language):
    name = f"{language}-{width}"
    head = person("head", width, language, then="/self-check/")
    look(head, f"check-house-{name}")
    head.page.click("main .heading a[href$='/answer']")
    first = head.page.locator("main section.self-check").first
    first.locator("input[value=no]").check()
    head.page.check("[name=rest]")
    look(head, f"check-answer-{name}")
    head.page.locator("main form button.button").last.click()
    head.page.wait_for_selector("main tbody th a")
    county = person("county", width, language, then="/self-check/?q=620102-0001")
    look(county, f"check-homes-{name}")
    county.page.click("main tbody a[href*='/self-check/']")
    county.page.wait_for_selector("main a[href$='/finding']")
    look(county, f"check-show-{name}")
    county.page.click("main a[href$='/finding']")
    county.page.wait_for_selector("[name=fact]")
    look(county, f"check-find-{name}")
    county.open("/self-check/differences/")
    look(county, f"check-differences-{name}")
