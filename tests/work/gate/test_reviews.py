"""A positive that comes to be known after a release opens it again."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import fulfilled, resident, sampled, seen_from
from tests.factories.world import moment
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.core.roster import actions as roster
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(w):
    """Release somebody who shares room 201 outside of isolation."""
    made = actions.release(by=w.head, isolation=fulfilled(w, resident(w)))
    with seen_from(w.county):
        return queries.signed(w.county, made.pk)


def late_positive(w, release, at="2020-02-15 10:00", known="2020-02-18 09:00"):
    with clock.set_to(moment(known)):
        return roster.record_test(
            by=w.duty,
            person=release.person,
            sampled_at=moment(at),
            outcome="positive",
            pathogen="SARS-CoV-2",
        )


def reopened(post):
    with seen_from(post):
        return [release.pk for release in queries.reopened(post)]


def shared(w, release, test, on="2020-02-18 10:00"):
    with clock.set_to(moment(on)), seen_from(w.county):
        return {each.person.name: each for each in queries.met(w.county, release, test)}


def review(w, release, test, by=None, note="She is at home, well; her room is apart."):
    with clock.set_to(moment("2020-02-18 11:00")):
        return actions.review_release(
            by=by or w.county, release=release, test=test, note=note
        )


def test_release_stands_while_nothing_speaks_against_it(w, released):
    with clock.set_to(moment("2020-02-18 10:00")):
        sampled(w, released.person, "2020-02-17 09:00", "negative")
        assert reopened(w.county) == []


def test_late_positive_opens_the_release_again_for_home_and_office(w, released):
    late_positive(w, released)
    with clock.set_to(moment("2020-02-18 10:00")):
        assert reopened(w.county) == reopened(w.head) == [released.pk]
        assert reopened(w.post("officer", "T201")) == []


def test_what_was_signed_stays_as_it_was_signed(w, released):
    before = released.fingerprint
    late_positive(w, released)
    with seen_from(w.county):
        now = queries.signed(w.county, released.pk)
    assert (now.fingerprint, now.decision["status"]) == (before, "cleared")


def test_positive_of_three_weeks_later_speaks_against_nothing(w, released):
    late_positive(w, released, "2020-03-08 10:00", "2020-03-08 18:00")
    with clock.set_to(moment("2020-03-09 10:00")):
        assert reopened(w.county) == []


def test_corrected_positive_speaks_against_nothing(w, released):
    test = late_positive(w, released)
    with clock.set_to(moment("2020-02-18 12:00")):
        roster.record_test(
            by=w.duty,
            person=released.person,
            sampled_at=test.at,
            outcome="negative",
            pathogen="SARS-CoV-2",
            supersedes=test,
        )
        assert reopened(w.county) == []


def test_everyone_who_shared_the_room_is_named_also_through_others(w, released):
    mate = resident(w, "赵桂英")
    resident(w, "钱一", room="202")
    # the mate moved on to another room the day after
    with clock.set_to(moment("2020-02-17 09:00")):
        roster.end_stay(by=w.duty, person=mate, at_time=moment("2020-02-17 09:00"))
        roster.begin_stay(
            by=w.duty, person=mate, from_at=moment("2020-02-17 09:00"), room="203"
        )
    resident(w, "孙二", room="203")
    found = shared(w, released, late_positive(w, released))
    assert set(found) == {"赵桂英", "孙二"}
    # she came back into the room with her release, and was not in it before
    assert found["赵桂英"].since == moment("2020-02-16 09:00")
    assert found["孙二"].since == moment("2020-02-17 09:00")
    assert found["孙二"].room == "203"
    assert not found["孙二"].apart


def test_review_is_signed_once_and_closes(w, released):
    resident(w, "赵桂英")
    test = late_positive(w, released)
    made = review(w, released, test)
    assert len(made.met) == 1
    with clock.set_to(moment("2020-02-18 12:00")):
        assert reopened(w.county) == []
        with pytest.raises(ValidationError) as error:
            review(w, released, test)
    assert error.value.code == "gate.reviewed_already"
    with scope.entered("T"):
        entry = Entry.objects.get(verb="review_release")
    assert entry.detail == {"met": 1}


def test_another_positive_opens_it_once_more(w, released):
    review(w, released, late_positive(w, released))
    late_positive(w, released, "2020-02-18 08:00", "2020-02-19 09:00")
    with clock.set_to(moment("2020-02-19 10:00")):
        assert reopened(w.county) == [released.pk]


def test_whoever_signed_the_release_does_not_look_back_on_it(w, released):
    test = late_positive(w, released)
    with pytest.raises(ValidationError) as error:
        review(w, released, test, by=w.head)
    assert error.value.code == "gate.review_by_another"
    with pytest.raises(NotAllowed):
        review(w, released, test, by=w.duty)


def test_pages_lead_from_the_desk_to_the_signature(w, released, client):
    resident(w, "赵桂英")
    late_positive(w, released)
    client.force_login(w.county.user)
    client.cookies["django_language"] = "zh-hans"
    with clock.set_to(moment("2020-02-18 10:00")):
        assert "/gate/reviews" in client.get("/").content.decode()
        assert "王秀兰" in client.get("/gate/reviews").content.decode()
        case = client.get(f"/gate/isolation/{released.isolation_id}").content.decode()
        assert f"/gate/reviews/{released.pk}" in case
        page = client.get(f"/gate/reviews/{released.pk}")
        assert "赵桂英" in page.content.decode()
        key = str(page.context["form"]["key"].value())
        empty = client.post(f"/gate/reviews/{released.pk}", {"key": key, "note": " "})
        assert "error" in empty.content.decode()
        told = {"key": key, "note": "已转隔离，室友单独隔离。"}
        done = client.post(f"/gate/reviews/{released.pk}", told, follow=True)
        assert "已转隔离，室友单独隔离。" in done.content.decode()
        assert "/gate/reviews" not in client.get("/").content.decode()


def test_stranger_finds_no_review(w, released, client):
    late_positive(w, released)
    client.force_login(w.post("officer", "T201").user)
    with clock.set_to(moment("2020-02-18 10:00")):
        assert client.get(f"/gate/reviews/{released.pk}").status_code == 404


def test_release_without_a_positive_has_no_review(w, released, client):
    client.force_login(w.county.user)
    assert client.get(f"/gate/reviews/{released.pk}").status_code == 404
