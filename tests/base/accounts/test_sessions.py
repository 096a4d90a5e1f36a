"""Whom a session brings in: the user, their posts, and nobody else's."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.world import PASSWORD, world
from wardline.base.accounts.models import Session, User
from wardline.base.accounts.sessions import SessionStore
from wardline.base.places import clock

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def w(client):
    made = world()
    client.force_login(made.duty.user, settings.AUTHENTICATION_BACKENDS[-1])
    return made


def asked(client, path="/notices/"):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer, [query["sql"] for query in queries]


def test_a_request_asks_once_who_comes_in(w, client):
    answer, queries = asked(client)
    assert answer.status_code == 200
    who = [sql for sql in queries if "accounts_" in sql or "from places_place" in sql]
    assert len(who) == 1
    assert answer.context["acting"] == w.duty
    assert answer.context["acting"].place.code == "T101-1"


def test_two_posts_far_apart_are_both_named_and_each_sees_its_own(w, client):
    head = w.head.user
    other = w.post("duty", "T201-1")
    User.objects.filter(pk=head.pk).update(name="甲")
    with connection.cursor() as cursor:
        cursor.execute("select set_config('wardline.scope', 'T201-1', true)")
    type(other).objects.filter(pk=other.pk).update(user=head)
    client.force_login(head, settings.AUTHENTICATION_BACKENDS[-1])
    posts = asked(client)[0].context["posts"]
    assert [post.place.code for post in posts] == ["T101-1", "T201-1"]
    client.post("/act", {"post": other.pk})
    answer, _ = asked(client, "/watch/")
    assert answer.context["acting"] == other
    assert answer.context["place"].code == "T201-1"


@pytest.mark.parametrize(
    ("person", "mode"), [("duty", "auto"), ("county", "force_custom_plan")]
)
def test_questions_of_an_authority_are_planned_for_their_values(
    w, client, person, mode
):
    user = getattr(w, person).user
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
    with connection.cursor() as cursor:
        cursor.execute("set local plan_cache_mode = auto")
        told = [client.cookies[COOKIE].value, timezone.now(), clock.today()]
        cursor.execute("select accounts_come_in(%s, %s, %s)", told)
        cursor.execute("show plan_cache_mode")
        assert cursor.fetchone() == (mode,)


def test_a_session_names_its_user_and_goes_with_the_sign_out(w, client):
    kept = Session.objects.get(pk=client.cookies[COOKIE].value)
    assert kept.user == w.duty.user
    client.post("/sign-out")
    assert not Session.objects.filter(pk=kept.pk).exists()


def test_a_session_that_ran_out_brings_nobody_in(w, client):
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.update(expire_date=past)
    answer, _ = asked(client)
    assert answer.status_code == 302
    SessionStore.clear_expired()
    assert not Session.objects.exists()


def test_a_made_up_session_brings_nobody_in(client):
    world()
    client.cookies[COOKIE] = "a" * 32
    assert asked(client)[0].status_code == 302


def test_an_account_put_to_rest_is_out_at_once(w, client):
    User.objects.filter(pk=w.duty.user.pk).update(is_active=False)
    assert asked(client)[0].status_code == 302


def test_a_password_changed_elsewhere_ends_the_other_sessions(w, client):
    user = w.duty.user
    user.set_password(PASSWORD + "!")
    user.save()
    assert asked(client)[0].status_code == 302
    assert not Session.objects.exists()


def test_signed_data_of_another_session_do_not_open_this_one(w, client):
    Session.objects.update(session_data="forged")
    assert asked(client)[0].status_code == 302
