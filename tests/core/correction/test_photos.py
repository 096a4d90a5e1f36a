"""How far a finding reaches, and as many pictures of it as it takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries

pytestmark = pytest.mark.django_db
KEY = "5d9cbb0e-2f0c-4c41-8f39-0d8a4a7d8d"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-20 09:00")):
        yield world()


def picture(n, content=b"\xff\xd8\xff"):
    return SimpleUploadedFile(f"{n}.jpg", content + bytes([n]), "image/jpeg")


def sent(post, url, **typed):
    page = Phone(post, "en").at("2020-02-20 10:00")
    with clock.set_to(page.now):
        return page.client.post(url, typed, follow=True).content.decode()


def recorded(w, *photos, **typed):
    told = {"at": "T101-1", "source": "complaint", "aspect": "internal_control"}
    told |= {
        "fact": "消毒无记录",
        "severity": "2",
        "scope": "pattern",
        "key": f"{KEY}01",
    }
    url = "/correction/findings/new"
    return sent(w.county, url, **told | typed, more_photos=list(photos))


def findings(w):
    late = clock.set_to(moment("2020-02-20 11:00"))
    with late, scope.entered("T101", w.county.user_id):
        return [(one, queries.history(one)) for one in queries.findings(w.county)]


def test_finding_keeps_its_reach_and_every_picture(w):
    recorded(w, picture(1), picture(2), picture(3))
    [(found, history)] = findings(w)
    assert found.scope == "pattern"
    assert [file.name for file in history[0]["photos"]] == ["1.jpg", "2.jpg", "3.jpg"]
    page = Phone(w.head, "en").at("2020-02-20 11:00")
    page.open(f"/correction/findings/{found.pk}/")
    assert "a pattern: several" in page.said and page.page.count("<img") == 3


def test_repair_is_shown_by_several_pictures(w):
    recorded(w)
    [(found, _history)] = findings(w)
    url = f"/correction/findings/{found.pk}/done"
    sent(w.head, url, key=f"{KEY}02", more_photos=[picture(4), picture(5)])
    [(_found, history)] = findings(w)
    assert [len(event["photos"]) for event in history] == [0, 2]


def test_one_that_is_no_picture_or_too_many_are_refused_and_the_words_stay(w):
    page = recorded(w, picture(1), picture(2, b"%PDF"))
    assert "is not a picture" in page and "消毒无记录" in page
    page = recorded(w, *map(picture, range(7)))
    assert "At most 6 photos at once; these are 7." in page
    assert not findings(w)


def test_reach_is_one_spot_where_nobody_says_otherwise(w):
    with scope.entered("T101", w.county.user_id):
        told = {"at": "T101-1", "source": "alert", "fact": "x", "severity": 1}
        assert actions.open_finding(by=w.county, **told).scope == "isolated"
