"""The gatekeeper's phone, with the network cut: every kind of pass, and the crossing
that is sent later, once."""

import re
from contextlib import contextmanager

import pytest

from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
HOUR = 3_600_000


def issued(person, name="检查员", language="zh", hours="8"):
    """Issue a pass for an inspector at the first home; return the page with it."""
    visitor = person("duty", PHONE, language, then="/gate/tickets/issue")
    page = visitor.page
    page.select_option("[name=crosser]", "inspector")
    page.fill("[name=name]", name)
    page.fill("[name=hours]", hours)
    page.locator("main form button.button").last.click()
    page.wait_for_url(re.compile(r"/gate/tickets/\d+$"))
    return visitor


def serial_of(visitor):
    said = visitor.page.locator(".pass-code code").inner_text()
    return "".join(said.split())


def gatekeeper(person, width=PHONE, language="zh"):
    """Open the scanner and wait until it can do without a network."""
    visitor = person("duty", width, language, then="/gate/scan/")
    page = visitor.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "() => caches.open('wardline-gate').then(c => c.match('/gate/scan/kept'))"
        ".then(Boolean)"
    )
    return visitor


def verdict(page, code):
    """Type a code as a scanner does, and return what is said in large words."""
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.wait_for_selector("[data-result][data-shown]")
    shown = page.locator("[data-result]")
    found = shown.get_attribute("data-shown"), shown.locator(".verdict").inner_text()
    return found


def again(page):
    page.click("[data-next]")
    page.wait_for_function("() => !document.querySelector('[data-shown]')")


def token(page, serial):
    """The whole code, as a scanner reads it from paper."""
    return page.evaluate(
        "async (serial) => {"
        "  const kept = await caches.open('wardline-gate');"
        "  const known = await (await kept.match('/gate/scan/kept')).json();"
        "  return known.state.passes[serial]; }",
        serial,
    )


@contextmanager
def cut(visitor):
    """No network at all, also after the page is opened anew."""
    visitor.context.set_offline(True)
    yield
    visitor.faults.clear()  # that the network failed is what was wanted
    visitor.context.set_offline(False)


def changed(text):
    """One sign of the name exchanged: what a forger would do."""
    at = len(text) - 115
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def test_pass_is_shown_and_printed(person):
    for width, language in ((PHONE, "zh"), (DESK, "en")):
        visitor = issued(person, language=language)
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.shoot(f"ticket-{language}-{width}")
        visitor.demand_fit()
        visitor.demand_access()
        assert len(serial_of(visitor)) == 8
        assert visitor.page.locator(".qr svg").count() == 1


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_gatekeeper_verifies_without_network(person, width, language):
    good = issued(person)
    serial = serial_of(good)
    bad = issued(person, name="撤回的")
    taken = serial_of(bad)
    bad.page.click("details.card summary")
    bad.page.fill("[name=reason]", "遗失")
    bad.page.locator("details.card button").click()
    bad.page.wait_for_selector(".notice-success")
    visitor = gatekeeper(person, width, language)
    page = visitor.page
    whole = token(page, serial)
    with cut(visitor):
        page.reload()
        said = {"zh": "有效通行", "en": "Valid"}[language]
        assert verdict(page, serial) == ("valid", said)
        visitor.shoot(f"scan-valid-{language}-{width}")
        visitor.demand_fit()
        visitor.demand_access()
        assert "检查员" in page.locator("[data-result]").inner_text()
        again(page)
        assert verdict(page, whole)[0] == "valid"
        again(page)
        assert verdict(page, changed(whole))[0] == "forged"
        visitor.shoot(f"scan-forged-{language}-{width}")
        again(page)
        assert verdict(page, taken)[0] == "withdrawn"
        assert not page.locator("[data-unmeasured]").is_visible()
        again(page)
        wrong = serial[:-1] + ("0" if serial[-1] != "0" else "1")
        assert verdict(page, wrong)[0] == "mistyped"
        again(page)
        assert verdict(page, "00000000")[0] == "unknown"
        visitor.shoot(f"scan-unknown-{language}-{width}")
        visitor.demand_access()


def test_pass_of_another_key_is_forged(person):
    visitor = gatekeeper(person)
    from wardline.work.gate import tokens  # the key of the tests, not of the demo

    theirs = tokens.sign(
        tokens.Content(
            serial="00000000",
            place="620102-0001",
            kind="inspector",
            name="冒名",
            from_at=_moment("2020-03-01 00:00"),
            until_at=_moment("2020-03-02 00:00"),
        )
    )
    with cut(visitor):
        assert verdict(visitor.page, theirs)[0] == "forged"


def test_crossing_by_pass_is_kept_and_received_once(person):
    serial = serial_of(issued(person, name="断网放行"))
    visitor = gatekeeper(person, language="en")
    page = visitor.page
    with cut(visitor):
        assert verdict(page, serial)[0] == "valid"
        assert not page.locator("[data-yes]").is_visible()  # not measured yet
        page.fill("[name=temperature]", "38.2")
        assert page.locator("[data-hot]").is_visible()
        assert not page.locator("[data-yes]").is_visible()
        page.fill("[name=temperature]", "36.4")
        page.click("[data-yes]")
        board = page.locator("[data-outbox-board]")
        board.get_by_text("What you typed is kept on this device").wait_for()
        visitor.shoot("scan-kept-en-360")
        again(page)
    board.get_by_text("Received.").wait_for()
    visitor.open("/gate/register?q=断网放行")
    rows = page.locator("main tbody tr")
    assert rows.count() == 1
    assert "Allowed" in rows.inner_text()
    rows.locator("a").first.click()
    page.wait_for_url(re.compile(r"/gate/register/\d+"))
    assert f"With the QR pass {serial}" in page.locator("main").inner_text()


def test_pass_in_time_and_out_of_time_by_the_servers_clock(person):
    serial = serial_of(issued(person, hours="1"))
    visitor = gatekeeper(person)
    page = visitor.page
    page.add_init_script(_LATER)
    with cut(visitor):
        page.reload()
        assert verdict(page, serial)[0] == "run_out"
        visitor.shoot("scan-run-out-zh-360")
        again(page)
        page.evaluate("() => { window.later = -2 * 3600000; }")
        assert verdict(page, serial)[0] == "no_time"


def test_phone_two_days_off_goes_by_the_servers_time_and_says_so(person):
    serial = serial_of(issued(person))
    visitor = person("duty", PHONE, "en", then="/gate/")
    page = visitor.page
    page.add_init_script(_TWO_DAYS)
    visitor.open("/gate/scan/")
    notice = page.locator("[data-clock]")
    notice.get_by_text("The clock of this phone is off").wait_for()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    with cut(visitor):
        assert verdict(page, serial)[0] == "valid"
    visitor.shoot("scan-clock-en-360")


def test_camera_reads_the_code_where_the_browser_can(person):
    serial = serial_of(issued(person))
    visitor = gatekeeper(person)
    page = visitor.page
    whole = token(page, serial)
    page.add_init_script(_CAMERA.replace("CODE", whole))
    visitor.open("/gate/scan/")
    page.click("[data-camera]")
    page.wait_for_selector("[data-shown=valid]")
    assert page.locator("[data-video]").is_hidden()
    # the camera is let go
    assert page.evaluate("() => window.track.readyState") == "ended"


def test_whoever_signs_out_leaves_nothing_for_the_next(person):
    visitor = gatekeeper(person)
    page = visitor.page
    page.get_by_role("button", name="退出").click()
    page.wait_for_selector("[name=password]")
    page.goto("/gate/scan/")
    page.wait_for_selector("[name=password]")
    assert page.evaluate("() => caches.has('wardline-gate')") is False


def _moment(text):
    from tests.factories.world import moment

    return moment(text)


# the phone's clock, moved after the last contact: by two hours, or as told later
_LATER = """(() => {
  const now = Date.now.bind(Date);
  window.later = 2 * 3600000;
  Date.now = () => now() + window.later;
})()"""
_TWO_DAYS = """(() => {
  const now = Date.now.bind(Date);
  Date.now = () => now() + 2 * 86400000;
})()"""
# a browser that reads codes, before a camera: neither is on a bare machine
_CAMERA = """(() => {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 10, 10);
    const stream = canvas.captureStream(5);
    [window.track] = stream.getTracks();
    return stream;
  };
  window.BarcodeDetector = class {
    async detect() { return [{ rawValue: "CODE" }]; }
  };
})()"""
