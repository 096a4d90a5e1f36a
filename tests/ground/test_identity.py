"""Identity: numbers tidied, checked, and repaired by one slip of the hand."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric

from wardline.ground.methods import identity

# the example of GB 11643, and of stdnum.cn.ric: nobody's
SOUND = "11010519491231002X"
OTHER = "360426199101010071"


def number_of(born_on, serial):
    stem = f"620102{born_on:%Y%m%d}{serial:03}0"
    return stem[:-1] + ric.calc_check_digit(stem)


numbers = st.builds(
    number_of, st.dates(date(1920, 1, 1), date(2020, 2, 29)), st.integers(0, 999)
)


@pytest.mark.parametrize(
    "written",
    [
        SOUND,
        "11010519491231002x",
        " 110105 19491231 002X\u00a0",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105-19491231-002×",
        "11010519491231002\u0425",
        "\u200b11010519491231002X",
    ],
)
def test_normalise_tidies_what_hands_and_spreadsheets_write(written):
    assert identity.normalise(written) == SOUND


def test_normalise_lengthens_numbers_of_the_first_generation():
    assert identity.normalise("110105491231002") == SOUND


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (SOUND, ()),
        (OTHER, ()),
        ("", ("length",)),
        ("1101051949123100", ("length",)),
        ("11010519491231OO2X", ("characters",)),
        ("01010519491231002X", ("characters",)),
        ("110105194912310021", ("check_digit",)),
        ("11010519491331002X", ("birth_date", "check_digit")),
        ("11010518491231002X", ("birth_date", "check_digit")),
    ],
)
def test_faults_name_what_is_wrong(number, codes):
    assert identity.faults(number) == tuple(f"identity.{code}" for code in codes)


def test_faults_name_a_birth_after_the_latest_day():
    assert identity.faults(OTHER, date(1990, 12, 31)) == ("identity.birth_date",)


def test_born_on_is_read_from_sound_numbers_only():
    assert identity.born_on(SOUND) == date(1949, 12, 31)
    assert identity.born_on("110105194912310021") is None


def test_repair_finds_the_number_and_tells_the_slip():
    swapped, wrong = "11010591491231002X", "11010519491231902X"

    assert identity.Repair(SOUND, "swap", 6) in identity.repair(swapped)
    assert identity.Repair(SOUND, "digit", 14) in identity.repair(wrong)


def test_repair_of_a_letter_for_a_digit_is_certain():
    (only,) = identity.repair("11O10519491231002X")

    assert only == identity.Repair(SOUND, "digit", 2)


@pytest.mark.parametrize("number", [SOUND, "", "1101051949123100"])
def test_repair_leaves_what_is_sound_or_of_another_length(number):
    assert identity.repair(number) == ()


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789"))
def test_repair_undoes_any_wrong_digit(number, at, digit):
    assume(number[at] != digit)
    faulty = number[:at] + digit + number[at + 1 :]

    assert identity.faults(faulty)
    assert number in [each.number for each in identity.repair(faulty)]


@given(numbers, st.integers(0, 16))
def test_repair_undoes_any_swap_of_neighbours(number, at):
    assume(number[at] != number[at + 1])
    faulty = number[:at] + number[at + 1] + number[at] + number[at + 2 :]

    assert identity.faults(faulty)
    assert number in [each.number for each in identity.repair(faulty)]


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789"))
def test_repair_proposes_only_sound_numbers(number, at, digit):
    faulty = number[:at] + digit + number[at + 1 :]

    assert all(identity.sound(each.number) for each in identity.repair(faulty))


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("91110000600037341L", True),  # the example of stdnum.cn.uscc
        ("9111 0000 6000 3734 1l", True),
        ("９１１１００００６０００３７３４１Ｌ", True),
        ("91110000600037341M", False),
        ("911100006000373411", False),
        ("9111000060003734IL", False),
        ("91110000600037341", False),
        ("91AB0000600037341L", False),
    ],
)
def test_sound_credit_code_checks_shape_and_digit(code, passes):
    assert identity.sound_credit_code(code) is passes


def test_sound_credit_code_knows_letters_in_front():
    last = [
        last
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if identity.sound_credit_code(f"N2620102MF1234567{last}")
    ]

    assert len(last) == 1
