"""The lists of the pack are taken in and compared as they stand."""

from datetime import date
from pathlib import Path

import pytest

from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.work.safetynet import actions, figures, queries

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).resolve().parents[3] / "packs/gansu-2020/scenario"


def test_pack_s_lists_have_fifteen_gaps_and_five_who_are_not_entitled():
    with clock.set_to(moment("2020-02-20 09:00")):
        w = world()
        with scope.entered("T"):
            _counties()
            made = _compare(w)
            counts = queries.counts_of(made)
            assert counts == {"entitled": 300, "covered": 285, "both": 285, "gaps": 15}
            assert queries.over(w.authority).count() == 5
            assert dict(queries.whys(made))["linkage.repaired_and_name"] == 7
            assert figures.covered(w.authority, "T", date(2020, 2, 20)).value == 285


def _counties():
    """The counties that the lists name, under the test's own tree."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(LISTS / "entitled.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    for n, name in enumerate(sorted({str(row[2]) for row in rows}), 3):
        Place.objects.create(code=f"T10{n}", parent_id="T1", depth=2, name_zh=name)


def _compare(w):
    standard = {
        "scheme": "rural",
        "place": "T",
        "from_on": date(2020, 1, 1),
        "per_month": 39000,
        "currency": "CNY",
        "document": "standards-2020",
    }
    actions.set_standards(by=w.authority, at="T", rows=[standard])
    lists = {
        kind: actions.take_in_list(
            by=w.authority,
            at="T",
            kind=kind,
            scheme="rural",
            name=f"{kind}.xlsx",
            content=(LISTS / f"{kind}.xlsx").read_bytes(),
        )
        for kind in ("entitled", "covered")
    }
    assert all(source.faulty_rows == 0 for source in lists.values())
    return actions.compare_lists(by=w.authority, at="T", **lists)
