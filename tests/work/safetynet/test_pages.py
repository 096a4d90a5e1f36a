"""The safety net over HTTP: numbers, progress, lists with their faults, visits."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.factories.world import moment, world
from tests.work.safetynet.lists import book, row, sound
from tests.work.safetynet.test_campaigns import begin, report
from tests.work.safetynet.test_gaps import compare, set_standard
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.work.safetynet import queries
from wardline.work.safetynet.models import Progress, SourceList

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-20 09:00")):
        made = world()
        with scope.entered("T"):
            set_standard(made)
            begin(made)
        yield made


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        data = {"key": KEY, **data} if data else data
        sent = client.post(url, data, follow=True) if data else client.get(url)
        assert sent.status_code == 200, url
        return sent.content.decode()

    return page


@pytest.fixture
def compared(w):
    with scope.entered("T"):
        entitled = [row(n) for n in range(8)] + [row(8, "寅县")]
        return compare(w, entitled, [row(n) for n in range(3)] + [row(20)])


def upload(content, name="list.xlsx"):
    return SimpleUploadedFile(name, content)


def sheet(answer):
    table = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return table.get_sheet_by_index(0).to_python()


def test_index_shows_campaigns_progress_and_who_lags(w, at):
    with scope.entered("T"):
        report(w.county)
    page = at(w.authority, "/cover/")
    assert "Assault on gaps" in page
    assert "40 of 100" in page
    assert "2 divisions lag" in page
    assert "County Two" in page
    assert "攻坚" in at(w.authority, "/cover/", "zh-hans")


def test_index_without_campaigns_says_where_they_come_from(w, at):
    with clock.set_to(moment("2020-01-01 09:00")):
        assert "No campaign is under way" in at(w.authority, "/cover/")


def test_home_has_no_such_area(w, client):
    client.force_login(w.head.user)
    assert client.get("/cover/").status_code == 404


def test_progress_is_reported_and_a_refusal_keeps_what_was_typed(w, at):
    told = {"at": "T101", "campaign": "gaps", "week_on": "2020-02-16", "note": "snow"}
    page = at(w.county, "/cover/progress", **told, target=10, done=11)
    assert "is more than the target" in page
    assert 'value="snow"' in page
    page = at(w.county, "/cover/progress", **told, target=10, done=9)
    assert "The week is reported" in page
    with scope.entered("T"):
        assert Progress.objects.get().done == 9


def test_campaign_is_searched_sorted_and_exported(w, at, client):
    with scope.entered("T"):
        report(w.county)
        pk = queries.campaigns(w.authority).get().pk
    url = f"/cover/campaigns/{pk}/"
    page = at(w.authority, url + "?q=T102")
    assert "County Two" in page
    assert "County Three" not in page
    rows = sheet(client.get(url + "?export=1&sort=-share"))
    assert rows[1][:5] == [
        "Prefecture One",
        "County One",
        date(2020, 2, 16),
        100,
        40,
    ]


def test_list_is_uploaded_and_its_faults_are_given_back(w, at, client):
    content = book([row(1), row(2, members="三人"), row(3, county="=cmd()")])
    told = {"kind": "entitled", "scheme": "rural", "file": upload(content)}
    page = at(w.authority, "/cover/lists/new", **told)
    assert "“三人” is not a number of members" in page
    with scope.entered("T"):
        made = SourceList.objects.get()
    rows = sheet(client.get(f"/cover/lists/{made.pk}/faults"))
    assert rows[0][-2:] == ["Row in the file", "What is wrong"]
    assert [each[-2] for each in rows[1:]] == [3, 4]
    assert rows[1][:2] == ["某2", sound(2)]
    page = at(w.authority, f"/cover/lists/{made.pk}/", "zh-hans")
    assert "“三人”不是有效的家庭人口" in page


def test_wrong_file_is_refused_in_the_reader_s_language(w, at):
    told = {"kind": "entitled", "scheme": "rural"}
    content = book([["某", "1"]], headings=["姓名", "电话"])
    page = at(w.authority, "/cover/lists/new", file=upload(content), **told)
    assert "Missing: id number, members" in page
    page = at(w.authority, "/cover/lists/new", "zh-hans", file=upload(content), **told)
    assert "缺少：身份证号、家庭人口" in page
    page = at(w.authority, "/cover/lists/new", file=upload(b"x", "a.pdf"), **told)
    assert "Choose a file of: .xlsx .csv" in page
    page = at(w.authority, "/cover/lists/new", file=upload(b"PK\x03\x04"), **told)
    assert "cannot be opened as a table" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_template_can_be_taken_in_as_it_is(w, at, client, language):
    at(w.authority, "/cover/lists/", language)
    headings = sheet(client.get("/cover/lists/template"))[0]
    cells = ["某", sound(1), "子县", "东镇", "村", 3, 200, "", "2020-01-05"]
    told = {"kind": "covered", "scheme": "rural"}
    content = book([cells], headings)
    page = at(w.authority, "/cover/lists/new", file=upload(content), **told)
    assert "Every row was sound" in page


def test_lists_are_compared_by_a_form(w, at):
    told = {"scheme": "rural"}
    for n, (kind, rows) in enumerate(
        [("entitled", [row(1), row(2)]), ("covered", [row(1)])]
    ):
        key = KEY[:-1] + str(n + 3)
        file = upload(book(rows), f"{kind}.xlsx")
        at(w.authority, "/cover/lists/new", kind=kind, key=key, file=file, **told)
    page = at(w.authority, "/cover/compare")
    pks = re.findall(r'<option value="(\d+)"', page)
    page = at(w.authority, "/cover/compare", entitled=pks[0], covered=pks[1])
    assert "Same ID number, same name" in page
    assert "interval" in page
    assert "↔" in at(w.authority, "/cover/lists/")


def test_gaps_are_filtered_and_exported_with_masked_numbers(w, at, client, compared):
    page = at(w.authority, "/cover/gaps/?at=T2")
    assert "某8" in page
    assert "某4" not in page
    page = at(w.authority, f"/cover/gaps/?q={sound(4)}&sort=-village&state=open")
    assert "某4" in page
    assert "某5" not in page
    rows = sheet(client.get("/cover/gaps/?export=1"))
    assert len(rows) == 7
    assert all("*" in each[3] for each in rows[1:])
    assert not {sound(n) for n in range(9)} & {each[3] for each in rows}


def test_county_sees_its_own_gaps_and_nobody_else_s(w, at, client, compared):
    page = at(w.county, "/cover/gaps/")
    assert "某4" in page
    assert "某8" not in page
    with scope.entered("T"):
        theirs = queries.gaps(w.authority, "T2").get().pk
    assert client.get(f"/cover/gaps/{theirs}/").status_code == 404
    lists = at(w.county, "/cover/lists/")
    assert "entitled.xlsx" not in lists


def test_visit_is_written_down_once(w, at, compared):
    with scope.entered("T"):
        pk = queries.gaps(w.authority, "T101").first().pk
    page = at(w.county, f"/cover/gaps/{pk}/")
    assert "House, car and savings are not known" in page
    assert sound(3) not in page
    told = {"outcome": "confirmed", "note": "seen"}
    for _time in range(2):
        page = at(w.county, f"/cover/gaps/{pk}/", **told)
        assert "What the visit showed is written down" in page
    page = at(w.county, f"/cover/gaps/{pk}/", **told | {"key": KEY[:-1] + "9"})
    assert "was answered on" in page
    with scope.entered("T"):
        assert correction.findings(w.authority).count() == 1


def test_inspector_has_no_such_area(w, client, compared):
    client.force_login(w.inspector.user)
    assert client.get("/cover/gaps/").status_code == 404


def test_covered_but_not_entitled_are_listed_and_exported(w, at, client, compared):
    page = at(w.authority, "/cover/over/?q=某20")
    assert "not on the list of those in need" in page
    rows = sheet(client.get("/cover/over/?export=1"))
    assert len(rows) == 2
    assert "*" in rows[1][3]


def test_lists_cost_few_queries(w, client, compared, django_assert_max_num_queries):
    client.force_login(w.authority.user)
    for url in ("/cover/", "/cover/gaps/", "/cover/over/", "/cover/lists/"):
        client.get(url)
        with django_assert_max_num_queries(26):
            client.get(url)


def test_every_page_is_there_in_both_languages(w, at, compared):
    with scope.entered("T"):
        report(w.county)
        campaign = queries.campaigns(w.authority).get().pk
        source = SourceList.objects.first().pk
    pages = ["", "progress", "lists/", "lists/new", "compare", "gaps/", "over/"]
    pages += [f"campaigns/{campaign}/", f"lists/{source}/"]
    pages += [f"comparisons/{compared.pk}/"]
    for page in pages:
        assert "safetynet." not in at(w.authority, f"/cover/{page}", "en")
        shown = at(w.authority, f"/cover/{page}", "zh-hans")
        assert "safetynet." not in shown
        assert "linkage." not in shown
