"""The README's three pictures, taken from a running demo: ``just pictures``."""

import os
import sys

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import CHROMIUM, PASSWORDS
from tests.e2e.demo import ROOT
from tests.e2e.visitor import DESK, PHONE, Visitor

IMAGES = ROOT / "docs" / "images"
LIMIT = 200_000  # bytes


def take(browser: Browser, url: str) -> None:
    """Write desk.png, report.png and bulletin.png."""
    desk = Visitor(browser, url, DESK, "en")
    desk.sign_in("province", PASSWORDS["province"])
    _write(desk, "desk")
    nurse = Visitor(browser, url, PHONE, "zh")
    nurse.sign_in("duty", PASSWORDS["duty"], then="/watch/sign/2020-03-01/")
    _write(nurse, "report")
    reader = Visitor(browser, url, PHONE, "zh").open("/bulletins/")
    reader.page.click("main ul.bulletins a")
    reader.page.wait_for_selector("article.prose")
    _write(reader, "bulletin")


def _write(visitor: Visitor, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture = visitor.page.screenshot(path=IMAGES / f"{name}.png")
    visitor.close()
    if len(picture) > LIMIT:
        raise SystemExit(f"{name}.png has {len(picture)} bytes; {LIMIT} are allowed.")


def main() -> None:
    url = os.environ.get("WARDLINE_E2E_URL", "http://127.0.0.1:8620")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        take(browser, url)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
