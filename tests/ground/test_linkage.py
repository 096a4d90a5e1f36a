"""Linkage: who is on both lists, how surely, and why."""

from datetime import date

import pytest

from wardline.ground.methods.linkage import Linkage, Pair, Row, Why, link

SOUND = "11010519491231002X"
SWAPPED = "11010591491231002X"
OTHER = "360426199101010071"
BORN = date(1949, 12, 31)


def only(left, right):
    """Link one row with one; return the pair, if there is one."""
    pairs = link([left], [right]).pairs
    assert len(pairs) <= 1
    return pairs[0] if pairs else None


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (("张 三", SOUND), ("张三", SOUND.lower()), Why.NUMBER_AND_NAME),
        (("张三", SOUND), ("章三", SOUND), Why.NUMBER),
        (("张三", SWAPPED), ("张三", SOUND), Why.REPAIRED_AND_NAME),
        (("张三", SOUND), ("张三", SWAPPED), Why.REPAIRED_AND_NAME),
        (("张三", SWAPPED), ("张三", SWAPPED), Why.NUMBER_AND_NAME),
        (("张三", SWAPPED), ("李四", SOUND), None),
        (("张三", "000000000000000000"), ("李四", "000000000000000000"), None),
        (("张三", SOUND), ("张三", OTHER), None),
        (("张三", ""), ("张三", ""), None),
    ],
)
def test_link_pairs_by_number_and_name(left, right, why):
    pair = only(Row("l", left[1], left[0]), Row("r", right[1], right[0]))

    assert (pair and pair.why) == why


def test_link_pairs_by_name_and_birth_where_a_number_is_missing():
    pair = only(Row("l", SOUND, "张三"), Row("r", "", "张三", BORN))

    assert pair == Pair("l", "r", 0.8, Why.NAME_AND_BIRTH)


@pytest.mark.parametrize(
    "right",
    [
        Row("r", "", "张三", date(1949, 12, 30)),
        Row("r", "", "李四", BORN),
        Row("r", "", "张三"),
        Row("r", OTHER, "张三", BORN),
    ],
    ids=["other day", "other name", "no day", "sound other number"],
)
def test_link_does_not_pair_by_less(right):
    assert only(Row("l", SOUND, "张三"), right) is None


def test_link_shares_the_probability_among_bearers_of_a_name_and_birth():
    twins = [Row(key, "", "张三", BORN) for key in ("r1", "r2")]

    pairs = link([Row("l", SOUND, "张三")], twins).pairs

    assert [pair.probability for pair in pairs] == [0.4, 0.4]


def test_link_counts_rivals_on_either_side():
    namesakes = [Row(key, "", "张三", BORN) for key in ("l1", "l2")]

    pairs = link(namesakes, [Row("r", "", "张三", BORN)]).pairs

    assert [pair.probability for pair in pairs] == [0.4, 0.4]


def test_link_does_not_ask_again_for_whom_it_has_paired():
    left = [Row("l", SOUND, "张三")]
    right = [Row("r1", SOUND, "张三"), Row("r2", "", "张三", BORN)]

    found = link(left, right)

    assert [pair.right for pair in found.pairs] == ["r1"]
    assert found.only_right == ("r2",)


def test_link_lists_those_on_one_side_only():
    found = link([Row("l", SOUND, "张三")], [Row("r", OTHER, "李四")])

    assert found == Linkage((), ("l",), ("r",))


def test_link_names_every_row_that_bears_the_same_number():
    right = [Row("r1", SOUND, "张三"), Row("r2", SOUND, "张三")]

    assert len(link([Row("l", SOUND, "张三")], right).pairs) == 2
