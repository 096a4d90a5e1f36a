"""An officer of the province drafts a weaker policy, sees whom it would clear, and
publishes it: with the words that it has no effect while the hold stands."""

import re
import time

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
PATIENCE = 90_000  # ten thousand histories beside other tests


def look(visitor, name):
    """Keep a picture, and demand what every page owes."""
    visitor.shoot(f"policy-{name}")
    visitor.demand_fit()
    visitor.demand_access()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_officer_drafts_compares_and_publishes(person, width, language):
    visitor = person("province", width, language, then="/guidance/")
    page, name = visitor.page, f"{language}-{width}"
    page.click("main a[href='/guidance/policies/']")
    page.wait_for_url("**/guidance/policies/")
    look(visitor, f"list-{name}")
    page.click("main tbody a:has-text('no-relaxation')")
    page.wait_for_url(re.compile(r"/policies/\d+/$"))
    look(visitor, f"version-{name}")
    page.click("main .heading a[href$='/new']")
    page.wait_for_url("**/new")
    look(visitor, f"form-{name}")
    version = f"{name}/{time.time():.0f}"  # a demo may have been used before
    page.fill("[name=version]", version)
    page.fill("[name=c2-min_days]", "")
    page.select_option("[name=kind]", "sign_off")
    page.click("button[name=add]")
    page.wait_for_selector("[name=c7-roles]")
    assert page.input_value("[name=version]") == version
    page.locator("button[name=keep]").last.click()
    page.wait_for_selector(".errors")
    look(visitor, f"faults-{name}")
    page.fill("[name=c2-min_days]", "10")
    page.fill("[name=c6-from_day]", "10")
    page.locator("button[name=remove]").last.click()
    page.wait_for_selector("[name=c7-roles]", state="detached")
    page.locator("button[name=keep]").last.click()
    page.wait_for_url(re.compile(r"/drafts/\d+/$"))
    page.wait_for_selector("#effect progress")
    visitor.shoot(f"policy-progress-{name}")
    page.wait_for_selector("#effect .notice", timeout=PATIENCE)
    look(visitor, f"effect-{name}")
    only = {"zh": "在该从严保持", "en": "It has no effect until that hold"}[language]
    assert only in page.locator("#effect").inner_text()
    page.click("#effect a[href*='cleared-then']")
    page.wait_for_url("**/cleared-then**")
    page.locator("summary", has_text={"zh": "经过", "en": "happened"}[language]).nth(
        0
    ).click()
    look(visitor, f"examples-{name}")
    page.go_back()
    page.wait_for_selector("#effect form[action$='/publish'] button", timeout=PATIENCE)
    page.click("#effect form[action$='/publish'] button")
    page.click("dialog[open] button[value=yes]")
    page.wait_for_url(re.compile(r"/policies/\d+/$"))
    assert only in page.locator("main").inner_text()
    assert version in page.locator("h1").inner_text()
    look(visitor, f"published-{name}")
    page.click("main .heading a[href$='/withdraw']")
    page.wait_for_url("**/withdraw")
    look(visitor, f"withdraw-{name}")


def test_nurse_reads_policies_and_drafts_none(person):
    visitor = person("duty", PHONE, "zh", then="/guidance/policies/")
    page = visitor.page
    assert page.locator("main tbody tr").count() >= 2
    assert page.locator("a[href$='/new']").count() == 0
    look(visitor, "nurse-zh-360")
