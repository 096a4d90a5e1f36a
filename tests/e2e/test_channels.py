"""Channels of notices before a browser: set up, shown without the secret, remind."""

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
SECRET = "0123456789abcdef0123456789abcdef"
WEBHOOK = f"https://oapi.dingtalk.com/robot/send?access_token={SECRET}"


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_county_sets_a_channel_up(person, width, language):
    county = person("county", width, language, then="/notices/")
    county.demand_access()
    county.page.click("main a[href$='/channels']")
    county.page.click("main a[href$='/channels/new']")
    county.page.fill("[name=name]", f"{language} {width}")
    county.page.fill("[name=address]", "exec://id")
    county.page.click("main form button.button")
    county.page.wait_for_selector("main .errors")
    county.demand_fit()
    county.demand_access()
    county.page.fill("[name=address]", WEBHOOK)
    county.page.uncheck("[name=on]")  # this test sends nothing
    county.page.click("main form button.button")
    county.page.wait_for_selector("main dl.summary")
    assert "dingtalk://…cdef" in county.page.inner_text("main")
    assert SECRET not in county.page.content()
    county.demand_fit()
    county.demand_access()
    county.shoot(f"channel-{language}-{width}")
    for page in ("channels", "deliveries"):
        county.open(f"/notices/{page}")
        county.demand_fit()
        county.demand_access()
        county.shoot(f"{page}-{language}-{width}")


def test_province_reminds_those_who_have_not_signed(person):
    office = person("province", PHONE, "zh", then="/directives/")
    office.page.click("main tbody a:has-text('聚集性疫情')")
    office.page.click("form[action$='/remind'] button")
    office.page.wait_for_selector("main .notice-success")
    said = office.page.inner_text("main .notice-success")
    assert "已催办" in said or "未再催办" in said
    office.demand_fit()
    office.demand_access()
    office.shoot("reminded-zh-360")
