"""A form of one's own: a broken workbook is refused with sheet and row, a good one is
looked at and opened; what came from the field is read and reviewed."""

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest

from tests.e2e.visitor import DESK, PHONE
from wardline.base.ui import excel

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]
HEAD = ["type", "name", "label::中文 (zh)", "label::English (en)"]
GOOD = [
    ["text", "street", "街道", "Street"],
    ["begin_repeat", "room", "房间", "Room"],
    ["integer", "beds", "床位", "Beds"],
    ["end_repeat"],
]


def workbook(name, rows):
    """An XLSForm, as a browser hands it over."""
    book = openpyxl.Workbook()
    survey, settings = book.active, book.create_sheet("settings")
    survey.title = "survey"
    for line in (HEAD, *rows):
        survey.append(line)
    version = uuid4().hex[:8]
    for line in (["form_id", "version", "form_title"], ["street", version, name]):
        settings.append(line)
    stream = BytesIO()
    book.save(stream)
    return {"name": f"{name}.xlsx", "mimeType": excel.XLSX, "buffer": stream.getvalue()}


def take_in(page, file):
    fold = page.locator("main details").first
    if not fold.evaluate("each => each.open"):
        fold.locator("summary").click()
    page.set_input_files("[type=file]", [file])
    fold.locator("button").click()


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_form_is_refused_looked_at_opened_and_answered(person, width, language):
    visitor = person("province", width, language, then="/inspection/forms/")
    page = visitor.page
    take_in(page, workbook("bad", [["text", "a b", "街道", "Street"]]))
    wrong = page.locator(".errors")
    wrong.wait_for()
    assert "“survey”" in wrong.inner_text() and "2" in wrong.inner_text()
    visitor.shoot(f"form-broken-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()
    visitor.faults.clear()  # a refusal may be answered with a status of its own
    take_in(page, workbook("good", GOOD))
    page.wait_for_url("**/inspection/forms/*/")
    words = {"zh": ("仅供预览", "床位"), "en": ("preview only", "Beds")}[language]
    assert all(word in page.inner_text("main") for word in words)
    visitor.shoot(f"form-preview-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()
    page.locator("main .buttons button").click()
    page.locator("main .grave").wait_for()
    visitor.open("/inspection/submissions/")
    visitor.demand_fit()
    visitor.demand_access()


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh"), (DESK, "en")])
def test_what_came_from_the_field_is_reviewed(person, width, language):
    visitor = person("province", width, language, then="/inspection/forms/")
    page = visitor.page
    take_in(page, workbook("filled", GOOD))
    page.wait_for_url("**/inspection/forms/*/")
    page.locator("main .buttons button").click()
    page.locator("main .grave").wait_for()
    instance = f"uuid:{uuid4()}"
    version = page.locator("dd.code").nth(1).inner_text()
    assert page.evaluate(_SEND, [version, instance]) == 201
    visitor.open(f"/inspection/submissions/?q={instance}")
    page.locator("main tbody a").click()
    page.wait_for_url("**/inspection/submissions/*/")
    assert "Lane 7" in page.inner_text("main")
    said = [("has_issues", "Which lane?"), ("approved", "")]
    for n, (state, comment) in enumerate(said):
        page.select_option("[name=state]", state)
        page.fill("[name=comment]", comment)
        page.locator("main section.card button").click()
        page.locator("[data-reviews] li").nth(n).wait_for()
    assert "Which lane?" in page.inner_text("main")
    visitor.shoot(f"submission-{language}-{width}")
    visitor.demand_fit()
    visitor.demand_access()


_SEND = """async ([version, instance]) => {
  const xml = `<data id="street" version="${version}"><meta><instanceID>${instance}`
    + "</instanceID></meta><street>Lane 7</street><room><beds>2</beds></room></data>";
  const form = new FormData();
  form.append("xml_submission_file", new File([xml], "s.xml", { type: "text/xml" }));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-OpenRosa-Version": "1.0", "X-CSRFToken": token };
  const told = { method: "POST", body: form, headers };
  return (await fetch("/openrosa/submission", told)).status;
}"""
