"""Targeting: each measure on cases known by hand, the score blind to strictness, and
nothing of a period known before it begins."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.ground.methods.residual.reading import table_of
from wardline.ground.methods.risk import Exposure, points
from wardline.ground.methods.targeting import (
    Visits,
    evaluate,
    goals,
    history,
    measures,
    read,
    score,
    split,
    tables,
)
from wardline.ground.methods.targeting.evaluate import period

SPEC = Path(__file__).parents[1] / "spec/targeting"


def sample(source):
    table = table_of((SPEC / f"{source}_sample.csv").read_text("utf-8"))
    assert tables.format_of(table.header) == source
    visits, faults = read(table, source)
    assert not faults
    return visits


def invented(strict=3.0, homes=60, rounds=8):
    """Homes with true rates, seen by two authorities of which one finds more."""
    chance, rows = np.random.default_rng(1), []
    truth = chance.gamma(2, 0.5, homes)
    for n, home in product(range(rounds), range(homes)):
        authority = "strict" if (home + n) % 2 else "mild"
        rate = 0.4 * truth[home] * (strict if authority == "strict" else 1)
        found = chance.poisson(rate)
        rows.append((700000 + 100 * n + home, home, authority, found))
    rows.sort()
    return Visits(
        source="chicago",
        site=[str(row[1]) for row in rows],
        day=np.array([row[0] for row in rows]),
        authority=np.array([row[2] for row in rows]),
        weight=np.log1p([row[3] for row in rows]),
        small=np.zeros(len(rows)),
        hits={"critical": np.array([row[3] > 0 for row in rows])},
        routine=np.ones(len(rows), dtype=bool),
        extra=np.empty((len(rows), 0)),
    )


def test_days_earlier_by_hand():
    day = np.array([10, 20, 30])
    hit = np.array([False, False, True])
    order = measures.by_score(np.array([0.1, 0.2, 0.9]), np.zeros(3))
    assert measures.days_earlier(hit, order, day) == 20
    assert measures.gains(order, day).tolist() == [-20, 0, 20]
    assert measures.lift(hit, order, 0.34) == 3
    assert measures.days_earlier(np.zeros(3, bool), order, day) == 0


def test_auc_by_hand():
    hit = np.array([True, False, True, False])
    assert measures.auc(hit, np.array([0.9, 0.1, 0.4, 0.4])) == 0.875
    assert np.isnan(measures.auc(np.ones(2, bool), np.zeros(2)))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=40))
@settings(max_examples=60, deadline=None)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows):
    hit = np.array([row[0] for row in rows])
    given_score = np.array([float(row[1]) for row in rows])
    pairs = [
        (a > b) + (a == b) / 2 for a, b in product(given_score[hit], given_score[~hit])
    ]
    if pairs:
        assert measures.auc(hit, given_score) == pytest.approx(np.mean(pairs))


def test_auc_within_is_blind_to_who_writes_more():
    hit = np.array([True, True, False, True, False, False])
    authority = np.array(["a", "a", "a", "b", "b", "b"])
    by_authority = np.array([1.0, 1, 1, 0, 0, 0])
    assert measures.auc(hit, by_authority) > 0.5
    assert measures.auc_within(hit, by_authority, authority) == 0.5
    assert np.isnan(measures.auc_within(np.ones(6, bool), by_authority, authority))


def test_draw_visits_everyone_once_and_the_riskier_earlier():
    points = list(range(40))
    places = np.zeros(40)
    for n in range(30):
        order = measures.drawn_order(points, 8, str(n).encode())
        assert sorted(order) == list(range(40))
        places[order] += np.arange(40)
    assert places[-10:].mean() < places[:10].mean() - 5 * 30


def test_score_leaves_strictness_out():
    visits, own, told = invented(), [], []
    for begins in (700500, 700600):  # who was seen by the strict one now has the other
        one = period(visits, "critical", begins, 60)
        strict = one.authority == "strict"
        own.append(one.score[strict].mean() - one.score[~strict].mean())
        told.append(one.strict[strict].mean() - one.strict[~strict].mean())
        assert measures.auc_within(one.hit, one.score, one.authority) > 0.6
    # the offset alone tells them apart; the score does not
    assert np.mean(told) > 0.5
    assert abs(np.mean(own)) < 0.15


def test_hits_too_rare_to_learn_from_borrow_from_what_is_found():
    chance = np.random.default_rng(3)
    features = chance.normal(size=(2000, 2))
    weight = features[:, 0] + chance.normal(size=2000)
    hit = weight > 2.9
    authority = np.array(["a", "b"])[chance.integers(0, 2, 2000)]
    fitted = score.fit(features, hit, weight, authority)
    assert hit.sum() < 50
    assert fitted.weights[0] > 10 * abs(fitted.weights[1])


def test_score_is_told_in_the_points_of_a_plan():
    told = np.array([-9.0, 0.0, np.log(2), 9.0])
    known = [points(Exposure(days=0, rate=float(each))) for each in np.exp(told)]
    assert score.points(told) == [sum(each.values()) for each in known]


def test_what_comes_later_changes_no_score():
    visits = invented()
    begins = 700000 + 500
    before = period(visits, "critical", begins, 60).score
    later = visits.day >= begins
    visits.weight[later] = 0
    visits.hits["critical"][later] = ~visits.hits["critical"][later]
    assert period(visits, "critical", begins, 60).score == pytest.approx(before)


def test_home_without_a_past_has_the_prior():
    visits = invented()
    past = history.past(visits, visits.hits["critical"], 800000)
    known = history.features(visits, past, [0], [600000])
    assert known[0].tolist() == pytest.approx([0, 0, 0, 0])


@pytest.mark.parametrize("source", ["chicago", "cms"])
def test_sample_is_evaluated(source):
    visits = sample(source)
    for target in visits.hits:
        found = evaluate(visits, target, periods=1, days=200)
        low, high = found.against_random
        assert low < found.earned < high
        assert found.earned < found.oracle - found.random
        assert 0 < found.auc < 1


def test_split_scores_each_visit_by_what_its_own_day_knew():
    visits = invented()
    begins = 700000 + 500
    parted = split(visits, "critical", begins)
    assert (parted.learnt, parted.visits) == (5 * 60, 3 * 60)
    assert parted.worth["score"].auc_within > 0.6
    assert parted.worth["strict"].auc > parted.worth["score"].auc
    assert parted.worth["authority"].auc_within == 0.5
    # the last round tells nothing of those before it
    last = visits.day >= 700000 + 700
    visits.weight[last] = 0
    assert split(visits, "critical", begins).worth == parted.worth
    with pytest.raises(ValueError, match=r"targeting\.too_short"):
        split(visits, "critical", 600000)


def test_split_of_surveys_leaves_out_homes_without_a_past():
    visits = sample("cms")
    begins = int(np.quantile(visits.day, 0.6))
    parted = split(visits, "infection", begins)
    later = np.flatnonzero(visits.routine & (visits.day >= begins))
    known = {
        site
        for site, day, routine in zip(
            visits.site, visits.day, visits.routine, strict=True
        )
        if routine and day < begins
    }
    assert 0 < parted.visits < len(later)
    assert parted.visits >= len({visits.site[row] for row in later} & known)


def test_goal_is_met_from_its_number_on():
    found = split(invented(), "critical", 700500).worth["score"]
    at, above = {"auc": found.auc}, {"auc": found.auc + 0.001}
    assert goals.reached(at, found) == [("auc", found.auc, found.auc, True)]
    assert not goals.reached(above, found)[0][-1]


def test_too_short_a_table_is_refused():
    visits = sample("chicago")
    with pytest.raises(ValueError, match=r"targeting\.too_short"):
        evaluate(visits, "critical", periods=1, days=5000)
    with pytest.raises(ValueError, match=r"targeting\.one_sided"):
        score.fit(np.zeros((2, 1)), np.ones(2, bool), np.ones(2), np.array(["a", "b"]))


def test_bad_cell_is_named_by_line_and_column():
    text = "state,ccn,survey_date,ftag,scope_severity,is_complaint\n"
    text += "CO,1,2024-13-01,F-0880,D,0\nCO,1,2024-12-01,F-0880,Z,0\n"
    visits, faults = read(table_of(text), "cms")
    assert visits is None
    assert [(f.code, f.line, f.column) for f in faults] == [
        ("not_a_day", 2, "survey_date"),
        ("unknown", 3, "scope_severity"),
    ]
