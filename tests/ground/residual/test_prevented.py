"""What a quarantine prevents by the generation time (Ashcroft 2021)."""

import math

import numpy as np
import pytest

from wardline.ground.methods.residual import prevented
from wardline.ground.methods.residual.prevented import Stay, Test

CONTACT = Stay(exposed=0, quarantined=3, released=10)


def test_prevented_share_of_a_traced_contact():
    """Published: 90.8 % at most, 90.1 % with ten days, from day 3 after exposure."""
    for_ever = prevented.prevented(Stay(0, 3, 1000))
    assert round(100 * for_ever, 1) == 90.8
    assert round(100 * prevented.prevented(CONTACT), 1) == 90.1


def test_prevented_share_counts_from_exposure_alone():
    moved = Stay(exposed=5, quarantined=8, released=15)
    assert prevented.prevented(moved) == pytest.approx(prevented.prevented(CONTACT))


def test_prevented_share_with_a_test_keeps_the_positives():
    short = Stay(0, 3, 7)
    useless, perfect = (
        prevented.prevented(short, Test(5, sensitivity, 10)) for sensitivity in (0, 1)
    )
    assert useless == prevented.prevented(short)
    assert perfect == pytest.approx(prevented.prevented(CONTACT))


def test_travellers_are_a_mean_over_the_trip():
    """The reference: a plain sum over exposures, of what each has still to come."""
    exposed = np.linspace(-7, 0, 20001)[:-1] + 7 / 40000
    to_come = 1 - prevented.transmitted(-exposed)
    held = prevented.transmitted(5 - exposed) - prevented.transmitted(-exposed)
    plain = float((held / to_come).mean())
    assert prevented.prevented_for_travellers(7, 5) == pytest.approx(plain, abs=1e-6)
    assert prevented.prevented_for_travellers(7, 100) == pytest.approx(1)


def density(day):
    meanlog, sdlog = 1.63, 0.5
    z = (np.log(np.maximum(day, 1e-12)) - meanlog) / sdlog
    return np.exp(-(z**2) / 2) / (
        np.maximum(day, 1e-12) * sdlog * math.sqrt(2 * math.pi)
    )


def test_symptoms_leave_less_for_a_quarantine_to_prevent():
    at_once = prevented.prevented_with_symptoms(CONTACT, density, 0)
    never = prevented.prevented_with_symptoms(CONTACT, density, 1000)
    assert never == pytest.approx(prevented.prevented(CONTACT), abs=1e-4)
    assert 0 < at_once < never


def test_symptoms_by_simulation():
    onset = np.exp(1.63 + 0.5 * np.random.default_rng(1).standard_normal(400_000)) + 1
    end, start = np.minimum(10, onset), np.minimum(3, onset)
    mean = float((prevented.transmitted(end) - prevented.transmitted(start)).mean())
    found = prevented.prevented_with_symptoms(CONTACT, density, 1)
    assert found == pytest.approx(mean, abs=0.002)


def test_utility_is_prevented_transmission_by_day():
    assert prevented.utility(CONTACT, 0.1) == pytest.approx(
        0.1 * prevented.prevented(CONTACT) / 7
    )
    with_test = prevented.utility(Stay(0, 3, 7), 0.1, Test(5, 0.8, 10))
    days = 4 + 0.1 * 0.8 * 3
    held = prevented.prevented(Stay(0, 3, 7), Test(5, 0.8, 10))
    assert with_test == pytest.approx(0.1 * held / days)
    assert math.isnan(prevented.utility(Stay(0, 3, 3), 0.1))


def test_adherence_makes_up_for_a_shorter_quarantine():
    shorter, longer = prevented.prevented(Stay(0, 3, 7)), prevented.prevented(CONTACT)
    needed = prevented.adherence_needed(shorter, longer)
    assert needed * shorter == pytest.approx(longer)
    assert prevented.adherence_needed(0, longer) == math.inf
