"""The CDC's model: where its own code is followed, and where it is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods.residual import cdc

days = st.floats(0, 21)
profiles = st.sampled_from(cdc.PROFILES)


@pytest.mark.parametrize("profile", cdc.PROFILES)
def test_sensitivity_before_infection_is_nothing(profile):
    before = np.array([-5.0, -0.1, 0.0])
    assert not cdc.sensitivity(cdc.Swab(0), profile, before).any()
    assert (cdc.sensitivity(cdc.Swab(0), profile, before, compat=True) > 0).all()


def test_sensitivity_of_antigen_peaks_with_infectiousness():
    age = np.linspace(0.1, 20, 400)
    found = cdc.sensitivity(cdc.Swab(0, "antigen", 0.7), "goyal", age)
    most = age[np.argmax(found)]
    assert found.max() == pytest.approx(0.7, abs=0.001)
    assert most == pytest.approx(age[np.argmax(cdc.infectiousness("goyal", age))])


def test_symptoms_never_come_to_three_in_ten():
    assert cdc.symptomatic(np.array([-1.0, 0.0])).tolist() == [0.0, 0.0]
    assert float(cdc.symptomatic(np.array([100.0]))[0]) == pytest.approx(0.7, abs=1e-6)


def test_share_with_no_measure_is_all():
    assert cdc.residual_share("gamma", monitored=False) == pytest.approx(1)


def test_share_with_half_adherence_lies_half_way():
    none, full = (
        cdc.residual_share("goyal", 10, adherence=a, monitored=False) for a in (0, 1)
    )
    half = cdc.residual_share("goyal", 10, adherence=0.5, monitored=False)
    assert half == pytest.approx((none + full) / 2)


def test_share_of_nothing_is_refused():
    with pytest.raises(cdc.NothingTransmitted):
        cdc.residual_share("gamma", window=cdc.Span(20, 30), span=cdc.Span(-1, 0))


def test_test_before_infection_finds_nothing():
    swab, later = cdc.Swab(-8), cdc.Span(-5, 0)
    without = cdc.residual_share("gamma", 5, window=later)
    assert cdc.residual_share("gamma", 5, [swab], window=later) == without
    published = cdc.residual_share("gamma", 5, [swab], window=later, compat=True)
    assert published < without


@given(profiles, days, st.lists(days, max_size=3), days)
def test_one_more_test_never_leaves_more(profile, release, tests, further):
    swabs = [cdc.Swab(day) for day in tests]
    fewer = cdc.residual_share(profile, release, swabs)
    more = cdc.residual_share(profile, release, [*swabs, cdc.Swab(further)])
    assert more <= fewer + 1e-12


@given(profiles, days, days, st.lists(days, max_size=3))
def test_more_days_never_leave_more(profile, release, further, tests):
    swabs = [cdc.Swab(day) for day in tests]
    shorter = cdc.residual_share(profile, release, swabs)
    longer = cdc.residual_share(profile, release + further, swabs)
    assert longer <= shorter + 1e-12


def test_table_cell_is_a_range_over_profiles_and_days():
    cell = cdc.released_after(10, "rt-pcr")
    each = [
        cdc.residual_share(profile, 10, [cdc.Swab(day)])
        for profile in cdc.PROFILES
        for day in (8, 9, 10)
    ]
    assert (cell.low, cell.high) == (min(each), max(each))
    assert cell.median == sorted(each)[4]
