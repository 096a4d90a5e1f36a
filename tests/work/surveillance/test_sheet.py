"""Daily reports from a sheet: the template out, the sheet in, each row's fate."""

import csv
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.factories.gate import resident
from tests.factories.watch import ON, signed
from tests.factories.world import moment, world
from wardline.base.ledger.models import Attachment, Entry
from wardline.base.places import clock, scope
from wardline.work.surveillance import queries, reading
from wardline.work.surveillance.models import DailyReport

pytestmark = pytest.mark.django_db
SHEET = "/watch/sheet/2020-02-10/"
ZEROS = [0] * 8


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 16:00")):
        yield world()


@pytest.fixture
def open_as(client):
    def page(post, url, language="en"):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        return client.get(url)

    return page


@pytest.fixture
def send(client, open_as):
    """Send a sheet as the officer's browser does; return the page that answers."""

    def sent(w, content, name="sheet.csv", key=None, language="en"):
        page = open_as(w.county, SHEET, language)
        key = key or str(page.context["form"]["key"].value())
        file = SimpleUploadedFile(name, content)
        return client.post(SHEET, {"file": file, "key": key}, follow=True)

    return sent


def sheet(*rows, heads=None):
    """Write a sheet as .csv with the template's English headings."""
    kept = StringIO()
    written = csv.writer(kept)
    written.writerow(heads or template_heads())
    written.writerows(rows)
    return kept.getvalue().encode("utf-8-sig")


def template_heads():
    return [english for _chinese, english in reading.headings().values()]


def row(code, residents=0, workers=0, on="2020-02-10", why="", note=""):
    return [on, code, "", residents, workers, *ZEROS, why, note]


def reports():
    with scope.entered("T"):
        return {r.place_id: r for r in DailyReport.objects.all()}


def test_template_lists_who_has_not_reported_filled_in(w, open_as):
    resident(w)
    signed(w, "T101-2")
    answer = open_as(w.county, f"{SHEET}template", "zh-hans")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    first, *others = rows.get_sheet_by_index(0).to_python()
    assert first[1] == "机构代码"
    assert [(each[1], each[3]) for each in others] == [("T101-1", 1)]


def test_template_comes_back_as_it_went_out_and_signs(w, open_as, send):
    resident(w)
    content = open_as(w.county, f"{SHEET}template", "zh-hans").content
    page = send(w, content, "日报.xlsx", language="zh-hans").content.decode()
    assert "各行均已签报" in page
    report = reports()["T101-1"]
    assert (report.residents, report.signed_by_id, report.late) == (
        1,
        w.county.pk,
        False,
    )
    assert report.prefilled["values"]["residents"] == 1


def test_sheet_is_one_deed_that_names_the_file_and_its_counts(w, send):
    content = sheet(row("T101-1", 3), row("T101-2", "4.0"), row("T999-9"))
    send(w, content)
    with scope.entered("T"):
        entry = Entry.objects.get(verb="collect_reports")
        file = Attachment.objects.get(pk=entry.subject_id)
    assert bytes(file.content) == content
    assert entry.detail == {
        "on": "2020-02-10",
        "sha256": file.sha256,
        "rows": 3,
        "signed": 2,
    }
    assert {code: r.residents for code, r in reports().items()} == {
        "T101-1": 3,
        "T101-2": 4,
    }


def test_each_refused_row_says_why_and_the_others_are_signed(w, send):
    resident(w)
    content = sheet(
        row("T101-2", 4),
        row("T101-2", 5),
        row("T201-1", 5),
        row("", 5),
        row("T101-1", "five"),
        row("T101-1", ""),
        row("T101-1", 1, on="2020-02-09"),
        row("T101-1", 9),
    )
    page = send(w, content).content.decode()
    assert set(reports()) == {"T101-2"}
    for said in (
        "stands in row 2 already",
        "No open institution of yours has the code T201-1.",
        "The code of the institution is missing.",
        "“five” under “Residents in the house” is not a whole number of people.",
        "“Residents in the house” is empty. Write 0 where there is none.",
        "This row is of 9 February 2020, but the sheet was sent for 10 February 2020.",
    ):
        assert said in page, said


def test_row_that_does_not_balance_needs_its_reason(w, send):
    resident(w)
    page = send(w, sheet(row("T101-1", 9))).content.decode()
    assert "say in one line why they differ" in page
    assert not reports()
    send(w, sheet(row("T101-1", 9, why="Eight came by night.")))
    assert reports()["T101-1"].why_not == "Eight came by night."


def test_merged_row_is_refused(w, send):
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, template_heads())
    page.write_row(1, 0, row("T101-1", 3))
    page.merge_range(1, 3, 1, 4, 3)
    book.close()
    answer = send(w, kept.getvalue(), "merged.xlsx").content.decode()
    assert "Cells of this row are merged" in answer
    assert not reports()


def test_signed_reports_are_left_as_they_are(w, send):
    signed(w, "T101-1", residents=7)
    page = send(w, sheet(row("T101-1", 8))).content.decode()
    assert "Signed with other numbers" in page
    assert reports()["T101-1"].residents == 7


def test_same_sheet_again_signs_only_what_was_open(w, send):
    content = sheet(row("T101-1", 3), row("T101-2", 4))
    send(w, content, key="11111111-1111-4111-8111-111111111111")
    again = send(w, content, key="11111111-1111-4111-8111-111111111111")
    once_more = send(w, content)
    for page in (again, once_more):
        assert "Every row of the sheet is signed." in page.content.decode()
    with scope.entered("T"):
        assert DailyReport.objects.count() == 2


def test_what_is_open_is_taken_along_with_its_reasons(w, send, client):
    page = send(w, sheet(row("T101-1", 3), row("T101-2", "x", note="by telephone")))
    taken = client.get(page.request["PATH_INFO"] + "?export=1").content
    rows = CalamineWorkbook.from_filelike(BytesIO(taken)).get_sheet_by_index(0)
    _head, *others = rows.to_python()
    assert [(each[1], each[-2]) for each in others] == [("T101-2", "by telephone")]
    assert "not a whole number" in others[0][-1]


def test_file_that_is_no_sheet_says_so_and_signs_nothing(w, send):
    page = send(w, b"%PDF-1.7", "sheet.xlsx").content.decode()
    assert 'class="error' in page
    assert not reports()
    page = send(w, sheet(heads=["Code of the institution", "name"])).content.decode()
    assert "Residents in the house" in page


def test_stranger_and_house_find_no_sheet(w, open_as, send):
    answer = send(w, sheet(row("T101-1", 3)))
    address = answer.request["PATH_INFO"]
    assert answer.status_code == 200
    for post in (w.duty, w.post("officer", "T201")):
        assert open_as(post, address).status_code in (403, 404)
    assert open_as(w.duty, SHEET).status_code in (403, 404)


def test_sheet_of_a_day_to_come_is_not_found(w, open_as):
    assert open_as(w.county, "/watch/sheet/2020-02-11/").status_code == 404


def test_questions_do_not_grow_with_the_rows(w, django_assert_num_queries):
    with scope.entered("T", w.authority.user_id):
        queries.waiting(w.authority, ON)  # what is kept for the process is read now
        for codes in (["T101-1"], ["T101-1", "T101-2", "T102-1", "T201-1"]):
            content = sheet(*(row(code, 3) for code in codes))
            with django_assert_num_queries(9):
                rows = queries.collected(w.authority, ON, content)
            assert {each.fate for each in rows} == {"ready"}
