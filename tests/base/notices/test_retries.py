"""Messages that did not arrive: tried again, given up, sent by hand, never lost."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.factories.sink import ALL_DAY
from tests.factories.world import moment
from wardline.base.notices import actions, deliver, queries, send
from wardline.base.notices.models import Delivery
from wardline.base.places import clock, scope

pytestmark = pytest.mark.django_db
LOUD, GRAVEST = "listing.listed", "late.page"


def tell(post, code, when="2020-02-10 09:00", **args):
    with clock.set_to(moment(when)), scope.entered("T"):
        send.to([post], code, **{"number": 7, "name": "编号七", **args})


def rung(when):
    with clock.set_to(moment(when)):
        return deliver.ring("T", moment(when))


def only():
    with scope.entered("T"):
        return Delivery.objects.get()


def test_retry_that_falls_into_quiet_waits_too(w, channel, sink):
    sink.status = 500
    tell(w.county, LOUD, "2020-02-10 21:58")
    assert rung("2020-02-10 21:58").failed == 1
    assert rung("2020-02-10 22:05") == deliver.Sent()
    assert only().due_at == moment("2020-02-11 07:00")
    assert only().tries == 1
    sink.status = 200
    assert rung("2020-02-11 07:00").taken == 1


def test_message_that_fails_is_tried_again_after_growing_pauses(w, channel, sink):
    sink.status, sink.says = 503, b"busy"
    tell(w.county, LOUD)
    tried, now = [], moment("2020-02-10 09:00")
    while only_open() is None or only_open().given_up_at is None:
        if rung(f"{now:%Y-%m-%d %H:%M}").failed:
            tried.append(now)
        now += timedelta(minutes=1)
        assert now < moment("2020-02-11 09:00")
    pauses = [int((b - a) / timedelta(minutes=1)) for a, b in pairwise(tried)]
    assert pauses == [1, 5, 15, 60, 180, 360]
    assert queries.state_of(only()) == "failed"
    assert only().answer == "HTTP 503 busy"
    assert len(sink.requests) == 7
    assert len({headers["Idempotency-Key"] for _p, headers, _b in sink.requests}) == 1


def only_open():
    with scope.entered("T"):
        return Delivery.objects.first()


def test_what_comes_while_a_message_waits_goes_out_together(w, channel, sink):
    sink.status = 500
    tell(w.county, LOUD)
    rung("2020-02-10 09:00")
    for minute in range(1, 4):
        tell(w.county, LOUD, f"2020-02-10 09:0{minute}", number=minute)
        rung(f"2020-02-10 09:0{minute}")
    sink.status = 200
    rung("2020-02-10 09:10")
    rung("2020-02-10 09:11")
    texts = [message["message"].count("•") for message in sink.messages]
    assert texts[-2:] == [0, 3]


def test_gravest_alarm_does_not_wait_behind_a_message_that_failed(w, channel, sink):
    sink.status = 500
    tell(w.county, LOUD)
    rung("2020-02-10 09:00")
    rung("2020-02-10 09:01")
    sink.status = 200
    tell(w.county, GRAVEST, "2020-02-10 09:02")
    assert rung("2020-02-10 09:02").taken == 1


def test_far_end_that_does_not_answer_counts_as_failed(w, channel, sink, monkeypatch):
    from wardline.base.notices import carrier

    monkeypatch.setattr(carrier, "ANSWER", 0.2)
    sink.waits = 0.6
    tell(w.county, LOUD)
    assert rung("2020-02-10 09:01").failed == 1
    assert "Read timed out" in only().answer


def test_far_end_that_is_gone_counts_as_failed(w, channel, settings):
    gone = "json://127.0.0.1:9/hook-s3cret"
    actions.set_channel(
        by=w.county, at="T101", name="群", address=gone, hours=ALL_DAY, channel=channel
    )
    tell(w.county, LOUD)
    assert rung("2020-02-10 09:01").failed == 1
    assert "refused" in only().answer and "s3cret" not in only().answer


def test_message_sent_again_by_hand_is_tried_at_the_next_ringing(w, channel, sink):
    tell(w.county, LOUD)
    sink.status = 500
    rung("2020-02-10 09:01")
    with scope.entered("T"):
        Delivery.objects.update(given_up_at=moment("2020-02-10 20:00"), tries=7)
    with clock.set_to(moment("2020-02-10 20:30")):
        actions.send_again(by=w.county, delivery=only())
    sink.status = 200
    assert rung("2020-02-10 20:31").taken == 1
    assert only().tries == 1


def test_program_that_died_while_it_carried_sends_again_under_the_same_key(
    w, channel, sink
):
    tell(w.county, LOUD)
    with scope.entered("T"), clock.set_to(moment("2020-02-10 09:00")):
        deliver.plan([channel], moment("2020-02-10 09:00"))
        [(row, letter)] = deliver._claim(moment("2020-02-10 09:00"))
    deliver._carry(letter)  # taken, and then the program is gone
    assert rung("2020-02-10 09:04") == deliver.Sent()
    assert rung("2020-02-10 09:05").taken == 1
    first, second = (headers for _path, headers, _body in sink.requests)
    assert first["Idempotency-Key"] == second["Idempotency-Key"] == str(row.pk)
    assert sink.messages[0] == sink.messages[1]


def test_channel_that_is_switched_off_sends_nothing_later(w, channel, sink):
    sink.status = 500
    tell(w.county, LOUD)
    rung("2020-02-10 09:00")
    switch(w, channel, on=False)
    sink.status = 200
    assert rung("2020-02-10 10:00") == deliver.Sent()
    with scope.entered("T"):
        assert queries.state_of(Delivery.objects.get()) == "stopped"
    with clock.set_to(moment("2020-02-10 11:00")):
        switch(w, channel, on=True)
    assert rung("2020-02-10 11:01") == deliver.Sent()


def switch(w, channel, *, on):
    told = {"name": channel.name, "hours": channel.hours, "on": on}
    actions.set_channel(by=w.county, at="T101", channel=channel, **told)
    channel.refresh_from_db()


def test_two_clocks_carry_a_message_once(w, channel, sink):
    tell(w.county, LOUD)
    now = moment("2020-02-10 09:01")
    with scope.entered("T"), clock.set_to(now):
        assert deliver.plan([channel], now) == 1
        assert deliver.plan([channel], now) == 0
        assert len(deliver._claim(now)) == 1
        assert deliver._claim(now) == []
