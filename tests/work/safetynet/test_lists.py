"""Lists are taken in row by row; what is wrong is told, and nothing is lost."""

import time
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.world import moment, world
from tests.work.safetynet.lists import HEADINGS, book, number, row, sound
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.ledger.models import Attachment, Entry
from wardline.base.places import clock, scope
from wardline.work.safetynet import actions, queries
from wardline.work.safetynet.models import ListedHousehold, SourceList

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-20 09:00")):
        made = world()
        with scope.entered("T"):
            yield made


def take_in(w, content, by=None, **other):
    by = by or w.authority
    told = {"kind": "entitled", "name": "list.xlsx", "scheme": "rural"} | other
    return actions.take_in_list(by=by, at=by.place_id, content=content, **told)


def codes(source):
    _headings, faults = queries.faults(source)
    return [(f["row"], f["column"], f["code"]) for f in faults]


def test_list_is_kept_as_it_came_with_its_rows_at_their_counties(w):
    content = book([row(1), row(2, "寅县")])
    made = take_in(w, content)
    assert (made.rows, made.faulty_rows) == (2, 0)
    assert bytes(made.file.content) == content
    first, second = made.households.order_by("row")
    assert (first.row, first.place_id, second.place_id) == (2, "T101", "T201")
    assert first.id_number == sound(1)
    assert (first.village, first.members) == ("东镇 村1", 3)
    assert first.assessed_on == date(2020, 1, 5)


def test_number_is_not_readable_in_the_table(w, django_db_blocker):
    from django.db import connection

    take_in(w, book([row(1)]))
    with connection.cursor() as cursor:
        cursor.execute("select id_number from safetynet_listedhousehold")
        assert sound(1) not in cursor.fetchone()[0]


def test_same_file_twice_counts_once(w):
    content = book([row(1)])
    assert take_in(w, content) == take_in(w, content)
    assert SourceList.objects.count() == ListedHousehold.objects.count() == 1


def test_form_sent_twice_counts_once(w):
    take_in(w, book([row(1)]), key="k")
    with pytest.raises(Repeated):
        take_in(w, book([row(2)]), key="k")
    assert SourceList.objects.count() == 1


def test_each_faulty_cell_is_named_and_the_good_rows_are_taken(w):
    rows = [
        row(1),
        row(2, name=""),
        row(3, number="12345"),
        row(4, number=620101195001010011.0),
        row(5, county="无此县"),
        row(6, members="三人"),
        row(7, income="很少"),
        row(8, date="5/1/20"),
        row(1),
        row(9, number="", members=""),
    ]
    made = take_in(w, book(rows))
    assert (made.rows, made.faulty_rows) == (1, 9)
    assert codes(made) == [
        (3, "姓名", "list.name_missing"),
        (4, "身份证号", "identity.length"),
        (5, "身份证号", "list.number_rounded"),
        (6, "县区", "list.division_unknown"),
        (7, "家庭人口", "list.members"),
        (8, "月人均收入", "list.income"),
        (9, "日期", "list.day"),
        (10, "身份证号", "list.repeated"),
        (11, "身份证号", "list.number_missing"),
        (11, "家庭人口", "list.members"),
    ]


@pytest.mark.parametrize(
    "written", ["2020-01-05", "2020年1月5日", "2020.1.5", "20200105", 43835]
)
def test_dates_as_text_are_read_where_they_are_clear(w, written):
    made = take_in(w, book([row(1, date=written)]))
    assert made.households.get().assessed_on == date(2020, 1, 5)


def test_merged_cells_are_told_row_by_row(w):
    made = take_in(w, book([row(1), row(2), row(3)], merge="D2:D3"))
    assert made.rows == 1
    assert codes(made) == [(2, "", "list.merged"), (3, "", "list.merged")]


def test_title_above_the_headings_may_be_merged(w):
    assert take_in(w, book([row(1)], title="名册")).households.get().row == 3


def test_wrong_columns_are_named(w):
    with pytest.raises(ValidationError) as refused:
        take_in(w, book([["a", "b"]], headings=["姓名", "电话"]))
    assert refused.value.code == "list.columns"
    assert "id number, members" in refused.value.message
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4 not a list", "list.unreadable"),
        (b"PK\x03\x04 broken", "list.unreadable"),
        (b"", "list.empty"),
        (book([]), "list.empty"),
        (b"\xff\xfe\x00\x00", "list.unreadable"),
    ],
)
def test_what_is_no_list_is_refused(w, content, code):
    with pytest.raises(ValidationError) as refused:
        take_in(w, content)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_text_tables_are_read_in_both_encodings(w, encoding):
    lines = [",".join(HEADINGS), ",".join(map(str, row(1)))]
    made = take_in(w, "\r\n".join(lines).encode(encoding), name="list.csv")
    assert (made.rows, made.faulty_rows) == (1, 0)


def test_county_needs_no_column_for_itself(w):
    headings = [h for h in HEADINGS if h != "县区"]
    cells = row(1)
    del cells[2]
    assert take_in(w, book([cells], headings), w.county).households.get()
    with pytest.raises(ValidationError) as refused:
        take_in(w, book([cells], headings))
    assert refused.value.code == "list.columns"


def test_county_takes_in_nobody_of_another_county(w):
    made = take_in(w, book([row(1), row(2, "寅县")]), w.county)
    assert codes(made) == [(3, "县区", "list.division_unknown")]


def test_home_takes_in_no_lists(w):
    with pytest.raises(NotAllowed):
        take_in(w, book([row(1)]), w.head)
    assert not Entry.objects.filter(verb="take_in_list").exists()


def test_ten_thousand_rows_with_fifty_faults_take_seconds(w):
    rows = [row(serial) for serial in range(10_000)]
    for serial in range(0, 10_000, 200):
        rows[serial][5] = "不详"
    content = book(rows)
    began = time.monotonic()
    made = take_in(w, content)
    assert (made.rows, made.faulty_rows) == (9_950, 50)
    assert time.monotonic() - began < 15


def test_slip_in_a_number_is_no_fault_of_the_row(w):
    slipped = number(7)[:-1] + ("1" if number(7)[-1] != "1" else "2")
    assert take_in(w, book([row(1, number=slipped)])).rows == 1
