"""What an order asks: the office sees how far it is, a county proves its own done."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
ASKED = {
    "zh": "做好省级检查组发现问题的整改。",
    "en": "See that what the teams find is put right.",
}


def opened(visitor, language):
    """Follow the desk's line to what must be done."""
    visitor.page.click(f"main a:has-text('{ASKED[language]}')")
    visitor.page.wait_for_selector("#asked")
    return visitor


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_office_follows_what_an_order_asks(person, width, language):
    office = person("province", width, language, then="/directives/")
    titles = {"zh": "聚集性疫情", "en": "against clusters"}
    office.page.click(f"main tbody a:has-text('{titles[language]}')")
    office.page.wait_for_selector("#reach")
    office.demand_fit()
    office.demand_access()
    office.page.click("main a[href$='/obligations']")
    office.page.wait_for_selector("#mark")
    assert ASKED[language] in office.page.inner_text("main")
    office.demand_fit()
    office.demand_access()
    office.shoot(f"obligations-{language}-{width}")
    office.page.click(f"main tbody a:has-text('{ASKED[language]}')")
    office.page.wait_for_selector("main dl.summary")
    office.demand_fit()
    office.demand_access()


def test_county_proves_it_done_after_a_first_try_without_words(person):
    county = opened(person("county", PHONE, "zh"), "zh")
    county.demand_access()
    county.page.click("#asked ~ ul a.button")
    county.page.wait_for_selector("[name=text]")
    county.demand_access()
    county.page.click("main form button.button")
    county.page.wait_for_selector("main .notice-error, main [role=alert], main .errors")
    assert "请填写报告或主要数据" in county.page.inner_text("main")
    county.page.fill("[name=text]", "3项已整改，1项按期整改中。")
    county.page.click("main form button.button")
    county.page.wait_for_selector("#asked")
    assert "3项已整改" in county.page.inner_text("main")
    county.demand_fit()
    county.shoot("obligation-done-zh-360")
