"""Figures: a number with its meaning, its place and its window."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from wardline.ground import seal
from wardline.ground.figure import Figure

COUNTED_AT = datetime(2020, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
MARCH = date(2020, 3, 1)


def figure(**changes):
    facts = {
        "code": "inspection.visited",
        "value": 36,
        "unit": "institution",
        "place": "62",
        "since": date(2020, 2, 27),
        "until": MARCH,
        "counted_at": COUNTED_AT,
    }
    return Figure(**(facts | changes))


def test_figure_as_plain_can_be_sealed():
    plain = figure(missing=2).as_plain()

    assert plain == {
        "code": "inspection.visited",
        "value": 36,
        "unit": "institution",
        "place": "62",
        "since": "2020-02-27",
        "until": "2020-03-01",
        "counted_at": "2020-03-01T00:00:00+00:00",
        "missing": 2,
    }
    assert seal.fingerprint(plain)


@pytest.mark.parametrize(
    ("value", "written"), [(Decimal("1E+2"), "100"), (Decimal("0.50"), "0.50")]
)
def test_figure_as_plain_writes_decimals_as_text(value, written):
    assert figure(value=value).as_plain()["value"] == written


def test_figure_as_plain_writes_one_moment_one_way():
    elsewhere = figure(counted_at=COUNTED_AT.astimezone(UTC))

    assert elsewhere.as_plain() == figure().as_plain()


def test_figure_without_value_stays_without():
    assert figure(value=None).as_plain()["value"] is None


@pytest.mark.parametrize(
    "change",
    [{"since": date(2020, 3, 2)}, {"counted_at": COUNTED_AT.replace(tzinfo=None)}],
    ids=["window backwards", "no zone"],
)
def test_figure_refuses_what_cannot_be_read(change):
    with pytest.raises(ValueError, match=r"figure\."):
        figure(**change)
