"""The pictures of README, tutorial and how-tos, taken from a running demo that nobody
has touched: ``just pictures``. They enter a positive result, passes, samples and a
policy on the way, so a second time needs a fresh demo."""

import os
import sys

from playwright.sync_api import Browser, sync_playwright

from tests.e2e import envelope, follow
from tests.e2e.conftest import CHROMIUM, PASSWORDS
from tests.e2e.demo import ROOT
from tests.e2e.guides import Guides
from tests.e2e.visitor import DESK, PHONE, Visitor
from wardline.config import embedded

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


def tutorial(browser: Browser, url: str) -> None:
    """Write what the reader of "Follow one resident" sees, in both languages."""
    for language, restarted in (("en", "so the count began anew"), ("zh", "重新计时")):
        head = Visitor(browser, url, PHONE, language)
        head.sign_in("head", PASSWORDS["head"])
        case = follow.released(head)
        _keep(head, f"follow-released-{language}")
        follow.as_it_stood(head, case, "2020-02-18T08:30")
        follow.show(head, restarted)
        _keep(head, f"follow-restarted-{language}")
        follow.waiting(head)
        _keep(head, f"follow-waiting-{language}")
        head.close()
    nurse = Visitor(browser, url, PHONE, "en")
    nurse.sign_in("duty", PASSWORDS["duty"])
    follow.late_positive(nurse)
    nurse.close()
    for language, words in (
        ("en", "Who shared a room since"),
        ("zh", "此后的同室人员"),
    ):
        county = Visitor(browser, url, PHONE, language)
        county.sign_in("county", PASSWORDS["county"])
        follow.look_back(county)
        follow.show(county, words)
        _keep(county, f"follow-look-back-{language}")
        county.close()


def guides(browser: Browser, url: str) -> None:
    """Write what the readers of the how-tos see, in both languages."""
    tubes = ("GS200301001", "GS200301002")
    both = [Guides(browser, url, language, _keep) for language in ("zh", "en")]
    for guide in both:
        guide.corridor()
        guide.gate()
        guide.samples(*tubes)
        guide.look_back()
        guide.draw()
    # an envelope of the morning, from the data folder of the demo that runs
    envelope.put(embedded.home(), "pictures", 1)
    for guide in both:
        guide.visit()
    both[0].samples(*tubes, send=True)
    report = both[0].take_in(*tubes)
    for n, guide in enumerate(both, 1):
        guide.report(report)
        guide.rule(f"2020-03-02/{n}")
        guide.measure(n)


def _write(visitor: Visitor, name: str) -> None:
    _keep(visitor, name)
    visitor.close()


def _keep(visitor: Visitor, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture = visitor.page.screenshot(path=IMAGES / f"{name}.png")
    if len(picture) > LIMIT:
        raise SystemExit(f"{name}.png has {len(picture)} bytes; {LIMIT} are allowed.")


def main() -> None:
    url = os.environ.get("WARDLINE_E2E_URL", "http://127.0.0.1:8620")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        take(browser, url)
        tutorial(browser, url)
        guides(browser, url)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
