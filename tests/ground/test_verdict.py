"""A verdict is an outcome with coded reasons, and reads the same everywhere."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from wardline.ground.verdict import Outcome, Reason, Verdict, allow_unless, plain


def test_plain_spells_each_kind_of_value():
    value = {
        "b": (1, True, None, "x"),
        "a": {"when": datetime(2020, 3, 1, 9, 30, tzinfo=UTC)},
        "on": date(2020, 3, 1),
        "heat": 37.3,
        "money": Decimal("331.00"),
        "gap": timedelta(hours=36),
        "kinds": frozenset({"b", "a"}),
        "outcome": Outcome.NOT_YET,
    }
    assert json.dumps(plain(value)) == (
        '{"a": {"when": "2020-03-01T09:30:00+00:00"}, "b": [1, true, null, "x"], '
        '"gap": 129600, "heat": "37.3", "kinds": ["a", "b"], "money": "331.00", '
        '"on": "2020-03-01", "outcome": "not_yet"}'
    )


def test_plain_refuses_a_moment_without_zone():
    with pytest.raises(ValueError, match="needs its time zone"):
        plain(datetime(2020, 3, 1))  # noqa: DTZ001


def test_plain_refuses_what_has_no_plain_form():
    with pytest.raises(TypeError, match="No plain form for object"):
        plain(object())


def test_allow_unless_refuses_for_each_reason():
    verdict = allow_unless(
        (Reason("closure.too_hot", {"got": 38}, "GS-07"), Reason("closure.no_mask"))
    )
    assert verdict.outcome is Outcome.REFUSED
    assert not verdict.favourable
    assert verdict.codes == ("closure.too_hot", "closure.no_mask")


def test_allow_unless_allows_without_reasons():
    assert allow_unless(()) == Verdict(Outcome.ALLOWED)
    assert allow_unless(()).favourable


def test_verdict_as_plain_is_canonical():
    verdict = Verdict(Outcome.REFUSED, (Reason("x", {"b": 2, "a": 1}, "doc"),))
    assert json.dumps(verdict.as_plain()) == (
        '{"outcome": "refused", "reasons": '
        '[{"args": {"a": 1, "b": 2}, "code": "x", "rests_on": "doc"}]}'
    )
