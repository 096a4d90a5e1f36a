"""The steps of the how-tos on a phone, for their pictures; some write to the demo."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from xlsxwriter import Workbook

from tests.e2e.conftest import PASSWORDS
from tests.e2e.visitor import PHONE, Visitor

Keep = Callable[[Visitor, str], None]
PATIENCE = 300_000  # ten thousand histories on a busy machine
TAKEN, REPORTED = "2020-03-01T08:00", "2020-03-01 15:00"
HEADINGS = ["样本编号", "姓名", "采样时间", "检测结果", "报告时间", "检测机构"]


class Guides:
    """The how-tos in one language: each method walks one and keeps what it sees."""

    def __init__(self, browser: Browser, url: str, language: str, keep: Keep) -> None:
        self.browser, self.url, self.language, self.keep = browser, url, language, keep

    def person(self, user: str, path: str) -> Visitor:
        """Sign in on a phone and open a page."""
        visitor = Visitor(self.browser, self.url, PHONE, self.language)
        return visitor.sign_in(user, PASSWORDS[user], then=path)

    def shown(self, visitor: Visitor, name: str, top: str | None = None) -> None:
        """Keep what is on the screen, with an element at its top."""
        if top:
            visitor.page.locator(top).first.evaluate(_TO_TOP)
        self.keep(visitor, f"{name}-{self.language}")

    def corridor(self) -> None:
        """Fill in a round, and look at the board; sign nothing."""
        nurse = self.person("duty", "/gate/corridor/")
        readings = nurse.page.locator("[data-reading]")
        for n, (warm, tap) in enumerate((("365", 0), ("378", 1))):
            readings.nth(n).locator("input[inputmode]").fill(warm)
            readings.nth(n).locator(".taps label").nth(tap).click()
        self.shown(nurse, "corridor-round", "main h1")
        nurse.open("/gate/isolation")
        self.shown(nurse, "corridor-board", "main h1")
        nurse.close()

    def gate(self) -> None:
        """Issue a pass, scan it, take it back, scan it again."""
        head = self.person("head", "/gate/tickets/issue")
        head.page.select_option("[name=crosser]", "inspector")
        head.page.fill("[name=name]", "李建国")
        head.page.fill("[name=hours]", "12")
        head.page.locator("main form button.button").last.click()
        head.page.wait_for_selector(".pass-code code")
        serial = "".join(head.page.locator(".pass-code code").inner_text().split())
        self.shown(head, "gate-pass", "main h1")
        self._scanned(serial, "valid", "gate-valid")
        head.page.click("details.card summary")
        head.page.fill("[name=reason]", "遗失")
        with head.page.expect_navigation():
            head.page.locator("details.card button").click()
        head.close()
        self._scanned(serial, "withdrawn", "gate-taken-back")

    def _scanned(self, serial: str, verdict: str, name: str) -> None:
        keeper = self.person("duty", "/gate/scan/")
        keeper.page.wait_for_function(_KEPT)
        keeper.page.fill("[name=code]", serial)
        keeper.page.press("[name=code]", "Enter")
        keeper.page.wait_for_selector(f"[data-result][data-shown={verdict}]")
        self.shown(keeper, name, "[data-result]")
        keeper.close()

    def look_back(self) -> None:
        """See one drawn finding again, and read what look-backs and repairs show."""
        officer = self.person("province", "/correction/look-back/")
        officer.page.locator("main ul.tasks a").first.click()
        officer.page.wait_for_selector("main details.card")
        self.shown(officer, "lookback-drawn", "main h1")
        inspector = self.person("inspector", "/correction/")
        inspector.page.locator("#look-back + ul a").first.click()
        inspector.page.wait_for_selector("form[action$='/verify']")
        inspector.page.locator("[name=holds]").nth(int(self.language == "en")).check()
        inspector.page.fill("form[action$='/verify'] [name=note]", "再次查看。")
        with inspector.page.expect_navigation():
            inspector.page.click("form[action$='/verify'] button.button")
        inspector.close()
        officer.open("/correction/look-back/")
        self.shown(officer, "lookback-shares", "main h2")
        officer.open("/correction/course/")
        self.shown(officer, "correction-course", "main h2")
        officer.close()

    def draw(self) -> None:
        """Begin a plan, read the month's, and draw it again as the public does."""
        officer = self.person("province", "/inspection/plans/new")
        self.shown(officer, "draw-plan", "label[for=id_n_waves]")
        officer.open("/inspection/").page.click("main ul.tasks a")
        self.shown(officer, "draw-waves", "main ol.steps")
        officer.open("/bulletins/draws/").page.click("main section.card h2 a")
        officer.page.wait_for_selector("[data-verdict] .notice-success")
        self.shown(officer, "draw-again", "main h1")
        officer.close()

    def visit(self) -> None:
        """Stand at the gate, find a danger, sign with a finger; send nothing."""
        team = self.person("inspector", "/inspection/phone/")
        page = team.page
        team.context.grant_permissions(["geolocation"])
        team.context.set_geolocation({"latitude": 36.0614, "longitude": 103.8343})
        page.locator("[data-list] a").first.click()
        page.locator("[data-visit] [data-arrive]").click()
        page.get_by_text("36.06140").wait_for()
        self.shown(team, "visit-gate", "[data-gate]")
        page.locator("[data-visit] [data-enter]").click()
        card = page.locator("[data-question]").first
        card.locator("input[value=short]").check(force=True)
        words = {"zh": "两名发热人员同住一室。", "en": "Two with fever share a room."}
        card.locator("textarea").fill(words[self.language])
        card.locator("[data-name=danger]").check()
        self.shown(team, "visit-short", "[data-question] [data-short]")
        card.locator("[data-name=danger]").uncheck()
        page.fill("[name=signed_by]", "马国英")
        pad = page.locator("[data-pad=signature]")
        pad.evaluate(_TO_TOP)
        box = pad.bounding_box()
        for n, (x, y) in enumerate(_STROKE):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if n == 0:
                page.mouse.down()
        page.mouse.up()
        self.shown(team, "visit-sign", "section:has(> [data-progress])")
        team.close()

    def rule(self, version: str) -> None:
        """Draft a weaker version, see whom it would clear, publish it."""
        officer = self.person("province", "/guidance/policies/")
        page = officer.page
        page.click("main tbody a:has-text('no-relaxation 2020-02-22')")
        page.click("main .heading a[href$='/new']")
        page.fill("[name=version]", version)
        page.fill("[name=text_zh]", "返院、返岗人员单人隔离不少于10天，核酸检测阴性。")
        page.fill("[name=text_en]", "Ten days alone, and a negative test.")
        page.fill("[name=c2-min_days]", "10")
        page.fill("[name=c6-from_day]", "10")
        self.shown(officer, "rule-form", "[aria-labelledby=c2-title]")
        page.locator("button[name=keep]").last.click()
        page.wait_for_selector("#effect .notice", timeout=PATIENCE)
        self.shown(officer, "rule-effect", "#effect .notice")
        page.click("#effect a[href*='cleared-then']")
        page.wait_for_url("**/cleared-then**")
        self.shown(officer, "rule-example", "main .card")
        page.go_back()
        page.wait_for_selector("#effect form[action$='/publish']", timeout=PATIENCE)
        page.click("#effect form[action$='/publish'] button")
        page.click("dialog[open] button[value=yes]")
        page.wait_for_selector("main .heading a[href$='/withdraw']")
        self.shown(officer, "rule-published", "main h1")
        officer.close()

    def measure(self, number: int) -> None:
        """Look at a gap, draft its measure, add one for the county, look at a level."""
        officer = self.person("province", "/guidance/lessons/")
        page = officer.page
        page.click("main a:has-text('shared rooms'), main a:has-text('多人同室隔离')")
        page.wait_for_selector("main a[href*='point=']")
        self.shown(officer, "measure-gap", "main ol.steps")
        page.click("main a[href*='point=']")
        page.wait_for_selector("[name=text_zh]")
        self.shown(officer, "measure-form", "[name=topic]")
        officer.open("/guidance/levels/new")
        page.fill("[name=level]", "3")
        page.fill("[name=from_on]", "2020-03-02")
        page.select_option("[name=document_code]", "level-3")
        page.locator("main form button.button").last.click()
        page.wait_for_selector("main section.card table")
        self.shown(officer, "measure-level", "main section.card h3:last-of-type")
        officer.close()
        county = self.person("county", "/guidance/measures/new")
        page = county.page
        page.select_option("[name=document]", "guide-isolation")
        page.select_option("[name=topic]", "isolation.days")
        page.select_option("[name=aspect]", "entry_exit")
        page.fill("[name=citation]", "3")
        page.fill("[name=code]", f"county-days-{number}")
        page.fill("[name=text_zh]", "返院、返岗人员隔离观察不少于21天。")
        page.fill("[name=text_en]", "Whoever returns is isolated for at least 21 days.")
        page.fill("[name=params]", "days=21")
        page.locator("main form button.button").last.click()
        page.wait_for_selector(f"#county-days-{number}")
        self.shown(county, "measure-set", f"#county-days-{number}")
        county.close()

    def samples(self, first: str, second: str, send: bool = False) -> None:
        """Type the numbers of two tubes; keep the picture, or send them."""
        nurse = self.person("duty", "/gate/samples/take")
        numbers = nurse.page.locator("main fieldset.card input[name^=n_]")
        numbers.nth(0).fill(first)
        numbers.nth(1).fill(second)
        if send:
            nurse.page.fill("[name=taken_at]", TAKEN)
            nurse.page.locator("main form button.button").last.click()
            nurse.page.wait_for_selector(".notice-success")
        else:
            self.shown(nurse, "laboratory-samples", "main h1")
        nurse.close()

    def take_in(self, first: str, second: str) -> str:
        """Take the laboratory's file in; return where its report stands."""
        officer = self.person("county", "/gate/results/new")
        sheet = {
            "name": f"{first}.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": results(first, second),
        }
        officer.page.set_input_files("[name=file]", sheet)
        officer.page.locator("main form button.button").last.click()
        officer.page.wait_for_url(re.compile(r"/gate/results/\d+$"))
        report = urlsplit(officer.page.url).path
        officer.close()
        return report

    def report(self, report: str) -> None:
        """Read what became of the rows, and go to the one that waits for a decision."""
        officer = self.person("county", report)
        self.shown(officer, "laboratory-report", "main h2")
        officer.page.click("main a[href$='/decide']")
        officer.page.wait_for_selector("[name=upheld]")
        self.shown(officer, "laboratory-decide", "main h1")
        officer.close()


def results(first: str, second: str) -> bytes:
    """Return a laboratory's file: accepted, without a time, unknown, unreadable."""
    taken = TAKEN.replace("T", " ")
    rows = [
        [first, "", taken, "阴性", REPORTED, "县疾控中心"],
        [second, "", "", "阴性", REPORTED, "县疾控中心"],
        [f"{first}0", "", taken, "阴性", REPORTED, "县疾控中心"],
        [first, "", taken, "待出", REPORTED, "县疾控中心"],
    ]
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(n, 0, row)
    return out.getvalue()


_STROKE = [(30, 60), (70, 20), (90, 80), (130, 25), (150, 70), (210, 40)]
_TO_TOP = "each => window.scrollTo(0, each.getBoundingClientRect().top + scrollY - 12)"
_KEPT = (
    "() => caches.open('wardline-gate').then(c => c.match('/gate/scan/kept'))"
    ".then(Boolean)"
)
