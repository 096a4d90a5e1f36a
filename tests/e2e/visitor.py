"""Somebody before a browser: what they open, do, see, and what went wrong unseen."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SHOTS = Path(__file__).resolve().parents[2] / "shots"
PHONE, DESK = 360, 1280
AXE = Axe()


class Visitor:
    """One browser window with its own cookies, on a phone or at a desk."""

    def __init__(self, browser: Browser, url: str, width: int, language: str, **more):
        height = 740 if width == PHONE else 900
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": width, "height": height},
            locale="zh-CN" if language == "zh" else "en-GB",
            reduced_motion="reduce",
            **more,
        )
        code = {"zh": "zh-hans", "en": "en"}[language]
        self.context.add_cookies(
            [{"name": "django_language", "value": code, "url": url}]
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> "Visitor":
        """Open a page, which must answer."""
        answer = self.page.goto(path)
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
        return self

    def sign_in(self, name: str, password: str, then: str = "/") -> "Visitor":
        """Sign in on the page that is shown to a stranger."""
        self.page.goto(then)
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.page.click("form.narrow button")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        return self

    def demand_fit(self) -> None:
        """Nothing reaches beyond the edge of the screen."""
        over = self.page.evaluate(_OVER)
        assert not over, f"{self.page.url} is too wide: {over}"

    def demand_access(self) -> None:
        """axe-core finds nothing serious or critical."""
        found = [
            f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})"
            for v in AXE.run(self.page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert not found, f"{self.page.url}: {found}"

    def demand_quiet(self) -> None:
        """No error was written to the console, no policy was violated."""
        assert not self.faults, self.faults

    def shoot(self, name: str) -> None:
        """Keep the whole page as a picture, for eyes."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def close(self) -> None:
        self.context.close()


# what is wider than the screen, outside of frames that scroll by themselves
_OVER = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
    .slice(-5).map(e => e.outerHTML.slice(0, 120));
}"""
