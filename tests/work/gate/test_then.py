"""An isolation as it stood at a past moment: by what was known, then and now."""

import pytest
from django.urls import reverse

from tests.factories.gate import fulfilled, resident
from tests.factories.world import moment
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.work.gate import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def isolation(w):
    return fulfilled(w, resident(w))


@pytest.fixture
def ask(client, isolation):
    """Ask as somebody for the isolation at a moment; return the answer."""

    def asked(post, at, known="then", language="en"):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        url = reverse("gate:then", args=[isolation.pk])
        return client.get(url, {"at": at, "known": known} if at else {})

    return asked


def test_each_moment_has_its_own_answer(w, ask):
    early = ask(w.duty, "2020-02-10T09:00").context["case"]
    assert (early.state, early.day, early.days) == ("wait", 9, 14)
    late = ask(w.head, "2020-02-16T08:30").context["case"]
    assert late.ready


def test_what_came_to_be_known_later_is_told_apart(w, ask, isolation):
    actions.release(by=w.head, isolation=isolation)
    with clock.set_to(moment("2020-02-18 09:00")):
        roster.record_test(
            by=w.duty,
            person=isolation.person,
            sampled_at=moment("2020-02-14 10:00"),
            outcome="positive",
            pathogen="SARS-CoV-2",
        )
        then = ask(w.head, "2020-02-16T08:30").context["case"]
        now = ask(w.head, "2020-02-16T08:30", known="now").context["case"]
    assert then.ready
    assert (now.decision.status, now.state) == ("blocked", "alarm")


def test_a_moment_outside_of_the_isolation_is_refused_and_stays_typed(w, ask):
    for at in ("2020-01-20T09:00", "2020-02-17T09:00"):
        answer = ask(w.duty, at)
        assert answer.context["case"] is None
        assert answer.context["form"].errors["at"]
        assert f'value="{at}"' in answer.content.decode()
    said = ask(w.duty, "2020-01-20T09:00", language="zh-hans").content.decode()
    assert "请选择其间的时刻" in said


def test_the_page_first_says_what_it_is_for(w, ask):
    answer = ask(w.county, None)
    assert "What came to light later" not in answer.content.decode()
    assert "what came to light later?" in answer.content.decode()


def test_nobody_signs_here_and_strangers_find_nothing(w, ask):
    page = ask(w.head, "2020-02-16T08:30").content.decode()
    assert "Sign the release" not in page
    assert ask(w.post("officer", "T102"), "2020-02-16T08:30").status_code == 404
