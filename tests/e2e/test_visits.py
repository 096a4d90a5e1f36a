"""Visits on the phone: in a basement, with a killed tab, with a dead server; each is
received once, none is lost, and what is not taken is shown and can be carried away."""

import re
import zipfile

import pytest

from tests.e2e import envelope
from tests.e2e.visitor import DESK, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
PAGE = "/inspection/phone/"
GATE = {"latitude": 36.06, "longitude": 103.83, "accuracy": 12}
FEW = 5
MANY = 50


@pytest.fixture(scope="module")
def drawn(demo):
    """A plan with a few visits, opened for the team of the person who signs in, and
    another that looks again at what was closed."""
    if demo.process is None:
        pytest.skip("WARDLINE_E2E_URL is set: another's demo gets no envelope.")
    code = f"few-{demo.process.pid}"
    envelope.put(demo.home, code, FEW)
    envelope.put(demo.home, f"again-{demo.process.pid}", 1, look="again")
    return code


def team(person, width=PHONE, language="en"):
    """Sign in, and wait until the page can do without a network."""
    visitor = person("inspector", width, language, then=PAGE)
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation(GATE)
    page = visitor.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_selector("[data-list] a")
    until(page, _KEPT)
    return visitor


def until(page, question):
    """Ask the page again and again until its answer, which it may await, is yes."""
    for _each in range(600):
        if page.evaluate(question):
            return
        page.wait_for_timeout(200)
    raise AssertionError(question)


def cut(visitor):
    visitor.context.set_offline(True)


def join(visitor):
    visitor.context.set_offline(False)
    visitor.faults.clear()  # that the network failed is what was wanted


def begin(page, row):
    """Open a visit of the list, stand at the gate, be let in."""
    page.locator("[data-list] a").nth(row).click()
    page.locator("[data-visit] [data-arrive]").click()
    page.locator("[data-visit] [data-enter]").click()


def fall_short(page, text, photos=()):
    """Answer the first question: it falls short, seen on these photos."""
    card = page.locator("[data-question]").first
    card.locator("input[value=short]").check(force=True)
    card.locator("textarea").fill(text)
    if photos:
        card.locator("[data-photos]").set_input_files(photos)
        card.locator(".phone-photos li").nth(len(photos) - 1).wait_for()
    return card


def finish(page, heads="9", name="Li"):
    page.fill("[name=headcount]", heads)
    page.fill("[name=signed_by]", name)
    page.locator("[data-end] button").click()


def sign(page, name="signature"):
    """Draw a name on glass."""
    pad = page.locator(f"[data-pad={name}]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 60, steps=6)
    page.mouse.up()


def chip(page, words):
    page.locator("[data-visit] p[data-state]").get_by_text(words).wait_for()


def picture(page):
    """A photo as a camera makes it: large, and hardly to be pressed smaller."""
    page.evaluate(_CAMERA)
    data = page.evaluate("() => window.photo")
    return [
        {"name": "camera.jpg", "mimeType": "image/jpeg", "buffer": bytes(data)},
    ]


def test_page_weighs_little_on_the_wire(drawn, visit, person):
    visitor = person("inspector", PHONE, "zh", then="/inspection/")
    page = visitor.page
    line = visitor.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weighed: list[float] = []
    line.on(
        "Network.loadingFinished",
        lambda told: weighed.append(told["encodedDataLength"]),
    )
    visitor.open(PAGE)
    page.wait_for_selector("[data-list] a")
    page.wait_for_timeout(500)
    kilobytes = sum(weighed) / 1000
    assert len(weighed) >= 8
    assert 20 < kilobytes <= 120, f"{kilobytes:.1f} kB on the wire"


def test_draft_survives_a_killed_tab(drawn, person):
    visitor = team(person)
    page = visitor.page
    photo = picture(page)
    begin(page, page.evaluate(_AGAIN))
    fall_short(page, "The <list> is torn & old", photo)
    closed = page.locator("[data-look]").first
    closed.locator("input[value=no]").check(force=True)
    closed.locator("textarea").fill("It came back.")
    closed.locator("[data-photos]").set_input_files(photo)
    closed.locator(".phone-photos li").wait_for()
    page.fill("[name=headcount]", "11")
    sign(page)
    page.locator("[data-visit]:not([data-keeping])").wait_for()
    url = page.url
    cut(visitor)
    page.close()  # as a phone does that needs the room
    visitor.page = page = visitor.context.new_page()
    page.goto(url)
    card = page.locator("[data-question]").first
    card.locator(".phone-photos li").wait_for()
    assert card.locator("textarea").input_value() == "The <list> is torn & old"
    assert page.locator("[name=headcount]").input_value() == "11"
    closed = page.locator("[data-look]").first
    closed.locator(".phone-photos li").wait_for()
    assert closed.locator("textarea").input_value() == "It came back."
    assert page.locator("[data-stamped] [data-where]").inner_text().startswith("36.06")
    assert (
        "Difference from the report"
        in page.locator("[data-visit] [data-difference]").inner_text()
    )
    visitor.shoot("visit-draft-en-360")
    page.evaluate(_SLOW)
    sign(page, "inspector_signature")
    finish(page, "11")  # at once: what is being made is waited for
    chip(page, "Waiting to be sent")
    visitor.shoot("visit-waiting-en-360")
    join(visitor)
    chip(page, re.compile("^Received$"))
    link = page.url.split("#")[1]
    visitor.open(f"/inspection/visits/{link}/report/")
    said = page.locator("main").inner_text()
    assert "The <list> is torn & old" in said
    assert "It came back." in said
    # the photo of either, and two names on glass
    assert page.locator("main img").count() == 4
    visitor.shoot("visit-report-en-360")
    visitor.demand_fit()
    visitor.demand_access()
    visitor.open(f"/inspection/visits/{link}/")
    seen = page.locator("[id^=again-]").first
    assert "The repair does not hold" in seen.inner_text()
    assert "It came back." in seen.inner_text()
    assert seen.locator("img").count() == 1


def test_nothing_is_lost_where_the_office_has_another_account(drawn, person):
    first, second = team(person), team(person)
    for visitor in (first, second):
        cut(visitor)
        begin(visitor.page, 0)
        finish(visitor.page, name=f"heard by {id(visitor)}")
        chip(visitor.page, "Waiting to be sent")
    join(first)
    chip(first.page, re.compile("^Received$"))
    join(second)
    page = second.page
    chip(page, "Received, not applied yet")
    assert "finished at" in page.locator("[data-visit] [data-held]").inner_text()
    second.shoot("visit-held-en-360")
    # the same instance with another content: refused, kept, and carried away as a file
    page = first.page
    page.evaluate(_FORGE)
    chip(page, "Not taken")
    refused = page.locator("[data-visit] [data-refused]")
    assert "with different XML" in refused.inner_text()
    first.shoot("visit-refused-en-360")
    first.demand_fit()
    with page.expect_download() as kept:
        page.locator("[data-download]").click()
    with zipfile.ZipFile(kept.value.path()) as packed:
        assert packed.testzip() is None
        assert b"<headcount>10</headcount>" in packed.read("submission.xml")
    first.faults.clear()  # the browser writes that an answer was 409
    page.goto(PAGE)
    row = page.locator("[data-list] li", has_text="Not taken")
    assert "with different XML" in row.inner_text()


def test_danger_is_told_before_the_visit_is_sent(drawn, person):
    visitor = team(person)
    page = visitor.page
    begin(page, 1)
    cut(visitor)
    card = fall_short(page, "Two with fever share a room.")
    card.locator("[data-name=danger]").check()
    card.locator("[data-tell]").click()
    line = card.locator("[data-urgent-line]")
    line.get_by_text("On its way to the offices above.").wait_for()
    join(visitor)
    line.get_by_text("The offices above were told at").wait_for()
    visitor.shoot("visit-danger-en-360")
    visitor.demand_fit()
    visitor.demand_access()
    finish(page)
    chip(page, re.compile("^Received$"))
    link = page.url.split("#")[1]
    visitor.open(f"/inspection/visits/{link}/report/")
    assert page.locator("main").inner_text().count("Two with fever share a room.") == 1


def test_photo_of_sixty_megabytes_is_made_small(drawn, person, tmp_path):
    huge = tmp_path / "huge.bmp"
    huge.write_bytes(_bitmap(5000, 4000))
    assert huge.stat().st_size > 60_000_000
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff" + b"no picture" * 1000)
    visitor = team(person)
    page = visitor.page
    begin(page, 0)
    card = fall_short(page, "Seen.", [huge])
    size = page.evaluate(_STORED)
    assert 0 < size < 1_000_000
    card.locator("[data-photos]").set_input_files([broken])
    card.locator("[data-photo-wrong]").wait_for()
    assert "“broken.jpg” cannot be read" in card.inner_text()
    assert card.locator(".phone-photos li").count() == 1
    assert card.locator("textarea").input_value() == "Seen."


def test_clause_is_found_by_search_and_the_lot_asks_three(drawn, person):
    visitor = team(person, DESK)
    page = visitor.page
    cut(visitor)
    begin(page, 0)
    card = fall_short(page, "Nobody wears one.")
    card.get_by_text("Another clause").click()
    card.locator("[data-search]").fill("mask")
    found = card.locator("[data-found] button")
    assert found.count() >= 1
    words = found.first.inner_text().split("\n")[0]
    found.first.click()
    assert words in card.locator("[data-clause]").inner_text()
    asked = page.locator("[data-staff]")
    assert 1 <= asked.count() <= 3
    assert asked.first.locator("[data-ask]").inner_text()
    page.locator("[data-end] button").click()
    wrong = page.locator("[data-wrong]")
    assert "Write down how many heads you counted." in wrong.inner_text()
    assert page.evaluate("() => document.activeElement.matches('[data-wrong]')")
    beside = page.locator("label:has([name=headcount]) .errorlist")
    assert beside.inner_text() == "Write down how many heads you counted."
    page.fill("[name=headcount]", "9")
    beside.wait_for(state="detached")
    visitor.shoot("visit-missing-en-1280")
    join(visitor)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_envelope_and_visit_fit_and_have_no_barriers(drawn, person, width, language):
    visitor = team(person, width, language)
    page = visitor.page
    visitor.shoot(f"envelope-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()
    page.locator("[data-list] a").last.click()
    page.locator("[data-visit] [data-arrive]").click()
    fall_short(page, "…")
    visitor.shoot(f"visit-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()
    heights = page.locator(
        "[data-visit] .taps label:visible, [data-visit] button:visible"
    ).evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 44
    page.locator("[data-unstamp]").click()


def test_wrong_phone_is_told_clearly(drawn, person):
    visitor = person("inspector", PHONE, "en", then="/inspection/")
    answer = visitor.page.goto("/inspection/phone/987654/")
    assert answer.status == 404
    assert "no such visit is in that envelope" in visitor.page.inner_text("main")
    visitor.demand_access()
    visitor.faults.clear()  # the browser writes that an answer was 404


def test_fifty_visits_are_received_once_each(demo, drawn, person):
    # the demo's clock begins anew with each start: let it begin here
    demo.kill()
    demo.start("--keep")
    code = f"many-{demo.process.pid}"
    before = envelope.count(demo.home, code)
    assert before["visits"] == 0
    envelope.put(demo.home, code, MANY)
    visitor = team(person)
    page = visitor.page
    photo = picture(page)
    links = page.locator("[data-list] a")
    pks = links.evaluate_all("all => all.map(e => Number(e.hash.slice(1)))")
    cut(visitor)
    for n, pk in enumerate(sorted(pks)[-MANY:]):  # those drawn last
        begin(page, pks.index(pk))
        fall_short(page, f"Seen on visit {n}.", photo * (4 if n == 0 else 1))
        finish(page)
        chip(page, "Waiting to be sent")
        page.locator("[data-back]").click()
        page.locator("[data-list] a").first.wait_for()
    assert "Waiting to be sent: 50" in page.inner_text("[data-outbox-board]")
    visitor.shoot("fifty-waiting-en-360")
    join(visitor)
    until(page, _SOME)
    demo.kill()  # in the middle of it
    page.wait_for_timeout(2000)
    demo.start("--keep")
    visitor.faults.clear()
    page.goto(PAGE)
    board = page.locator("[data-outbox-board]")
    until(page, _NONE)
    assert "Needs your attention" not in board.inner_text()
    assert envelope.count(demo.home, code) == {
        "visits": MANY,
        "finished": MANY,
        "submissions": MANY,
        "applied": MANY,
        "files": MANY + 3,
        "answers": MANY,
    }
    visitor.faults.clear()


def _bitmap(width, height):
    """An uncompressed picture of three bytes a dot."""
    size = width * height * 3
    head = b"BM" + (54 + size).to_bytes(4, "little") + bytes(4)
    head += (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
    head += width.to_bytes(4, "little") + height.to_bytes(4, "little")
    head += (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24)
    return head + bytes(range(256)) * (size // 256) + bytes(size % 256)


_SLOW = """() => {
  const quick = HTMLCanvasElement.prototype.toBlob;
  HTMLCanvasElement.prototype.toBlob = function (...told) {
    setTimeout(() => quick.apply(this, told), 1000);
  };
}"""

_CAMERA = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 2000; canvas.height = 1500;
  const pen = canvas.getContext("2d"), dots = pen.createImageData(2000, 1500);
  for (let n = 0; n < dots.data.length; n += 1)
    dots.data[n] = n % 4 === 3
      ? 255 : 128 + 60 * Math.sin(n / 977) + 30 * Math.random();
  pen.putImageData(dots, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", .8));
  window.photo = [...new Uint8Array(await blob.arrayBuffer())];
}"""
_FORGE = """async () => {
  const { drafts } = window.phone, pk = Number(location.hash.slice(1));
  const draft = await drafts.of(pk), visit = draft.home;
  const { xml } = window.phone.instance(draft, visit);
  const text = (await xml.text()).replace("<headcount>9<", "<headcount>10<");
  await window.outbox.put({
    key: draft.instance, visit: pk, url: "/openrosa/submission", title: "forged",
    page: "/inspection/phone/", headers: { "X-OpenRosa-Version": "1.0" }, files: [],
    fields: [["xml_submission_file", new File([text], "x.xml", { type: "text/xml" })]],
  });
  await window.outbox.resend();
}"""
_AGAIN = """async () => (await window.phone.envelope.kept())
  .state.visits.findIndex((visit) => visit.again.length)"""
_KEPT = """async () => Boolean(
  await (await caches.open("wardline-visits")).match("/inspection/phone/kept"))"""
_STORED = """async () => {
  const draft = await window.phone.drafts.of(Number(location.hash.slice(1)));
  return Object.values(draft.files)[0][0].size;
}"""
_SOME = "async () => (await window.outbox.kept()).length <= 40"
_NONE = "async () => (await window.outbox.kept()).length === 0"
