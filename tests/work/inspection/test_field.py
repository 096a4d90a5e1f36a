"""Forms taken in, opened and withdrawn; what came back is reviewed and taken along."""

import csv
import json
import re
import zlib
from base64 import b64decode
from io import BytesIO, TextIOWrapper
from uuid import uuid4
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.factories.device import JPEG, instance, served
from tests.front.openrosa import scene as road
from wardline.base.places import clock, scope
from wardline.base.ui import excel
from wardline.core.guidance import queries as norms
from wardline.work.inspection import actions, collect, queries, words, xlsforms

pytestmark = pytest.mark.django_db
NOON = road.NOON
s = road.at_noon
HEAD = ["type", "name", "label::中文 (zh)", "label::English (en)"]
ROWS = [
    ["text", "street", "街道", "Street"],
    ["image", "front", "正门", "Front"],
    ["begin_repeat", "room", "房间", "Room"],
    ["integer", "beds", "床位", "Beds"],
    ["end_repeat", "", "", ""],
]
SETTINGS = [["form_id", "version", "form_title"], ["street-check", "1", "街道"]]


def workbook(rows=ROWS, settings=SETTINGS, head=HEAD, choices=()):
    book = openpyxl.Workbook()
    for title, lines in (
        ("survey", [head, *rows]),
        ("settings", settings),
        ("choices", choices),
    ):
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    del book["Sheet"]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def taken(s, opened=True, **more):
    form = actions.take_in_form(
        by=s.w.authority, name="street.xlsx", content=workbook(**more)
    )
    return actions.open_form(by=s.w.authority, version=form) if opened else form


def said(street, *beds, instance_id=None, edits="", version="1"):
    rooms = "".join(f"<room><beds>{n}</beds></room>" for n in beds)
    inside = f"<street>{street}</street><front>front.jpg</front>{rooms}"
    xml = instance("street-check", version, inside, instance_id)
    if edits:
        old = f"<orx:deprecatedID>{edits}</orx:deprecatedID></orx:meta>"
        xml = xml.replace("</orx:meta>", old)
    return xml


def url(name, *args):
    return reverse(f"inspection:{name}", args=args)


def test_form_is_previewed_opened_loaded_filled_in_and_withdrawn(s, enter):
    client = enter(s.w.authority, "zh-hans")
    file = SimpleUploadedFile("street.xlsx", workbook(), excel.XLSX)
    answer = client.post(url("forms"), {"key": str(uuid4()), "file": file}, follow=True)
    page = answer.content.decode()
    assert all(word in page for word in ("街道", "正门", "床位", "street-check"))
    with scope.entered("T"):
        form = queries.form_rows(s.w.authority).filter(kind="").get()
    with served() as port:
        device = road.device(s, port)
        assert "street-check" not in device.get("formList").texts("formID")
        assert device.post(said("x")).status == 404
        client.post(url("open-form", form.pk), {"key": str(uuid4())})
        assert "street-check" in device.get("formList").texts("formID")
        assert device.post(said("Lane"), {"front.jpg": JPEG}).status == 201
        client.post(url("withdraw-form", form.pk), {"key": str(uuid4())})
        assert "street-check" not in device.get("formList").texts("formID")
        assert device.post(said("late")).status == 202
    with scope.entered("T"):
        kept = [
            row.held and row.held["code"] for row in queries.submissions(s.w.authority)
        ]
    assert sorted(kept, key=str) == [None, "intake.withdrawn"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["text", "a b", "甲", "A"]], ["survey", "name", "2"]),
        ([["text", "a", "甲", "A"], ["text", "a", "乙", "B"]], ["survey", "name", "3"]),
        ([["begin_group", "g", "甲", "A"]], ["2", "begin_group"]),
        ([["txet", "a", "甲", "A"]], ["txet"]),
        ([["select_one x", "a", "甲", "A"]], ["choices"]),
        ([["text", "", "甲", "A"]], ["2", "has no name"]),
        ([["text", "a", "甲 ${b}", "A"]], ["survey", "2", "“b”"]),
    ],
)
def test_broken_xlsform_is_refused_with_its_row_and_column(s, rows, words):
    with pytest.raises(ValidationError) as error:
        taken(s, rows=rows)
    assert all(word in error.value.messages[0] for word in words), error.value
    with translation.override("zh-hans"):  # whole, and not in pyxform's English
        assert not re.search(r"[A-Za-z]+ [A-Za-z]+", error.value.messages[0])


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04rubbish"])
def test_what_is_no_workbook_is_refused(s, content):
    with pytest.raises(ValidationError) as error:
        actions.take_in_form(by=s.w.authority, name="a.xlsx", content=content)
    assert error.value.code == "form.no_workbook"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ([["form_title"], ["x"]], "form.no_id"),
        ([["form_id"], ["x"]], "form.no_version"),
        ([["form_id", "version"], ["visit-elder", "1"]], "form.reserved"),
    ],
)
def test_form_needs_a_name_and_a_version_of_its_own(s, settings, code):
    with pytest.raises(ValidationError) as error:
        taken(s, settings=settings)
    assert error.value.code == code


def test_version_is_taken_in_once_and_every_version_stays(s):
    taken(s)
    with pytest.raises(ValidationError) as error:
        taken(s)
    assert error.value.code == "form.known"
    taken(s, settings=[SETTINGS[0], ["street-check", "2", "街道"]])
    with served() as port:
        device = road.device(s, port)
        newest = device.get("formList?formID=street-check").texts("version")
        every = device.get("formList?formID=street-check&listAllVersions=true")
        assert (newest, every.texts("version")) == (["2"], ["2", "1"])
        assert device.post(said("old form")).status == 201


def test_form_taken_in_is_an_xform_with_its_files_and_repeats():
    made = xlsforms.convert(workbook())
    assert made.uploads == ["front"]
    assert xlsforms.repeats(made.xml) == ["room"]
    asked = [(q["code"], q["depth"], q["question_en"]) for q in made.questions]
    assert asked[:3] == [
        ("street", 0, "Street"),
        ("front", 0, "Front"),
        ("room", 0, "Room"),
    ]
    assert asked[3] == ("beds", 1, "Beds")


FULL_HEAD = [*HEAD, "hint::English (en)", "required", "relevant", "constraint"]
FULL = [
    ["select_one yn", "fever", "发热", "Any fever?", "In three days", "yes"],
    ["integer", "ill", "几人", "How many?", "", "", "${fever} = 'y'", ". > 0"],
    ["begin_repeat", "room", "房间", "Room"],
    ["text", "remark", "", "Remark", "", "", "string-length(${ill}) > 1"],
    ["end_repeat"],
    ["image", "front", "正门", "Front", "", "yes"],
    ["start", "began"],
]
CHOICES = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["yn", "y", "是", "Yes"],
    ["yn", "n", "否", "No"],
]


def test_preview_shows_what_inspectors_will_see(s, enter):
    form = taken(s, opened=False, rows=FULL, head=FULL_HEAD, choices=CHOICES)
    client = enter(s.w.authority)
    text = client.get(url("form", form.pk)).content.decode()
    for shown in (
        *("Any fever?", "must be answered", "In three days", "<li>Yes</li>"),
        *("Asked only if “Any fever?” is “Yes”.", "Taken only if the answer is more"),
        *("string-length(${ill}) &gt; 1", "max-pixels", "without asking"),
    ):
        assert shown in text, shown
    inside = text.partition("Room")[2].partition("</ol>")[0]
    assert "Remark" in inside and "Front" not in inside
    chinese = client.get(url("form", form.pk), {"language": "中文 (zh)"})
    assert "<li>是</li>" in chinese.content.decode()
    assert "no words in this language" in chinese.content.decode()
    client.post(url("open-form", form.pk), {"key": str(uuid4())})
    assert "max-pixels" not in client.get(url("form", form.pk)).content.decode()


def test_answer_is_read_in_the_words_of_its_choices(s, enter):
    rows = [["select_multiple yn", "fever", "发热", "Any fever?"]]
    taken(s, rows=rows, choices=CHOICES)
    xml = instance("street-check", "1", "<fever>y n other</fever>", "uuid:a")
    with served() as port:
        assert road.device(s, port).post(xml).status == 201
    page = url("submission", road.submission(s, "uuid:a").pk)
    assert "Yes, No, other" in enter(s.w.authority).get(page).content.decode()
    chinese = enter(s.w.authority, "zh-hans").get(page).content.decode()
    assert "是、否、other" in chinese


def test_every_row_that_is_wrong_is_told(s):
    twice = [*CHOICES, ["yn", "y", "是", "Yes"], ["yn", "n", "否", "No"]]
    with pytest.raises(ValidationError) as error:
        taken(s, rows=FULL, head=FULL_HEAD, choices=twice)
    assert [("choices" in each, "row " in each) for each in error.value.messages] == [
        (True, True)
    ] * 2


def test_submission_is_reviewed_and_the_last_word_counts(s, enter):
    taken(s)
    with served() as port:
        device = road.device(s, port)
        assert device.post(said("Lane", instance_id="uuid:a")).status == 201
    kept = road.submission(s, "uuid:a")
    client = enter(s.w.authority)
    page = url("submission", kept.pk)
    for state, comment in (("has_issues", "Which lane?"), ("approved", "")):
        told = {"key": str(uuid4()), "state": state, "comment": comment}
        assert client.post(url("review", kept.pk), told).status_code == 302
    text = client.get(page).content.decode()
    assert "Which lane?" in text and "front.jpg" in text
    with scope.entered("T"):
        row = queries.submissions(s.w.authority).get(pk=kept.pk)
    assert queries.review_state(row) == "approved"
    assert str(words.REVIEWS["approved"]) in client.get(page).content.decode()
    told = {"key": str(uuid4()), "state": "has_issues", "comment": " "}
    answer = client.post(url("review", kept.pk), told)
    assert "comment" in answer.context["bound"].errors
    for state, listed in (("approved", True), ("rejected", False)):
        found = client.get(url("submissions"), {"state": state, "q": "street"})
        assert (f'href="{page}"' in found.content.decode()) is listed


def test_edit_of_a_submission_stands_beside_what_it_edits(s):
    taken(s)
    with served() as port:
        device = road.device(s, port)
        assert device.post(said("Lane", instance_id="uuid:a")).status == 201
        again = said("Lane 2", instance_id="uuid:b", edits="uuid:a")
        assert device.post(again).status == 201
    first, second = (road.submission(s, f"uuid:{n}") for n in "ab")
    assert second.edits_id == first.pk
    assert [queries.review_state(each) for each in (first, second)] == [
        "edited",
        "received",
    ]


def test_answers_are_taken_along_with_what_repeats(s, enter):
    taken(s)
    with served() as port:
        device = road.device(s, port)
        device.post(said("=1+1", 2, 3, instance_id="uuid:a"))
        device.post(said("Lane", instance_id="uuid:b"))
    answer = enter(s.w.authority).get(url("export", "street-check"))
    with ZipFile(BytesIO(answer.content)) as book:
        names = book.namelist()
        tables = [
            list(csv.DictReader(TextIOWrapper(book.open(name), "utf-8-sig")))
            for name in names
        ]
    assert names == ["street-check.csv", "street-check-room.csv"]
    assert [(row["KEY"], row["street"]) for row in tables[0]] == [
        ("uuid:a", "'=1+1"),
        ("uuid:b", "Lane"),
    ]
    assert [(row["PARENT_KEY"], row["beds"]) for row in tables[1]] == [
        ("uuid:a", "2"),
        ("uuid:a", "3"),
    ]
    listed = enter(s.w.authority).get(url("submissions"), {"export": "1"})
    assert openpyxl.load_workbook(BytesIO(listed.content)).active.max_row == 3


def test_key_is_made_with_its_code_for_collect_and_taken_back(s, enter):
    client = enter(s.w.authority)
    told = {"key": str(uuid4()), "post": s.inspectors[0].pk, "label": "Redmi 7"}
    page = client.post(url("devices"), told).content.decode()
    assert "<svg" in page and "/openrosa/key/" in page
    with scope.entered("T"):
        kept = queries.device_keys(s.w.authority).get()
    assert "/openrosa/key/" not in client.get(url("devices")).content.decode()
    client.post(url("take-back-key", kept.pk), {"key": str(uuid4())})
    with scope.entered("T"):
        assert queries.device_keys(s.w.authority).get().taken_back_at == NOON


def test_code_for_collect_carries_the_server_and_mirrors_its_forms():
    text = collect.settings("https://w.example/openrosa/key/k", "暗访")
    told = json.loads(zlib.decompress(b64decode(text)))
    assert told["general"]["server_url"] == "https://w.example/openrosa/key/k"
    assert told["general"]["form_update_mode"] == "match_exactly"
    assert set(told) == {"general", "project", "admin"}


def test_inspector_sees_own_submissions_and_no_keys(s, enter):
    taken(s)
    with served() as port:
        road.device(s, port).post(said("Lane", instance_id="uuid:a"))
    kept = road.submission(s, "uuid:a")
    own, other = s.inspectors[0], s.inspectors[2]
    assert enter(own).get(url("submission", kept.pk)).status_code == 200
    assert enter(other).get(url("submission", kept.pk)).status_code == 404
    assert enter(own).get(url("devices")).status_code == 403
    told = {"key": str(uuid4()), "state": "approved"}
    assert enter(own).post(url("review", kept.pk), told).status_code == 403


def test_visit_keeps_the_version_it_was_made_with(s):
    """The checklist changes after the opening; the form that is out stays good."""
    from tests.work.inspection.scene import CHECKLIST

    visit = road.visit(s)
    rows = [CHECKLIST[1] | {"question_en": "Is everyone measured?"}]
    actions.set_checklist(by=s.w.clock, at="T", rows=rows)
    with served() as port:
        device = road.device(s, port)
        assert device.post(road.filled(visit)).status == 201
    assert road.seen(s, visit).answered == 2


def test_form_of_a_visit_asks_with_citation_what_is_in_force(s):
    with scope.entered("T"):
        form = road.visit(s).form
        home = road.visit(s).institution
        bound = norms.binding(s.w.authority, home, clock.today())
        asked = queries.asked_of(s.w.authority, home, bound)
        codes = [each["code"] for each in asked]
    assert [each["code"] for each in form.questions] == codes == ["r-named", "e-gate"]
