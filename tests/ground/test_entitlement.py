"""Entitlement: a household against the standard of its place and day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.rules.entitlement import Household, Standard, judge, standard_at
from wardline.ground.verdict import Outcome

DAY = date(2020, 2, 27)
YEAR = date(2020, 1, 1)


def standard(monthly, place="62", **changes):
    facts = {
        "scheme": "rural",
        "valid_from": YEAR,
        "valid_to": None,
        "citation": f"standard of {place}",
    }
    return Standard(place=place, monthly=Decimal(monthly), **(facts | changes))


def household(income="300", **changes):
    facts = {
        "place": "620102",
        "scheme": "rural",
        "members": 3,
        "monthly_income": None if income is None else Decimal(income),
        "assets_exceeded": False,
    }
    return Household(**(facts | changes))


STANDARDS = (standard("340"),)


@pytest.mark.parametrize(
    ("case", "outcome", "codes"),
    [
        (household("339.99"), "allowed", ["income_below"]),
        (household("340"), "refused", ["income_not_below"]),
        (household(assets_exceeded=True), "refused", ["assets_exceeded"]),
        (
            household("500", assets_exceeded=True),
            "refused",
            ["income_not_below", "assets_exceeded"],
        ),
        (household(members=0), "refused", ["nobody"]),
        (household(None), "not_yet", ["income_unknown"]),
        (household(assets_exceeded=None), "not_yet", ["assets_unknown"]),
        (household(None, assets_exceeded=True), "refused", ["assets_exceeded"]),
        (household(scheme="urban"), "not_yet", ["no_standard"]),
        (
            household(scheme="urban", assets_exceeded=True),
            "refused",
            ["assets_exceeded"],
        ),
    ],
)
def test_judge_gives_outcome_and_reasons(case, outcome, codes):
    verdict = judge(case, STANDARDS, DAY)

    assert verdict.outcome == outcome
    assert list(verdict.codes) == [f"entitlement.{code}" for code in codes]


def test_judge_cites_the_standard_with_its_numbers():
    (reason,) = judge(household("300"), STANDARDS, DAY).reasons

    assert reason.as_plain() == {
        "code": "entitlement.income_below",
        "args": {"income": "300", "standard": "340"},
        "rests_on": "standard of 62",
    }


@pytest.mark.parametrize(
    ("others", "monthly"),
    [
        ([], "340"),
        ([standard("400", "620102")], "400"),
        ([standard("200", "620102")], "340"),
        ([standard("400", "6203")], "340"),
        ([standard("400", scheme="urban")], "340"),
        ([standard("400", valid_from=date(2020, 3, 1))], "340"),
        ([standard("300", valid_from=date(2020, 2, 1))], "300"),
        ([standard("300", valid_from=YEAR, valid_to=YEAR)], "340"),
    ],
    ids=[
        "province's",
        "county gives more",
        "county may not give less",
        "other place",
        "other scheme",
        "not yet in force",
        "replaced by a later one",
        "run out",
    ],
)
def test_standard_at_chooses(others, monthly):
    chosen = standard_at([*others, *STANDARDS], "rural", "620102", DAY)

    assert chosen is not None
    assert chosen.monthly == Decimal(monthly)


def test_standard_at_cites_the_nearest_of_equal_ones():
    equal = [standard("340", "620102"), *STANDARDS]

    chosen = standard_at(equal, "rural", "620102", DAY)

    assert chosen is not None
    assert chosen.place == "620102"


money = st.decimals(0, 1000, places=2)


@given(money, money)
def test_judge_never_refuses_the_poorer_of_two(one, other):
    poorer, richer = sorted((one, other))

    if judge(household(richer), STANDARDS, DAY).outcome == Outcome.ALLOWED:
        assert judge(household(poorer), STANDARDS, DAY).outcome == Outcome.ALLOWED
    else:
        assert richer >= STANDARDS[0].monthly
