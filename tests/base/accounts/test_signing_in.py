"""Coming in through the door: right and wrong passwords, posts, strangers."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.world import PASSWORD, world
from wardline.base.accounts.models import Post
from wardline.base.places import scope

pytestmark = pytest.mark.django_db


def sign_in(client, name, password=PASSWORD):
    return client.post(
        reverse("accounts:sign-in"), {"username": name, "password": password}
    )


def test_sign_in_leads_to_the_desk(client):
    world()
    answer = sign_in(client, "head-t101-1")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_user_name_is_found_whatever_its_case(client):
    world()
    assert sign_in(client, "HEAD-T101-1").status_code == 302


def test_wrong_password_says_what_to_do_and_keeps_the_name(client):
    world()
    answer = sign_in(client, "head-t101-1", "wrong")
    assert answer.status_code == 200
    assert 'value="head-t101-1"' in answer.content.decode()
    assert answer.context["form"].non_field_errors()


def test_account_rests_after_five_wrong_tries(client):
    world()
    codes = [sign_in(client, "head-t101-1", "wrong").status_code for _ in range(5)]
    assert codes[-1] == 429
    assert sign_in(client, "head-t101-1").status_code == 429


def test_anonymous_is_asked_to_sign_in_everywhere(client):
    world()
    answer = client.get("/ledger/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign-in"))


def test_area_outside_the_role_does_not_exist(client):
    w = world()
    client.force_login(w.duty.user)
    assert client.get("/ledger/files/" + "0" * 64).status_code == 404


def test_a_post_that_has_ended_is_told_so_and_nothing_is_done(client):
    w = world()
    with scope.entered("T"):
        Post.objects.filter(pk=w.duty.pk).update(until_on=date(2020, 1, 1))
    client.force_login(w.duty.user)

    answer = client.post("/watch/sign/T101-1/", {"key": "x"})

    assert answer.status_code == 403
    assert "任期已结束" in answer.content.decode()
