"""Every published value is reached within the tolerance that its table deserves."""

from pathlib import Path

import pytest

from wardline.ground.methods.residual import published
from wardline.ground.methods.residual.reading import table_of

HERE = Path(__file__).parent
# file -> values, tolerance in the file's own unit, and what else the file holds of the
# same values: columns computed anew elsewhere, and how near those must come
TABLES = {
    "cdc_2020-12_table.csv": (
        27,
        0.2,  # percentage points: the published values are rounded
        {
            "published_median_pct": "reproduced_median",
            "published_lo": "reproduced_lo",
            "published_hi": "reproduced_hi",
        },
        0.002,
    ),
    "johansson_cdc_golden.csv": (
        585,
        0.0025,
        {"published_reduction": "numpy_reduction"},
        4e-4,
    ),
    "wells2021_golden.csv": (
        390,
        3e-6,
        {"published_mean_secondary_infections": "numpy"},
        1e-6,
    ),
    "covidsens_golden.csv": (40, 1e-5, {}, 0),
    "policy_residual_cdc_model.csv": (128, 0.001, {}, 0),
}


def table(name):
    return table_of((HERE / name).read_text(encoding="utf-8"))


def report_of(name) -> published.Report:
    found = table(name)
    kind = published.kind_of(found.header)
    assert kind is not None
    return published.recompute(kind, found.rows)


@pytest.mark.parametrize("name", TABLES)
def test_published_table_is_reached(name):
    values, tolerance, _, _ = TABLES[name]
    report = report_of(name)
    assert report.faults == ()
    assert len(report.compared) == values
    assert report.worst.difference <= tolerance


@pytest.mark.parametrize("name", [name for name in TABLES if TABLES[name][2]])
def test_values_computed_elsewhere_are_reached_more_closely(name):
    _, _, columns, tolerance = TABLES[name]
    rows = dict(table(name).rows)
    pairs = [
        (float(rows[each.line][columns[each.column]]), each.recomputed)
        for each in report_of(name).compared
        if each.column in columns
    ]
    assert len(pairs) >= len(rows)
    assert max(abs(a - b) for a, b in pairs) <= tolerance


def test_each_table_is_known_by_its_own_columns():
    kinds = {published.kind_of(table(name).header).code for name in TABLES}
    assert kinds == {kind.code for kind in published.KINDS}
