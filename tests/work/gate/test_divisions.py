"""A division's list of those in isolation: as if everybody were judged, and sooner."""

import re
from io import BytesIO

import openpyxl
import pytest

from tests.factories.gate import (
    fulfilled,
    isolated,
    resident,
    sampled,
    seen_from,
    watched,
)
from tests.factories.world import moment
from tests.work.gate.test_boards import PAGE, seen
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.work.gate import queries

pytestmark = pytest.mark.django_db
__all__ = ["seen"]


def three(w):
    """One ready for two days, one whom nobody looks at, one in order."""
    with clock.set_to(moment("2020-02-14 09:00")):
        ready, lost, fine = (resident(w, n) for n in ("甲一", "乙二", "丙三"))
    fulfilled(w, ready)
    isolated(w, lost, "2020-02-10 09:30")
    isolated(w, fine, "2020-02-14 09:30")
    for person in (ready, fine):
        watched(w, person, "2020-02-17", 1)
        watched(w, person, "2020-02-18", 1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["甲一", "乙二", "丙三"]),
        ("?state=late", ["甲一", "乙二"]),
        ("?state=ready", ["甲一"]),
        ("?state=waiting", ["乙二", "丙三"]),
        ("?state=blocked", []),
        ("?sort=day", ["丙三", "乙二", "甲一"]),
        # the hole in the log of the second keeps them longest
        ("?sort=-earliest", ["乙二", "丙三", "甲一"]),
        ("?q=乙", ["乙二"]),
        ("?q=county one", ["甲一", "乙二", "丙三"]),
        ("?q=county two", []),
    ],
)
def test_division_is_searched_narrowed_and_sorted(w, seen, query, names):
    three(w)
    with clock.set_to(moment("2020-02-18 09:00")):
        page = seen(w.county, query)
    assert re.findall("[甲乙丙][一二三]", page) == names


def test_division_says_what_is_late(w, seen):
    three(w)
    with clock.set_to(moment("2020-02-18 09:00")):
        page = seen(w.county)
    assert "Nobody has looked for symptoms since 10 February 2020, 09:30." in page
    assert "Nothing but the signature has been missing since 16 February 2020" in page
    assert "Something is late 2" in page


def test_division_leaves_as_a_workbook_as_it_was_narrowed(w, client):
    three(w)
    client.force_login(w.county.user)
    client.cookies["django_language"] = "en"
    with clock.set_to(moment("2020-02-18 09:00")):
        answer = client.get(f"{PAGE}?state=late&export=1")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == ["甲一", "乙二"]
    assert [row[4] for row in rows[1:]] == [17, 8]
    assert rows[2][-1].startswith("Nobody has looked for symptoms")


def many(w):
    """Nine people, looked at on one day; one is positive, one looked at again."""
    found = [resident(w, f"人{n}") for n in range(9)]
    for n, person in enumerate(found):
        isolated(w, person, f"2020-02-0{n + 1} 09:30")
        watched(w, person, "2020-02-10", 2)
    sampled(w, found[3], "2020-02-11 10:00", "positive")
    watched(w, found[8], "2020-02-11", 5)
    return found


def earliest(line):
    found = line.case.decision.earliest
    return found is None, found or line.case.decision.decide_at


BY = {"day": lambda line: line.case.day, "earliest": earliest}


def numbers(w, **asked):
    return list(queries.chosen(w.county, "T101", **asked))


@pytest.mark.parametrize("state", ["", *queries.STATES])
@pytest.mark.parametrize("sort", ["", "day", "-day", "earliest", "-earliest"])
def test_division_narrowed_is_as_if_everybody_were_judged(w, state, sort):
    many(w)
    three(w)
    with clock.set_to(moment("2020-02-18 09:00")), seen_from(w.county):
        fits = queries.STATES.get(state, lambda line: True)
        everyone = queries.lines(w.county, "T101", numbers(w))
        assert len(everyone) == 12
        lines = [line for line in everyone if fits(line)]
        if by := BY.get(sort.lstrip("-")):
            lines.sort(key=by, reverse=sort.startswith("-"))
        asked = numbers(w, state=state, sort=sort)
        assert asked == [line.case.isolation.pk for line in lines]


def test_division_counts_as_if_everybody_were_judged(w):
    many(w)
    three(w)
    with clock.set_to(moment("2020-02-18 09:00")), seen_from(w.county):
        everyone = queries.lines(w.county, "T101", numbers(w))
        assert queries.counted(w.county, "T101") == {
            state: sum(map(fits, everyone)) for state, fits in queries.STATES.items()
        }
        assert queries.counted(w.county, "T101")["blocked"] == 1


def test_division_counts_anew_after_a_deed_and_after_a_minute(w):
    person = many(w)[0]
    at = "2020-02-12 09:00:10"
    with clock.set_to(moment(at)), seen_from(w.county):
        assert queries.counted(w.county, "T101")["blocked"] == 1
    with clock.set_to(moment(at)):
        roster.record_test(
            by=w.duty,
            person=person,
            sampled_at=moment("2020-02-11 11:00"),
            outcome="positive",
            pathogen="SARS-CoV-2",
        )
        with seen_from(w.county):
            assert queries.counted(w.county, "T101")["blocked"] == 2
            late = queries.counted(w.county, "T101")["late"]
    # nothing is done any more, but time goes on
    with clock.set_to(moment("2020-02-25 09:00")), seen_from(w.county):
        assert queries.counted(w.county, "T101")["late"] > late


def test_division_of_many_comes_at_once_and_asks_for_its_counts(
    w, seen, client, monkeypatch
):
    three(w)
    monkeypatch.setattr("wardline.work.gate.views.clearances.AT_ONCE", 2)
    with clock.set_to(moment("2020-02-18 09:00")):
        page = seen(w.county, "?sort=name")
        assert "Something is late 2" not in page
        assert "Count who is ready, late or blocked" in page
        body = client.get(PAGE + "?sort=name").content.decode()
        (url,) = re.findall('hx-get="([^"]+)"', body)
        assert "Something is late 2" in seen(w.county, url.replace("&amp;", "&"))


def test_division_costs_the_same_for_one_and_for_many(w, django_assert_max_num_queries):
    found = many(w)
    with seen_from(w.county), django_assert_max_num_queries(14):
        lines = queries.lines(w.county, "T101", numbers(w)[:2])
    assert [line.case.person for line in lines] == found[:2]
    with seen_from(w.county), django_assert_max_num_queries(16):
        assert len(numbers(w, state="late")) == 9
    # what is known is not judged again within the minute
    with seen_from(w.county), django_assert_max_num_queries(2):
        assert len(numbers(w, state="late")) == 9
