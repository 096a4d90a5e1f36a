"""The style page, the switch of languages, and the outbox's answers."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.test import RequestFactory

from wardline.base.ui.outbox import Outbox


def answer(response: HttpResponse, **headers) -> HttpResponse:
    request = RequestFactory().post("/", headers=headers)
    return Outbox(lambda _: response)(request)


def test_outbox_is_told_where_to_go():
    told = answer(HttpResponseRedirect("/receipt/7"), **{"X-Outbox": "1"})
    assert told.status_code == 204
    assert told.headers["X-Outbox-Location"] == "/receipt/7"
    assert "Location" not in told.headers


def test_outbox_learns_that_nobody_is_signed_in(settings):
    sign_in = resolve_url(settings.LOGIN_URL)
    told = answer(HttpResponseRedirect(f"{sign_in}?next=/"), **{"X-Outbox": "1"})
    assert told.status_code == 401


def test_outbox_leaves_other_answers_alone():
    assert answer(HttpResponseRedirect("/receipt/7")).status_code == 302
    assert answer(HttpResponse("errors"), **{"X-Outbox": "1"}).status_code == 200


@pytest.mark.django_db
def test_outbox_hears_from_the_whole_house(client):
    told = client.get("/password", headers={"X-Outbox": "1"})
    assert told.status_code == 401


@pytest.mark.django_db
def test_look_is_not_for_strangers(client):
    assert client.get("/look/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("en", "In order"), ("zh-hans", "正常")]
)
def test_look_shows_all_parts_in_both_languages(client, settings, language, said):
    settings.DEBUG = True
    client.cookies["django_language"] = language
    page = client.get("/look/?try=1")
    assert page.status_code == 200
    text = page.content.decode()
    assert said in text
    for part in ("errors", "figures", "tiles", "tasks", "steps", "summary", "pager"):
        assert f'class="{part}' in text


@pytest.mark.django_db
def test_language_is_switched_without_signing_in(client):
    came = client.post("/language", {"language": "en", "next": "/look/"})
    assert came.status_code == 302
    assert came.headers["Location"] == "/look/"
    assert came.cookies["django_language"].value == "en"
