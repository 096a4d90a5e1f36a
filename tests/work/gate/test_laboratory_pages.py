"""Samples and laboratories' files, as phones and desks see them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.factories.gate import isolated, lay_down, seen_from, watched
from tests.factories.hands import Hands
from tests.factories.laboratory import HEADINGS, answer, enrolled, sheet, took
from tests.factories.world import moment, world
from wardline.base.places import clock
from wardline.core.roster.models import Sample, TestResult

pytestmark = pytest.mark.django_db
NOW = "2020-02-16 09:00"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    with clock.set_to(moment(NOW)):
        yield made


def hands(post, language="en"):
    return Hands(post, language).at(NOW)


def upload(content, name="results.xlsx"):
    return SimpleUploadedFile(name, content)


def corridor(w):
    """Three in isolation: due, later, sampled; and one of the house."""
    due, later, sent, house = enrolled(w, 4)
    isolated(w, due)
    isolated(w, sent, "2020-02-01 10:00")
    isolated(w, later, "2020-02-10 09:30")
    watched(w, due, "2020-02-01", 16)
    took(w, {"A9": [sent]})
    return due, later, sent, house


def test_whose_test_is_due_stands_first(w):
    corridor(w)
    page = hands(w.duty).open("/gate/samples/take")
    said = page.said
    assert said.index("某0") < said.index("某1") < said.index("某2")
    assert "Test due now" in said
    assert "Test counts from 24 February 2020" in said
    assert "Sample A9 of 15 February 2020, 10:00 is on its way" in said
    assert "某3" not in said
    assert "某3" in page.open("/gate/samples/take?who=all").said
    assert "某1" not in page.open("/gate/samples/take?q=某0").said


def test_corridor_is_sent_once_with_a_pooled_tube(w):
    due, later, _sent, house = corridor(w)
    phone = hands(w.duty).open("/gate/samples/take?who=all")
    typed = {f"n_{due.pk}": " ab 12 ", "pool": "p7", "taken_at": "2020-02-16T08:30"}
    typed |= {"pathogen": "SARS-CoV-2"}
    typed |= {f"p_{later.pk}": "on", f"p_{house.pk}": "on"}
    phone.fill(**typed)
    assert "The samples are on record." in phone.said
    assert "Pooled, 2 people" in phone.said
    phone.again()
    assert "It counts once" in phone.said
    with seen_from(w.duty):
        found = Sample.objects.exclude(number="A9").order_by("number", "person_id")
        assert [(s.number, s.person_id, s.pool) for s in found] == [
            ("AB12", due.pk, 1),
            ("P7", later.pk, 2),
            ("P7", house.pk, 2),
        ]
        assert found[0].at == moment("2020-02-16 08:30")
        assert found[0].pathogen == "SARS-CoV-2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Type the number of at least one tube."),
        ({"n_0": "a1", "n_1": "A 1"}, "This number is typed twice."),
        ({"n_0": "a1", "p_0": "on", "p_1": "on", "pool": "P"}, "Type a number, or"),
        ({"p_0": "on", "pool": "P"}, "two people or more"),
        ({"pool": "P"}, "two people or more"),
        ({"p_0": "on", "p_1": "on"}, "two people or more"),
        ({"n_0": "a9"}, "On record for another sample of this house already: A9"),
        ({"n_0": "a1", "taken_at": "2020-02-18T08:30"}, "has not come yet"),
    ],
)
def test_slip_at_the_corridor_is_named_and_loses_nothing(w, typed, said):
    people = corridor(w)
    found = {
        f"{name[:2]}{people[int(name[2])].pk}" if name[1] == "_" else name: value
        for name, value in typed.items()
    }
    phone = hands(w.duty).open("/gate/samples/take").fill(pathogen="flu", **found)
    assert said in phone.said
    assert all(f'value="{v}"' in phone.page for v in typed.values() if v != "on")
    with seen_from(w.duty):
        assert Sample.objects.count() == 1


def test_samples_without_a_result_stand_by_age_and_neighbours_see_none(w):
    people = enrolled(w, 2)
    took(w, {"NEW": [people[0]]}, "2020-02-16 08:00")
    took(w, {"OLD": [people[1]]}, "2020-02-13 08:00")
    for post in (w.duty, w.head, w.county, w.authority):
        said = hands(post).open("/gate/samples").said
        assert said.index("OLD") < said.index("NEW")
        assert "Later than 48 hours" in said and "On its way" in said
    said = hands(w.duty, "zh-hans").open("/gate/samples").said
    assert "待出结果的样本" in said and "超过 48 小时" in said
    for other in (w.post("duty", "T101-2"), w.post("officer", "T102")):
        assert "OLD" not in hands(other).open("/gate/samples").said


def test_samples_are_exported(w):
    (person,) = enrolled(w, 1)
    took(w, {"OLD": [person]}, "2020-02-13 09:00")
    page = hands(w.county)
    with clock.set_to(page.now):
        answer_ = page.client.get("/gate/samples?export=1")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer_.content))
    head, row = rows.get_sheet_by_index(0).to_python()
    assert dict(zip(head, row, strict=True))["Hours since"] == 72
    assert row[:3] == ["OLD", "某0", "County One Elder Home"]


def test_mistyped_number_is_put_right_and_the_file_finds_it(w):
    (person,) = enrolled(w, 1)
    took(w, {"WRONG": [person]})
    phone = hands(w.duty).open("/gate/samples").tap("Put right")
    phone.fill(number="right")
    assert "RIGHT" in phone.said and "WRONG" not in phone.said
    with seen_from(w.duty):
        first, second = Sample.objects.order_by("pk")
        assert (second.supersedes, first.number) == (first, "WRONG")
    desk = hands(w.county).open("/gate/results/new")
    desk.fill(file=upload(sheet([answer("RIGHT"), answer("WRONG")])))
    assert "Accepted 1" in desk.said and "Unknown sample 1" in desk.said
    with clock.set_to(phone.now):
        again = phone.client.get(f"/gate/samples/{second.pk}/correct")
        assert again.status_code == 200
    phone.open(f"/gate/samples/{second.pk}/correct").fill(number="other")
    assert "it is not changed any more" in phone.said


def taken_in(w, language="en"):
    """A file with a row of every kind, on the county's desk."""
    people = enrolled(w, 5)
    took(w, {f"A{n}": [person] for n, person in enumerate(people)})
    rows = [
        answer("A0"),
        answer("A0"),
        answer("A0", "可疑"),
        answer("A1", sampled=""),
        answer("A2", sampled="2020-02-13 10:00"),
        answer("A3", "良好"),
        answer("Z9"),
        answer("A4", "阳性"),
    ]
    content = sheet(rows)
    desk = hands(w.county, language).open("/gate/results/new")
    return desk.fill(file=upload(content), laboratory="CDC"), content


def test_report_shows_every_row_and_filters_by_what_became_of_it(w):
    desk, _ = taken_in(w)
    for said in ("Accepted 2", "Already known 1", "Contradicts 1", "Unreadable 1"):
        assert said in desk.said
    for said in ("Unknown sample 1", "No specimen time 1", "To be decided 3"):
        assert said in desk.said
    assert "“良好” is no result that is known here." in desk.said
    assert "on record is: indeterminate" not in desk.said.lower()
    assert "On record is: Negative." in desk.said
    desk.tap("Unknown sample")
    assert "Z9" in desk.said and "A3" not in desk.said


def test_report_speaks_chinese(w):
    desk, _ = taken_in(w, "zh-hans")
    for said in ("已采纳 2", "结果矛盾 1", "未登记的样本 1", "待裁定 3"):
        assert said in desk.said
    assert "检测结果：“良好”不是可识别的检测结果。" in desk.said
    assert "早于机构登记的采样时间2020年2月15日 10:00" in desk.said


def test_report_is_exported_with_its_own_columns_and_can_be_sent_again(w):
    desk, _ = taken_in(w)
    with clock.set_to(desk.now):
        got = desk.client.get(f"{desk.url}?fate=unknown&export=1").content
    head, row = (
        CalamineWorkbook.from_filelike(BytesIO(got)).get_sheet_by_index(0).to_python()
    )
    assert head == [*HEADINGS, "Row in the file", "What became of it", "Why"]
    assert row[1] == "Z9" and row[4:6] == [8, "Unknown sample"]
    (late,) = enrolled(w, 1, "T101-2")
    took(w, {"Z9": [late]}, at="T101-2")
    desk.open("/gate/results/new").fill(file=upload(got))
    assert "Accepted 1" in desk.said


def test_same_file_again_says_so_and_shows_its_report(w):
    desk, content = taken_in(w)
    first = desk.url
    desk.open("/gate/results/new").fill(file=upload(content, "other.xlsx"))
    assert (
        "“results.xlsx” was taken in on 16 February 2020, 09:00 already." in desk.said
    )
    assert desk.url == first


def test_form_sent_twice_counts_once(w):
    desk, _ = taken_in(w)
    assert "The same file" not in desk.again().said
    with seen_from(w.county):
        assert TestResult.objects.count() == 4


def test_bad_file_is_told_beside_the_form(w):
    desk = hands(w.county).open("/gate/results/new")
    desk.fill(file=upload(b"%PDF-1.4 no table"), laboratory="CDC")
    assert "cannot be opened as a table" in desk.said
    assert 'value="CDC"' in desk.page


def test_decision_is_signed_on_its_page(w):
    desk, _ = taken_in(w)
    desk.tap("To be decided").tap("Decide").fill(upheld="no")
    assert "The decision is on record." in desk.said
    assert "Decided: it does not count" in desk.said
    assert "To be decided 2" in desk.said


def test_head_sees_the_result_on_the_persons_page_and_no_file_of_the_county(w):
    desk, _ = taken_in(w)
    head = hands(w.head)
    with clock.set_to(head.now):
        assert head.client.get(desk.url).status_code == 404
    assert "A4" not in head.open("/gate/samples").said
    head.open("/gate/samples?state=all&q=A4").tap("某4")
    assert "Positive" in head.said and "A4" in head.said
    head.open("/gate/samples?state=all&q=A1").tap("某1")
    assert "Specimen time not sure: clears nobody" in head.said
    assert "Positive test at County One Elder Home" in head.open("/notices/").said


def test_duty_and_strangers_take_no_file_in(w):
    for post in (w.duty, w.inspector):
        phone = hands(post)
        with clock.set_to(phone.now):
            assert phone.client.get("/gate/results/new").status_code in (403, 404)


def test_template_has_the_columns_that_are_read(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    for language in ("en", "zh-hans"):
        desk = hands(w.county, language)
        with clock.set_to(desk.now):
            got = desk.client.get("/gate/results/template").content
        (head,) = (
            CalamineWorkbook.from_filelike(BytesIO(got))
            .get_sheet_by_index(0)
            .to_python()
        )
        row = ["A0", "negative", "2020-02-15 10:00", "", "", f"Lab {language}"]
        desk.open("/gate/results/new").fill(file=upload(sheet([row], head)))
        assert "Accepted 1" in desk.said or "已有相同结果 1" in desk.said
