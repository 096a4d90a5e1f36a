"""The clock: late work climbs rung by rung, nobody is told twice, days are sealed."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from tests.factories.sink import ALL_DAY, web
from tests.factories.watch import signed
from tests.factories.world import moment, world
from wardline.base.accounts.models import Post, Session
from wardline.base.ledger import queries as ledger
from wardline.base.ledger.models import Entry
from wardline.base.notices import actions as outside
from wardline.base.notices import queries as notices
from wardline.base.notices.models import Escalation
from wardline.base.places import clock as time_of_day
from wardline.base.places import scope
from wardline.core.correction import actions as correction
from wardline.core.correction.models import Finding
from wardline.front.duty import clock
from wardline.work.surveillance import queries as watch

pytestmark = pytest.mark.django_db
ON = date(2020, 2, 10)


@pytest.fixture
def w():
    with time_of_day.set_to(moment("2020-02-10 08:00")):
        made = world()
    # every other house is in time, so that only T101-1 climbs
    for home in ("T101-2", "T102-1", "T201-1", "T201-2"):
        signed(made, home, at="2020-02-10 16:00")
    return made


def rung(at):
    with time_of_day.set_to(moment(at)):
        done = clock.ring(moment(at))
    assert not done.failed
    return done


def told(at="T101-1"):
    with scope.entered("T"):
        return [
            (hop.rung, str(hop.post))
            for hop in Escalation.objects.filter(place=at).order_by("rung", "post_id")
        ]


def test_nothing_rings_before_the_hour(w):
    assert rung("2020-02-10 17:29").hops["report"] == 0
    assert told() == []


def test_late_report_climbs_rung_by_rung(w):
    assert rung("2020-02-10 17:30").hops["report"] == 1
    assert told() == [(0, "duty@T101-1")]
    rung("2020-02-10 18:00")
    assert told()[1:] == [(1, "head@T101-1")]
    rung("2020-02-10 18:30")
    assert told()[2:] == [(2, "officer@T101")]
    rung("2020-02-10 19:31")
    assert told()[3:] == [(3, "officer@T1"), (4, "authority@T")]


def test_clock_that_stood_still_catches_up(w):
    assert rung("2020-02-11 00:10").hops["report"] == 5
    assert [number for number, _post in told()] == [0, 1, 2, 3, 4]


def test_nobody_is_told_twice(w):
    rung("2020-02-10 18:00")
    assert rung("2020-02-10 18:00").hops["report"] == 0
    assert rung("2020-02-10 18:01").hops["report"] == 0
    with scope.entered("T"):
        assert notices.unread(w.duty) == 1
        assert Entry.objects.filter(verb="escalate").count() == 1


def test_signed_report_stops_climbing_and_keeps_its_hops(w):
    rung("2020-02-10 17:45")
    signed(w, at="2020-02-10 17:50")
    assert rung("2020-02-10 20:00").hops["report"] == 0
    with scope.entered("T101-1"):
        assert [str(h.post) for h in watch.told(w.head, "T101-1", ON)] == [
            "duty@T101-1"
        ]


def test_office_is_told_once_of_many(w):
    rung("2020-02-11 19:31")  # yesterday's one, and five of today
    with scope.entered("T"):
        codes = [n.code for n in notices.inbox(w.authority)]
        notice = notices.inbox(w.authority).get()
    assert codes == ["late.report.many"]
    assert notice.args["count"] == 6
    assert {"zh": "子县养老院", "en": "County One Elder Home"} in notice.args["names"]
    assert "County One Elder Home" in str(notice.words)


def test_rungs_follow_the_minutes_that_a_measure_sets(w):
    from wardline.core.guidance import actions as guidance

    document = {"code": "d", "kind": "guiding", "issued_on": date(2020, 1, 31)}
    measure = {
        "code": "quick",
        "document": "d",
        "topic": "report.due",
        "params": {"at": "16:00", "climb_minutes": 5},
        "valid_from": date(2020, 2, 1),
        "citation": "the county's order",
    }
    with time_of_day.set_to(moment("2020-02-10 08:30")), scope.entered("T"):
        guidance.keep_documents(by=w.authority, at="T", rows=[document])
        guidance.set_measures(by=w.authority, at="T", rows=[measure])
    rung("2020-02-10 16:11")
    assert [number for number, _post in told()] == [0, 1, 2]


def test_place_without_anybody_climbs_to_the_office(w):
    with scope.entered("T"):
        Post.objects.filter(place="T101-1").update(until_on=date(2020, 2, 10))
    rung("2020-02-10 17:30")
    assert told() == [(0, "officer@T101")]


def test_two_clocks_at_once_tell_once(w):
    """While another clock holds the lock this one steps back."""
    import psycopg

    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings.get("PASSWORD") or None,
    ) as other:
        other.execute("select pg_advisory_xact_lock(620002)")
        assert rung("2020-02-10 17:30").hops["report"] == 0
    assert rung("2020-02-10 17:30").hops["report"] == 1


def test_overdue_finding_climbs_by_days(w):
    with time_of_day.set_to(moment("2020-02-10 09:00")), scope.entered("T"):
        finding = correction.open_finding(
            by=w.county,
            at="T101-1",
            source=Finding.SOURCES[0],
            aspect=Finding.ASPECTS[0],
            severity=2,
            fact="no mask",
        )
        correction.order_action(
            by=w.county,
            finding=finding,
            what="wear one",
            post=w.head,
            due_at=moment("2020-02-10 12:00"),
        )
    assert rung("2020-02-10 12:30").hops["finding"] == 1
    assert rung("2020-02-11 12:30").hops["finding"] == 1


def test_each_day_that_is_over_is_sealed_in_order(w):
    assert rung("2020-02-11 00:10").sealed == [ON]
    assert rung("2020-02-11 00:11").sealed == []
    assert rung("2020-02-13 07:00").sealed == [date(2020, 2, 11), date(2020, 2, 12)]
    with scope.entered("T"):
        assert ledger.broken_seals("T") == []


def test_sessions_that_ran_out_are_swept_and_others_stay(w):
    Client().force_login(w.head.user)
    Client().force_login(w.duty.user)
    gone = Session.objects.get(user=w.head.user)
    Session.objects.filter(pk=gone.pk).update(expire_date=moment("2020-02-01 00:00"))
    rung("2020-02-11 00:01")
    assert [kept.user for kept in Session.objects.all()] == [w.duty.user]


def test_clock_of_one_room_that_fails_does_not_silence_the_others(w):
    def broken(viewer, now):
        raise RuntimeError("this room is on fire")

    from dataclasses import replace

    kept = clock.EVERY_MINUTE
    clock.EVERY_MINUTE = (replace(clock.FINDINGS, late=broken), kept[0])
    try:
        with time_of_day.set_to(moment("2020-02-10 17:30")):
            done = clock.ring(moment("2020-02-10 17:30"))
    finally:
        clock.EVERY_MINUTE = kept
    assert list(done.failed) == ["finding"]
    assert done.hops == {"report": 1}


def test_empty_database_rings_nothing():
    assert clock.ring(moment("2020-02-10 17:30")).hops == {}


def test_command_rings_at_a_given_time(w, capsys):
    call_command("clock", at="2020-02-10T17:30")
    assert "report: 1 told" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Write it as"):
        call_command("clock", at="half past five")


def test_ringing_takes_few_queries(w, django_assert_max_num_queries):
    with (
        time_of_day.set_to(moment("2020-02-11 23:00")),
        django_assert_max_num_queries(88),
    ):
        clock.ring(moment("2020-02-11 23:00"))


def channel_to(w, sink):
    with time_of_day.set_to(moment("2020-02-10 08:10")), scope.entered("T"):
        told = {"name": "group", "address": sink.address, "hours": ALL_DAY}
        outside.set_channel(by=w.county, at="T101", **told)


def test_what_climbs_leaves_by_the_channel_of_its_place(w, settings):
    settings.NOTICES_NETWORKS = "127.0.0.1"
    with web() as sink:
        channel_to(w, sink)
        assert rung("2020-02-10 18:29").sent.made == 0
        assert rung("2020-02-10 18:30").sent.taken == 1
        assert rung("2020-02-10 18:31").sent.made == 0
    [message] = sink.messages
    assert "子县养老院" in message["message"]


def test_channel_that_does_not_deliver_is_known(w, settings):
    settings.NOTICES_NETWORKS = "127.0.0.1"
    with web() as sink:
        sink.status, sink.says = 500, b"no hook-s3cret"
        channel_to(w, sink)
        rung("2020-02-10 18:30")
    with scope.entered("T"):
        [channel] = notices.faulty()
        assert (channel.name, channel.last_answer) == ("group", "HTTP 500 no …")


def test_clock_says_what_it_sent(w, settings, capsys):
    settings.NOTICES_NETWORKS = "127.0.0.1"
    with web() as sink:
        channel_to(w, sink)
        call_command("clock", at="2020-02-10T18:30")
    assert "messages: 1 sent, 0 not taken" in capsys.readouterr().out
