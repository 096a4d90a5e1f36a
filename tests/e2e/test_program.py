"""The demo survives a power cut: what was acknowledged is there again."""

import pytest

from tests.e2e.visitor import DESK

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


def test_demo_says_what_a_newcomer_needs(demo):
    if demo.process is None:
        pytest.skip("WARDLINE_E2E_URL is set: the demo was begun by somebody else.")
    assert demo.url in demo.said
    assert "demo-duty-2020" in demo.said
    assert "Ctrl-C stops" in demo.said
    assert "Traceback" not in demo.said


def test_killed_demo_starts_again_with_all_that_it_had(demo, person):
    if demo.process is None:
        pytest.skip("WARDLINE_E2E_URL is set: the demo was begun by somebody else.")
    before = person("duty", DESK, "en", then="/watch/history/")
    last = before.page.locator("main tbody tr").first.inner_text()
    demo.kill()
    demo.start("--keep")
    assert "Replayed" not in demo.said
    after = person("duty", DESK, "en", then="/watch/history/")
    assert after.page.locator("main tbody tr").first.inner_text() == last
