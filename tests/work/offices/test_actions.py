"""Found, enter, open, appoint, end: by right, once, and never beyond one's own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.world import moment, world
from wardline.base.accounts.models import Post, User
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.accounts.queries import clock_post
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.work.offices import actions, figures, queries

pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 10)
ISLE = {
    "code": "A",
    "name_zh": "",
    "name_en": "Isle",
    "zone": "Pacific/Auckland",
    "language": "en",
    "pack": "isle",
    "tiers": [{"name_en": "country"}, {"name_en": "region"}, {"name_en": "home"}],
    "kinds": [{"code": "home", "name_en": "care home"}],
}


@pytest.fixture
def noon():
    with clock.set_to(moment("2020-02-10 12:00")):
        yield


@pytest.fixture
def w(noon):
    return world()


def person(username, role, **more):
    return {
        "username": username,
        "name": username.title(),
        "role": role,
        "title_en": role,
        "from_on": TODAY,
    } | more


def test_an_empty_database_is_founded_and_founded_again(noon):
    for _again in range(2):
        actions.establish(**ISLE)
    with scope.entered("A"):
        by = clock_post()
        assert Entry.objects.filter(verb="establish", by=by).count() == 2
        assert [tier.name_en for tier in places.tiers()] == [
            "country",
            "region",
            "home",
        ]
        assert Place.objects.count() == Post.objects.count() == 1
    assert places.zone().key == "Pacific/Auckland"


def test_a_tree_of_three_levels_grows_from_rows(noon):
    actions.establish(**ISLE)
    with scope.entered("A"):
        by = clock_post()
    rows = [
        {"code": "AN", "parent": "A", "name_zh": "", "name_en": "North"},
        {"code": "A", "parent": "", "name_zh": "", "name_en": "The Isle"},
    ]
    homes = [{"code": "AN-1", "division": "AN", "kind": "home", "name_en": "Bay"}]
    for _again in range(2):
        actions.enter_divisions(by=by, rows=rows)
        actions.open_institutions(by=by, at="A", rows=homes)
    with scope.entered("A"):
        found = {p.code: (p.depth, p.name_en) for p in Place.objects.all()}
    assert found == {"A": (0, "The Isle"), "AN": (1, "North"), "AN-1": (2, "Bay")}


def test_a_second_authority_is_refused(w):
    with pytest.raises(ValidationError) as refused:
        actions.establish(**ISLE)
    assert refused.value.code == "offices.other_authority"


@pytest.mark.parametrize(
    ("code", "division", "problem"),
    [
        ("T101-9", "T999", "offices.no_parent"),
        ("X9", "T101", "offices.not_the_path"),
        ("T101-11", "T101", "offices.tangled"),
        ("T101-", "T101", "offices.tangled"),
        ("T101", "T101", "offices.is_division"),
    ],
)
def test_an_institution_stands_under_a_known_division(w, code, division, problem):
    row = {"code": code, "division": division, "kind": "elder", "name_en": "Ninth"}
    with pytest.raises(ValidationError) as refused:
        actions.open_institutions(by=w.county, at="T101", rows=[row])
    assert refused.value.code == problem


def test_county_opens_a_home_below_and_nowhere_else(w):
    row = {"code": "T101-9", "division": "T101", "kind": "elder", "name_en": "Ninth"}
    actions.open_institutions(by=w.county, at="T101", rows=[row])
    with pytest.raises(NotAllowed):
        actions.open_institutions(by=w.county, at="T102", rows=[row])
    with scope.entered("T101"):
        home = queries.place(w.county, "T101-9")
        assert (home.depth, home.kind_id) == (3, "elder")
        assert queries.next_code(w.county, "T101") == "T101-0010"
        assert "T101-9" in {p.code for p in queries.unanswered(w.county)}


def test_a_roll_of_people_is_appointed_once_and_in_few_queries(
    w, django_assert_max_num_queries
):
    rows = [
        person(f"{role}.{code}", role, place=code)
        for code in ("T101-1", "T101-2", "T102-1")
        for role in ("head", "duty")
    ]
    with django_assert_max_num_queries(24):
        made = actions.appoint(by=w.authority, at="T", rows=rows)
    again = actions.appoint(by=w.authority, at="T", rows=rows)
    assert (len(made), again) == (6, [])
    user = User.objects.get(username="head.t101-1")
    assert not user.has_usable_password()


def test_one_person_may_hold_two_posts_but_a_name_is_not_another_s(w):
    actions.appoint(by=w.county, at="T101-1", rows=[person("li", "duty")])
    actions.appoint(by=w.county, at="T101-2", rows=[person("li", "head")])
    with scope.entered("T101"):
        assert User.objects.get(username="li").posts.count() == 2
    with pytest.raises(ValidationError) as refused:
        rows = [person("li", "duty", name="Somebody Else")]
        actions.appoint(by=w.county, at="T101-2", rows=rows)
    assert refused.value.code == "offices.username_taken"


@pytest.mark.parametrize(
    ("role", "at", "code"),
    [
        ("authority", "T101", "offices.role_not_here"),
        ("clock", "T101", "offices.role_not_here"),
        ("inspector", "T101", "offices.role_not_yours"),
        ("officer", "T101", "offices.role_not_yours"),
        ("officer", "T101-1", "offices.role_not_here"),
        ("head", "T101", "offices.role_not_here"),
        ("head", "T101-99", "offices.no_place"),
    ],
)
def test_nobody_gives_a_role_that_is_not_theirs_to_give(w, role, at, code):
    with pytest.raises(ValidationError) as refused:
        actions.appoint(by=w.county, at=at, rows=[person("x", role)])
    assert refused.value.code == code
    assert not User.objects.filter(username="x").exists()


def test_nobody_is_appointed_outside_the_place_that_is_named(w):
    with pytest.raises(ValidationError):
        rows = [person("x", "head", place="T102-1")]
        actions.appoint(by=w.county, at="T101", rows=rows)


def test_prefecture_appoints_in_its_counties(w):
    by = w.post("officer", "T1")
    made = actions.appoint(by=by, at="T102", rows=[person("he", "officer")])
    assert made[0].place_id == "T102"


def test_an_ended_post_no_longer_holds_and_leaves_a_gap(w):
    head = w.post("head", "T101-2")
    actions.end_post(by=w.county, post=head, on=TODAY)
    with scope.entered("T"):
        assert [p.code for p in queries.unanswered(w.county)] == ["T101-2"]
        assert figures.unanswered(w.authority, "T", TODAY).value == 1
        assert figures.by_place(w.authority, "T", TODAY) == {"T101-2": 1}
        assert figures.institutions(w.authority, "T", TODAY).value == 5


@pytest.mark.parametrize(
    ("role", "at", "on", "code"),
    [
        ("officer", "T101", TODAY, "offices.own_post"),
        ("head", "T101-1", date(2019, 1, 1), "offices.ends_before_it_begins"),
    ],
)
def test_a_post_is_not_ended_so(w, role, at, on, code):
    with pytest.raises(ValidationError) as refused:
        actions.end_post(by=w.county, post=w.post(role, at), on=on)
    assert refused.value.code == code


def test_a_post_ends_once_and_not_by_a_neighbour(w):
    with pytest.raises(NotAllowed):
        actions.end_post(by=w.county, post=w.post("head", "T102-1"), on=TODAY)
    actions.end_post(by=w.county, post=w.head, on=TODAY)
    with pytest.raises(ValidationError) as refused:
        actions.end_post(by=w.county, post=w.head, on=TODAY)
    assert refused.value.code == "offices.ended"


def test_a_reload_does_not_bring_an_ended_post_back(w):
    rows = [person("li", "duty")]
    post = actions.appoint(by=w.county, at="T101-1", rows=rows)[0]
    actions.end_post(by=w.county, post=post, on=TODAY)
    assert actions.appoint(by=w.county, at="T101-1", rows=rows) == []
