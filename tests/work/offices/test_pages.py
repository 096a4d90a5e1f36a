"""Offices over HTTP: look up, open, appoint, end; gaps are seen."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.world import moment, world
from wardline.base.accounts.models import User
from wardline.base.places import clock, scope
from wardline.work.offices import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        yield world()


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        sent = client.post(url, data, follow=True) if data else client.get(url)
        return sent.content.decode()

    return page


def key(n):
    return f"00000000-0000-4000-8000-00000000000{n}"


def test_county_sees_its_own_institutions_only(w, at):
    page = at(w.county, "/offices/")
    assert "County One Elder Home" in page
    assert "County Two Elder Home" not in page
    assert "head T101-1" in page


def test_page_of_a_place_offers_nobody_else_s_posts_to_act_in(w, at):
    page = at(w.county, "/offices/places/T101-1/")
    assert "head T101-1" in page
    assert 'class="acting" method="post"' not in page


def test_list_is_searched_filtered_and_exported(w, at, client):
    page = at(w.authority, "/offices/?q=Rescue")
    assert "County Three Rescue Station" in page
    assert "County One Elder Home" not in page
    page = at(w.authority, "/offices/?kind=elder&at=T1&sort=-code")
    assert page.index("County Two Elder Home") < page.index("County One Elder Home")
    assert "Rescue Station" not in page
    answer = client.get("/offices/?kind=elder&export=1").content
    rows = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0)
    assert [row[0] for row in rows.to_python()] == ["Code", "T101-1", "T102-1"]
    assert "没有符合条件的记录" in at(w.authority, "/offices/?q=xyz", "zh-hans")


def test_list_takes_few_queries(w, client, django_assert_max_num_queries):
    client.force_login(w.authority.user)
    with django_assert_max_num_queries(20):  # 13 are every page's
        client.get("/offices/")


def test_institution_that_opens_is_a_gap_until_someone_is_appointed(w, at):
    told = {"division": "T101", "kind": "elder", "capacity": "20", "key": key(1)}
    page = at(w.county, "/offices/open", **told)
    assert "at least one of the two languages" in page
    told["name_en"] = "New Home"
    page = at(w.county, "/offices/open", **told)
    assert "New Home" in page  # on the page of the gaps
    at(w.county, "/offices/open", **told)  # sent twice
    assert "1 place has no responsible person" in at(w.county, "/offices/")
    page = at(w.county, "/offices/places/T101-0003/")
    assert "Nobody answers for this place" in page
    assert "opened institutions" not in page  # that deed was at the county


def appointed(at, w, **more):
    told = {
        "role": "head",
        "name": "Li Na",
        "username": "Li.Na",
        "from_on": "2020-02-27",
        "key": key(2),
    } | more
    return at(w.county, "/offices/places/T101-1/appoint", **told)


def test_appointed_person_gets_a_password_once_and_signs_in(w, at, client):
    page = appointed(at, w)
    password = re.search(r'id="password">([a-z0-9-]+)<', page).group(1)
    assert "password" not in re.sub(r"(?s).*<h1>", "", appointed(at, w)).split("<dl")[0]
    assert 'id="password"' not in appointed(at, w)
    client.logout()
    client.post("/sign-in", {"username": "li.na", "password": password})
    assert "_auth_user_id" in client.session
    page = at(w.county, "/offices/places/T101-1/")
    assert "Li Na" in page
    assert "appointed" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"username": "li na"}, "Use at least three small letters"),
        ({"username": "duty-t101-1"}, "belongs to someone of another name"),
        ({"role": "officer"}, "Choose “Role” from the list."),
        ({"from_on": "soon"}, "Write “Answers from” as a day"),
    ],
)
def test_wrong_appointment_is_explained_and_nothing_typed_is_lost(w, at, more, said):
    page = appointed(at, w, **more)
    assert said in page
    assert 'value="Li Na"' in page
    assert not User.objects.filter(name="Li Na").exists()


def test_post_is_ended_and_the_gap_is_shown(w, at):
    url = f"/offices/posts/{w.head.pk}/end"
    page = at(w.county, url, on="2021-12-01", key=key(3))
    assert "more than a year ahead" in page
    page = at(w.county, url, on="2020-02-27", key=key(4))
    assert "The post ends on the day you chose." in page
    assert "Nobody answers for this place" in page
    assert "County One Elder Home" in at(w.county, "/offices/gaps/")
    assert "head T101-1" not in at(w.county, "/offices/posts/")
    assert "head T101-1" in at(w.county, "/offices/posts/?past=on")


def test_strangers_and_duty_see_nothing(w, client):
    client.force_login(w.duty.user)
    assert client.get("/offices/").status_code == 404
    client.force_login(w.county.user)
    neighbour = w.post("head", "T102-1")
    assert client.get("/offices/places/T102-1/").status_code == 404
    assert client.get(f"/offices/posts/{neighbour.pk}/end").status_code == 404
    assert client.get("/offices/places/T102-1/appoint").status_code == 404


def test_posts_are_exported_with_formulas_made_harmless(w, at, client):
    rows = [
        {
            "username": "odd",
            "name": "=1+1",
            "role": "head",
            "from_on": clock.today(),
            "place": "T101-2",
        }
    ]
    actions.appoint(by=w.county, at="T101", rows=rows)
    at(w.county, "/offices/posts/?q=%3D1")
    answer = client.get("/offices/posts/?q=%3D1&export=1").content
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0)
    assert sheet.to_python()[1][4] == "=1+1"
    with scope.entered("T101"):
        assert queries.posts(w.county, role="head").count() == 3
