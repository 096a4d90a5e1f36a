"""One demo for all of these tests, one browser, and the people who sign in."""

import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.demo import ROOT, Demo
from tests.e2e.visitor import PHONE, Visitor

CHROMIUM = Path(os.environ.get("WARDLINE_CHROMIUM", "/usr/bin/chromium"))
_SCENARIO = yaml.safe_load((ROOT / "packs/gansu-2020/scenario.yaml").read_text("utf-8"))
PASSWORDS = {one["user"]: one["password"] for one in _SCENARIO["sign_ins"]}


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; without one these tests are skipped, in CI they fail."""
    if not CHROMIUM.exists():
        reason = f"No browser at {CHROMIUM}: install chromium to run these tests."
        (pytest.fail if os.environ.get("WARDLINE_NO_SKIPS") else pytest.skip)(reason)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo(browser):
    """The demo, begun once and ended by Ctrl-C; or one that runs or lies already."""
    if running := os.environ.get("WARDLINE_E2E_URL"):
        yield SimpleNamespace(url=running.rstrip("/"), process=None)
        return
    if kept := os.environ.get("WARDLINE_E2E_HOME"):
        begun = Demo(Path(kept))  # a demo replayed before: served, ended, left there
        yield begun.start("--keep")
        begun.stop()
        return
    # a short name: the path of a socket may have 107 characters
    begun = Demo(Path(tempfile.mkdtemp(prefix="wardline-e2e-")))
    try:
        yield begun.start()
        code = begun.stop()
        assert "Stopped." in begun.said, begun.said
        assert "Traceback" not in begun.said, begun.said
        assert code in {0, 130}, begun.said
    finally:
        begun.clear()


@pytest.fixture
def visit(browser: Browser, demo):
    """Open windows; when the test is over, none of them may have met an error."""
    opened: list[Visitor] = []

    def visit(width: int = PHONE, language: str = "zh", **more) -> Visitor:
        opened.append(Visitor(browser, demo.url, width, language, **more))
        return opened[-1]

    yield visit
    for visitor in opened:
        visitor.close()
    for visitor in opened:
        visitor.demand_quiet()


@pytest.fixture
def person(visit):
    """Sign in as one of the five people of the pack."""

    def person(user: str, width: int = PHONE, language: str = "zh", then: str = "/"):
        return visit(width, language).sign_in(user, PASSWORDS[user], then)

    return person
