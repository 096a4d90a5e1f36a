"""Days and moments as spreadsheets and people write them."""

import pytest

from wardline.base.ui import cells
from wardline.base.ui.sheets import Sheet


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-02-28 09:30", "2020-02-28T09:30:00"),
        ("2020/2/28 9:30:15", "2020-02-28T09:30:15"),
        ("2020年2月28日 9时30分", "2020-02-28T09:30:00"),
        ("2020年2月28日9:30", "2020-02-28T09:30:00"),
        ("2020-02-28T09:30:00", "2020-02-28T09:30:00"),
        ("２０２０－０２－２８　０９：３０", "2020-02-28T09:30:00"),
        ("20200228 0:05", "2020-02-28T00:05:00"),
        (43889.395833333336, "2020-02-28T09:30:00"),
        (43889, "2020-02-28"),
        ("2020.2.28", "2020-02-28"),
        ("", None),
        (None, None),
    ],
)
def test_moment_is_read_as_it_was_meant(written, meant):
    found = cells.moment(written)
    assert (found and found.isoformat()) == meant


@pytest.mark.parametrize(
    "written",
    ["28/2/20", "2020-02-30", "2020-02-28 25:00", "20200228123", "下午三点", 3],
)
def test_moment_that_is_not_clear_is_refused(written):
    with pytest.raises(cells.Faulty) as refused:
        cells.moment(written)
    assert refused.value.code == "list.day"


@pytest.mark.parametrize(
    ("cell", "lost"),
    [(620101195001010011.0, True), ("6.20101E+17", True), (1234567.0, False)],
)
def test_long_number_that_excel_rounded_is_known(cell, lost):
    assert cells.rounded(cell) is lost


def test_merged_cell_fills_all_it_covers():
    sheet = Sheet("", [["a", "", 1], ["", "", 2]], [((0, 0), (1, 1))])
    assert sheet.filled == [["a", "a", 1], ["a", "a", 2]]
    assert sheet.merged == {1, 2}
