"""The page of residual risk: what it shows, what it refuses, whom it serves."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.gate import isolated, resident, seen_from
from tests.factories.world import moment, world
from wardline.base.places import clock
from wardline.ground.methods import residual
from wardline.ground.methods.residual import Course, Group, Incidence, importation
from wardline.ground.rules.clearance import Policy
from wardline.work.gate.queries import risk

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["en", "zh-hans"])


@pytest.fixture
def ask(client):
    def get(post, language="en", **asked):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        return client.get(reverse("gate:risk"), asked)

    return get


def text(response):
    assert response.status_code == 200, response.status_code
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def test_page_speaks_english_and_shows_ranges(w, ask):
    said = text(ask(w.county))
    assert "Shown, and never obeyed." in said
    assert "14 days with a test on day 14" in said
    assert "Only more can be suggested here, never less" in said
    assert "Measles" in said and "Outlasts it" in said
    assert "One more nucleic-acid test on day 7" in said


def published():
    rules = [rule.source for each in risk.tails(0) for rule in each.beyond.exclusions]
    return {each.source for each in residual.all_parameters()}.union(rules)


def test_page_speaks_chinese(w, ask):
    said = text(ask(w.authority, "zh-hans"))
    assert "仅供查看，不作依据。" in said
    assert "14天，第14天核酸检测" in said
    assert "水痘" in said and "超出" in said
    for source in published():  # sources are cited in their own language
        said = said.replace(source, "")
    english = re.findall(r"(?<![\w-])[a-z]{3,}(?: [a-z]{2,}){2,}", said)
    assert english == []


@BOTH
def test_no_code_is_shown_instead_of_words(w, ask, language):
    said = text(ask(w.county, language))
    assert re.findall(r"\brisk\.\w+", said) == []


def test_page_is_no_page_of_an_institution(w, ask):
    assert ask(w.head).status_code == 404
    assert ask(w.duty).status_code == 404


@BOTH
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("incidence", "-3"),
        ("incidence", "nan"),
        ("incidence", "viel"),
        ("days", "43"),
        ("days", "7.5"),
        ("days", ""),
        ("tests", "7; halb"),
        ("tests", "15"),
        ("window", "0"),
        ("entrants", "-1"),
    ],
)
def test_bad_input_is_named_and_kept(w, ask, language, name, typed):
    answer = ask(w.county, language, **{name: typed, "entrants": "12"} | {name: typed})
    body = answer.content.decode()
    assert 'class="errors"' in body
    assert f'href="#id_{name}"' in body
    assert f'name="{name}" value="{typed}"' in body or not typed
    assert 'id="tradeoff"' not in body
    if name != "entrants":
        assert 'name="entrants" value="12"' in body


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Choose the pathogen from the list."),
        ("zh-hans", "请从列表中选择病原体。"),
    ],
)
def test_unknown_pathogen_is_refused(w, ask, language, words):
    said = text(ask(w.county, language, pathogen="plague"))
    assert words in said
    assert "SARS-CoV-2" in said or "新冠病毒" in said


def test_pathogen_without_a_model_gets_tails_and_no_share(w, ask):
    answer = ask(w.county, pathogen="Measles")
    said = text(answer)
    assert "Of Measles only the incubation is known here" in said
    assert 'class="chart-band"' not in answer.content.decode()
    assert "from day 5 to day 21" in said


def test_course_below_the_rule_is_said_to_be_below(w, ask):
    said = text(ask(w.county, days="7", tests=""))
    assert "7 days without a test" in said
    assert "The rule in force asks for more than this course" in said
    assert "The rule in force is 14 days with a test on day 14." in said


def test_suggestions_are_never_less_than_the_rule(w):
    with seen_from(w.county):
        rule = risk.in_force(w.county)
    for pathogen in residual.pathogens():
        could = risk.suggested(rule.course, pathogen)
        assert all(each.days >= rule.course.days for each in could.longer)
        if could.test:
            assert set(could.test.course.tests) > set(rule.course.tests)
            assert could.test.course.days == rule.course.days


def test_without_a_policy_there_is_nothing_to_add_to(client, ask):
    with clock.set_to(moment("2020-02-16 09:00")):
        said = text(ask(world().county))
    assert "No clearance policy binds here today." in said
    assert "there is no rule to add to" in said


def test_recorded_entrants_are_those_who_came_in_within_a_month(w, ask):
    isolated(w, resident(w), "2020-02-01 09:30")
    isolated(w, resident(w, "何建国"), "2020-01-10 09:30")
    with seen_from(w.county):
        counted = risk.entrants(w.county)
    assert dict(counted.by_place) == {"T101-1": 1, "T101-2": 0}
    assert "1 in all: isolations of those who returned" in text(ask(w.county))


def test_neighbours_are_not_listed(w, ask):
    said = text(ask(w.county, entrants="3"))
    assert "County One Elder Home" in said
    assert "County Two Elder Home" not in said
    assert "3 in 30 days for each institution, 6 in all" in said


def test_expectation_is_the_methods_own(w):
    asked = risk.Asked("SARS-CoV-2 ancestral", Course(14, (14,)), 10, 14, 30)
    with seen_from(w.county):
        found = risk.found(w.county, asked, None)
    own = importation([Group("", 30, Incidence(10))], Course(14, (14,))).total
    scaled = found.expected(30)
    for code, each in own.chance.by_structure:
        assert scaled.chance.of(code).median == pytest.approx(each.median, rel=1e-6)
        assert scaled.chance.of(code).high == pytest.approx(each.high, rel=1e-6)
        assert scaled.number.of(code).low == pytest.approx(
            own.expected.of(code).low, rel=1e-6
        )


def test_same_question_is_answered_from_memory():
    first = risk.estimates("SARS-CoV-2 Omicron", Course(10), 14)
    assert risk.estimates("SARS-CoV-2 Omicron", Course(10), 14) is first
    assert len(first.left.by_structure) == 2


def policy(*clauses, **more):
    plain = {"id": "p", "version": "1", "valid_from": "2020-01-01"}
    return Policy.from_plain({**plain, "clauses": list(clauses), **more})


@pytest.mark.parametrize(
    ("count", "test", "course"),
    [
        ("day0_end", {"from_day": 14}, Course(14, (14,))),
        ("day1_end", {"from_day": 14}, Course(13, (13,))),
        ("elapsed", {"count": 2}, Course(14, (13, 14))),
        ("day0_end", {"count": 2, "from_day": 14}, Course(15, (14, 15))),
        ("day0_end", {"assay": "AG", "from_day": 3}, Course(14)),
    ],
)
def test_course_of_a_policy_is_the_shortest_it_lets_through(count, test, course):
    days = {"type": "duration", "min_days": 14, "count": count}
    assert risk.course_of(policy(days, {"type": "test", **test})) == course


@BOTH
def test_workbook_has_every_table(w, ask, language):
    answer = ask(w.county, language, entrants="5", export="1")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == 7
    rows = {sheet.title: sheet.max_row for sheet in book}
    assert min(rows.values()) > 3
    trade = book.worksheets[1]
    assert trade.max_row == 1 + 22 * 5 * 7  # lengths, schedules, structures and range


def test_workbook_of_a_bad_question_is_the_page_again(w, ask):
    answer = ask(w.county, days="99", export="1")
    assert "“Days of isolation to look at” may be from 0 to 42." in text(answer)
