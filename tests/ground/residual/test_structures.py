"""The structures on their common lattice, against simulation and published tables."""

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods.residual import cdc, parameters
from wardline.ground.methods.residual.by_onset import ByOnset
from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.exposure import known, window
from wardline.ground.methods.residual.parameters import pathogens, value
from wardline.ground.methods.residual.sensitivity import PARTS, Broken, Table
from wardline.ground.methods.residual.simulation import Log, simulate
from wardline.ground.methods.residual.structures import (
    ALL,
    MODELLED,
    STRUCTURES,
    Assumptions,
)
from wardline.ground.methods.residual.suggestion import added_test
from wardline.ground.methods.residual.tradeoff import share_draws, shares_left

SPEC = Path(__file__).parents[2] / "spec/residual"
DRAWN = {code: STRUCTURES[code](24, 7, True) for code in ALL}
BLIND = {code: STRUCTURES[code](24, 7, False) for code in ALL}

codes = st.sampled_from(ALL)
lengths = st.integers(0, 25)
KNOWN = known()
spreads = st.sampled_from([0.0, 1.5])
exposures = st.sampled_from([known(), window(3), window(7)])


def left(structure, course, exposures=KNOWN, spread=0.0):
    return share_draws(
        structure, [course], Assumptions(exposures=exposures, spread=spread)
    )[0]


@st.composite
def courses(draw):
    days = draw(lengths)
    return Course(days, tuple(sorted(draw(st.sets(st.integers(0, days), max_size=3)))))


@given(codes, courses(), st.integers(1, 10), exposures, spreads)
def test_more_days_never_leave_more(code, course, more, exposures, spread):
    longer = Course(course.days + more, course.tests)
    before = left(DRAWN[code], course, exposures, spread)
    after = left(DRAWN[code], longer, exposures, spread)
    assert (after <= before + 1e-12).all()


@given(codes, courses(), st.data(), exposures, spreads)
def test_one_more_test_never_leaves_more(code, course, data, exposures, spread):
    day = data.draw(st.integers(0, course.days))
    before = left(DRAWN[code], course, exposures, spread)
    after = left(DRAWN[code], course.with_test(day), exposures, spread)
    assert (after <= before + 1e-12).all()


@given(codes, courses(), exposures)
def test_share_is_a_share_and_watching_never_leaves_more(code, course, exposures):
    watched = left(DRAWN[code], course, exposures)
    blind = left(BLIND[code], course, exposures)
    assert (watched >= 0).all()
    assert (blind <= 1 + 1e-9).all()
    assert (watched <= blind + 1e-12).all()


@given(codes, courses(), exposures)
def test_tests_of_one_person_leave_no_less_than_independent_ones(
    code, course, exposures
):
    alone = left(DRAWN[code], course, exposures, 0.0)
    personal = left(DRAWN[code], course, exposures, 1.5)
    assert (personal >= alone * (1 - 2e-4) - 1e-12).all()


@pytest.mark.parametrize("code", ALL)
def test_everything_is_left_when_nothing_is_done(code):
    assert left(BLIND[code], Course(0)) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("code", ALL)
def test_branches_are_chances(code):
    curves = DRAWN[code].curves(np.linspace(0, 30, 31))
    for branch in (curves.symptomatic, curves.asymptomatic):
        assert (branch.infectious <= branch.undetected + 1e-12).all()
        assert (branch.left >= 0).all()
    both = curves.symptomatic.undetected + curves.asymptomatic.undetected
    assert both[0] == pytest.approx(1, abs=1e-6)
    assert (both <= 1 + 1e-9).all()


def test_structure_of_the_cdc_has_the_medians_of_its_tables():
    """The structure draws what the tables fix, and takes its test as they do."""
    structure = STRUCTURES["cdc"](1000, 1, True)
    with (SPEC / "policy_residual_cdc_model.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            tests = tuple(float(day) for day in row["test_days"].split())
            course = Course(float(row["release_day"]), tests)
            median = 100 * float(np.median(left(structure, course)))
            # the middle of a thousand draws is not the value at the middle parameters
            assert median == pytest.approx(float(row["median"]), rel=0.35, abs=0.05)


def test_structure_of_the_cdc_is_its_model_where_nothing_is_drawn():
    drawn = STRUCTURES["cdc"](3000, 1, True)
    for profile in range(3):
        ages = np.array([5.0, 9.0])
        chosen = drawn.profile == profile
        entire = drawn.curves(ages).entire[:, chosen][:, 0]
        published = [
            cdc.residual_share(
                cdc.PROFILES[profile], age, monitored=False, span=cdc.Span(0, 40)
            )
            for age in ages
        ]
        assert entire == pytest.approx(published, abs=3e-3)


# ---- the simulation is the referee of the structure anchored at onset


def middle() -> ByOnset:
    """The structure with its middle parameters, as the simulation has them."""
    level, rise, fall, peak = (
        np.array([value("hellewell-pcr", f"mean_{part}")]) for part in PARTS
    )
    return ByOnset(
        "onset",
        True,
        np.array([value("cmmid", "asymptomatic")]),
        np.array([value("mcaloon", "incubation_meanlog")]),
        np.array([value("mcaloon", "incubation_sdlog")]),
        Broken(level, np.exp(rise), np.exp(fall), np.exp(peak)),
    )


@pytest.mark.parametrize("exposures", [known(), window(7)], ids=["known", "window"])
@pytest.mark.parametrize(
    "course",
    [
        Course(0),
        Course(7),
        Course(14),
        Course(14, (14,)),
        Course(10, (4, 8)),
        Course(21),  # all that is left then is the tail of incubation
    ],
    ids=lambda course: f"{course.days}d{course.tests}",
)
def test_structure_agrees_with_people_one_by_one(course, exposures):
    found = float(left(middle(), course, exposures)[0])
    people = simulate(course, people=200_000, exposures=exposures)
    assert abs(found - people.left) < 4 * people.error


def test_simulation_counts_no_negative_days():
    far = simulate(Course(40), people=20_000)
    assert far.infectious_days == pytest.approx(0, abs=1e-3)
    assert far.infectious_days >= 0


def test_simulation_with_gaps_in_the_log_leaves_more():
    every = Log(tuple(float(day) for day in range(1, 15)), shown=0.5)
    gaps = Log((1.0, 7.0), shown=0.5)
    full, few, none = (
        simulate(Course(14), log, people=50_000) for log in (every, gaps, Log(()))
    )
    assert full.released < few.released < none.released == 1
    assert full.left < few.left < none.left


def test_simulated_persons_differ_in_being_missed():
    same = simulate(Course(10, (6, 7, 8)), people=50_000)
    differing = simulate(Course(10, (6, 7, 8)), people=50_000, spread=1.5)
    assert differing.released > same.released


# ---- Omicron and the curves of sensitivity


def test_omicron_leaves_less_than_the_ancestral_virus():
    """A prototype had 2.1 % (1.1 to 3.6) for 7 days with a test on the last."""
    omicron = left(ByOnset.omicron(1000, 1), Course(7, (7,)))
    assert 0.011 < np.median(omicron) < 0.036
    assert np.median(omicron) < np.median(left(ByOnset.drawn(1000, 1), Course(7, (7,))))


def published(source, assay):
    with (SPEC / "test_sensitivity_by_day.csv").open(encoding="utf-8") as table:
        rows = [
            row
            for row in csv.DictReader(table)
            if (row["source"], row["assay"]) == (source, assay)
        ]
    days = [float(row["days_since_exposure_or_infection"]) for row in rows]
    columns = ("lo95", "sensitivity_median", "hi95")
    return np.array(days), np.array([[float(row[c]) for c in columns] for row in rows])


@pytest.mark.parametrize(
    ("name", "assay", "tolerance"), [("RT-PCR", "pcr", 0.02), ("LFT", "lft", 0.03)]
)
def test_drawn_sensitivity_has_the_published_quantiles(name, assay, tolerance):
    days, quantiles = published("Hellewell 2021", name)
    later = days > 0  # at 0 our own is none
    found = Broken.drawn(20_000, 3, assay).at(days[later])
    ours = np.quantile(found, (0.025, 0.5, 0.975), axis=1).T
    assert np.abs(ours - quantiles[later]).max() < tolerance


def test_sensitivity_since_exposure_has_the_published_quantiles():
    days, quantiles = published("Kucirka 2020", "RT-PCR")
    found = Table.kucirka(20_000, 3).at(days[3:])
    ours = np.quantile(found, (0.025, 0.5, 0.975), axis=1).T
    assert np.abs(ours - quantiles[3:]).max() < 0.01


def test_sensitivity_since_exposure_falls_on_after_its_table():
    found = Table.kucirka(10, 3).at(np.array([0.0, 21.0, 25.0, 40.0]))
    assert not found[0].any()
    assert (np.diff(found[1:], axis=0) < 0).all()


@pytest.mark.parametrize("pathogen", list(MODELLED))
def test_every_modelled_pathogen_has_a_range_of_structures(pathogen):
    assert pathogen in pathogens()
    drawn = Assumptions(structures=MODELLED[pathogen], draws=20).drawn()
    assert len({each.code for each in drawn}) == len(MODELLED[pathogen]) > 1


def test_omicron_leaves_less_after_a_week_than_the_ancestral_virus():
    left = {}
    for code in ("onset", "omicron", "onset-t", "omicron-t"):
        meant = Assumptions(structures=(code,), draws=200)
        (structure,) = meant.drawn()
        left[code] = np.median(share_draws(structure, [Course(7)], meant))
    assert left["omicron"] < left["onset"]
    assert left["omicron-t"] < left["onset-t"]


def test_added_test_tells_what_was_left_without_it():
    meant = Assumptions(draws=50)
    more = added_test(Course(7, (7,)), meant)
    assert more.before == shares_left([Course(7, (7,))], meant)[0]


def test_fingerprint_is_that_of_the_tables_as_they_lie():
    digest = hashlib.sha256()
    for file in sorted(Path(parameters.__file__).parent.glob("*.csv")):
        digest.update(file.read_bytes())
    assert parameters.fingerprint() == digest.hexdigest()
