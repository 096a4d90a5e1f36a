"""Incubation tails: which pathogens outlast a rule of so many days."""

import pytest

from wardline.ground.methods.residual import all_parameters, incubations, outlasting
from wardline.ground.methods.residual.incubation import exclusions
from wardline.ground.methods.residual.parameters import interval, value

# share of onsets (%) after 7, 14 and 21 days, and the day by which 99 % have come, as a
# prototype of the design study had them from the same published intervals
TAILS = {
    "Lauer 2020": (22, 0.8, 0.04, 13.5),
    "McAloon 2020": (26, 2.2, 0.23, 16.3),
    "Wu 2022 (JAMA Network Open)": (4.8, 0.13, 0.01, 9.8),
    "Lee 2013": (0, 0, 0, 3.4),
    "CDC 2024, infection control in healthcare personnel": (100, 57, 2.5, 22.5),
}
LESSLER = {
    "Influenza A": (0, 0, 0, 3.7),
    "RSV": (1.6, 0, 0, 7.3),
    "Measles": (99.8, 29, 0.6, 20.2),
}


@pytest.mark.parametrize(
    "each", incubations(), ids=lambda each: f"{each.pathogen}, {each.source}"
)
def test_tail_is_as_published_intervals_have_it(each):
    expected = TAILS.get(each.source) or LESSLER.get(each.pathogen)
    if expected is None:  # influenza B: not in the table, the shortest of all
        assert each.days_for(0.99).high < 3
        return
    for days, share in zip((7, 14, 21), expected, strict=False):
        found = 100 * each.after(days).median
        assert found == pytest.approx(share, rel=0.2, abs=0.06)
    assert each.days_for(0.99).median == pytest.approx(expected[3], rel=0.02)


def test_intervals_of_tails():
    after = {each.source + each.pathogen: each.after(14) for each in incubations()}
    lauer = after["Lauer 2020SARS-CoV-2 ancestral"]
    assert (100 * lauer.low, 100 * lauer.high) == pytest.approx((0.02, 3.8), abs=0.2)
    measles = after["Lessler 2009Measles"]
    assert (100 * measles.low, 100 * measles.high) == pytest.approx((19, 40), abs=1)


def test_measles_and_varicella_outlast_fourteen_days():
    found = outlasting(14)
    assert [each.pathogen for each in found][:2] == ["Varicella", "Measles"]
    assert all(each.share.median > 0.01 for each in found)
    varicella = found[0]
    assert 14 + varicella.more_days.median == pytest.approx(22.5, abs=0.1)
    rules = {(each.code, each.from_day, each.to_day) for each in varicella.exclusions}
    assert rules == {("exposed_not_immune", 8, 21), ("immune_globulin_given", 8, 28)}


def test_long_rule_is_outlasted_by_nothing_of_concern():
    assert outlasting(14, ["Influenza A", "Norovirus", "RSV"]) == ()
    assert outlasting(30) == ()


def test_norovirus_counts_from_the_end_of_symptoms():
    (rule,) = exclusions("Norovirus")
    assert (rule.code, rule.from_day, rule.to_day) == ("after_symptoms_end", None, 2)


def test_number_that_is_not_known_is_not_made_up():
    for ask, name in ((value, "incubation_range"), (interval, "incubation_dispersion")):
        model = "cdc-varicella" if ask is value else "lee-norovirus"
        with pytest.raises(KeyError):
            ask(model, name)
    with pytest.raises(KeyError):
        value("lauer", "nothing")


def test_every_number_has_a_source_and_says_how_it_was_verified():
    for each in all_parameters():
        assert each.source and each.verification and each.unit, each
        assert each.value is not None or (each.low, each.high) != (None, None)
        if each.value is not None and each.low is not None and each.high is not None:
            assert each.low <= each.value <= each.high, each
    assert len({each.pathogen for each in incubations()}) >= 7
