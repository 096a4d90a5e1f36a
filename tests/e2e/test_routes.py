"""Envelope, known drives, coverage, risk, fairness before a browser, in both tongues:
each fits a phone and a desk, and an envelope prints on one sheet."""

import re

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
PAGES = ["drives", "coverage", "unvisited", "risk", "fairness"]


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), ("en", DESK)])
def test_pages_of_whoever_plans_fit_the_window(person, language, width):
    visitor = person("province", width, language, then="/inspection/coverage/")
    for name in PAGES:
        visitor.open(f"/inspection/{name}/")
        visitor.shoot(f"inspection-{name}-{language}-{width}")
        visitor.demand_fit()
        visitor.demand_access()


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), ("en", DESK)])
def test_envelope_of_a_wave_prints_on_one_sheet_a_team(person, language, width):
    visitor = person("province", width, language, then="/inspection/")
    page = visitor.page
    page.click("main .tasks a[href*='/inspection/plans/']")
    page.click("main td a[href*='/waves/1/envelope/']")
    visitor.shoot(f"envelope-{language}-{width}")
    visitor.demand_fit()
    sheets = page.locator("section.sheet").count()
    printed = page.pdf(format="A4")
    pages = len(re.findall(rb"/Type\s*/Page[^s]", printed))
    assert sheets >= 1 and pages == sheets
