"""What goes out by a channel, when, how often it is tried, what is never doubled."""

from datetime import time
from email import message_from_bytes, policy

import pytest
from django.db import connection

from tests.factories.sink import ALL_DAY, NIGHT_QUIET, mail
from tests.factories.world import ZONE, moment
from wardline.base.notices import actions, deliver, queries, send
from wardline.base.notices.models import Carried, Channel, Delivery, Notice
from wardline.base.places import clock, scope
from wardline.ground.rules.outgoing import Hours

pytestmark = pytest.mark.django_db
LOUD, PLAIN, GRAVEST = "listing.listed", "finding.closed", "late.page"


def tell(post, code, when="2020-02-10 09:00", **args):
    with clock.set_to(moment(when)), scope.entered("T"):
        send.to([post], code, **{"number": 7, "name": "编号七", **args})


def rung(when):
    with clock.set_to(moment(when)):
        return deliver.ring("T", moment(when))


def only():
    with scope.entered("T"):
        return Delivery.objects.get()


def test_alarm_goes_out_at_once_in_the_authoritys_language(w, channel, sink, settings):
    settings.BASE_URL = "https://wardline.example.gov"
    tell(w.county, LOUD, url="/correction/listings")
    assert rung("2020-02-10 09:01").taken == 1
    [message] = sink.messages
    assert message["title"] == "防线：子县有1条提醒"
    assert message["message"] == (
        "您单位已被挂牌督战。\nhttps://wardline.example.gov/correction/listings"
    )
    assert only().sent_at and queries.state_of(only()) == "sent"


def test_no_link_is_written_where_no_address_is_set(w, channel, sink):
    tell(w.county, LOUD, url="/correction/listings")
    rung("2020-02-10 09:01")
    assert "/correction" not in sink.messages[0]["message"]


def test_notice_goes_out_once(w, channel, sink):
    tell(w.county, LOUD)
    rung("2020-02-10 09:01")
    assert rung("2020-02-10 09:01").made == 0
    assert rung("2020-02-10 09:02").made == 0
    assert len(sink.messages) == 1


def test_several_alarms_of_a_minute_are_one_message_the_gravest_first(w, channel, sink):
    tell(w.county, LOUD)
    tell(w.county, GRAVEST)
    tell(w.county, LOUD, number=8)
    rung("2020-02-10 09:01")
    [message] = sink.messages
    assert "3" in message["title"]
    assert message["message"].startswith("• 已发布页面")
    assert message["message"].count("•") == 3


def test_what_several_posts_were_told_stands_once(w, sink):
    told = {"name": "群", "address": sink.address, "hours": ALL_DAY}
    actions.set_channel(by=w.head, at="T101-1", **told)
    with clock.set_to(moment("2020-02-10 09:00")), scope.entered("T"):
        send.to([w.duty, w.head], LOUD, url="/correction/")
    assert rung("2020-02-10 09:01").taken == 1
    assert "1条" in sink.messages[0]["title"] and "•" not in sink.messages[0]["message"]
    with scope.entered("T"):
        assert Carried.objects.count() == 2


def test_long_message_ends_with_how_many_more(w, channel, sink):
    for number in range(60):
        tell(w.county, "directive.issued", title=f"关于第{number}号事项的通知", at="x")
    rung("2020-02-10 09:01")
    [message] = sink.messages
    lines = message["message"].count("•")
    assert len(message["message"].encode()) < 2048
    assert 5 < lines < 60
    assert str(60 - lines) in message["message"].splitlines()[-1]


def test_plain_notice_waits_for_the_digest_of_the_next_morning(w, channel, sink):
    tell(w.county, PLAIN)
    tell(w.county, PLAIN, "2020-02-10 21:00", number=8)
    assert rung("2020-02-11 07:59").made == 0
    assert rung("2020-02-11 08:00").made == 1
    [message] = sink.messages
    assert message["message"].count("•") == 2
    assert only().digest


def test_notice_that_was_read_here_is_not_sent(w, channel, sink):
    tell(w.county, PLAIN)
    with scope.entered("T"):
        Notice.objects.update(read_at=clock.now())
    assert rung("2020-02-11 08:00").made == 0


def test_quiet_hours_hold_an_alarm_back_until_they_end(w, channel, sink):
    tell(w.county, LOUD, "2020-02-10 23:30")
    assert rung("2020-02-10 23:31").made == 0
    assert rung("2020-02-11 00:00").made == 0
    assert rung("2020-02-11 06:59").made == 0
    assert rung("2020-02-11 07:00").taken == 1


def test_gravest_alarm_goes_out_in_the_quiet_hours_alone(w, channel, sink):
    tell(w.county, LOUD, "2020-02-10 23:30")
    tell(w.county, GRAVEST, "2020-02-10 23:40")
    rung("2020-02-10 23:41")
    [message] = sink.messages
    assert "•" not in message["message"] and "已发布页面" in message["message"]


def test_clock_that_stood_still_does_not_wake_anybody(w, channel, sink):
    """An alarm of the evening, found only at night, waits for the morning."""
    tell(w.county, LOUD, "2020-02-10 21:50")
    assert rung("2020-02-10 23:00").made == 0
    assert rung("2020-02-11 07:00").taken == 1


def test_old_news_stays_in_the_inbox(w, channel, sink):
    tell(w.county, LOUD)
    assert rung("2020-02-18 09:00").made == 0


def test_channel_carries_only_what_came_after_it_was_switched_on(w, sink):
    tell(w.county, LOUD, "2020-02-10 08:00")
    actions.set_channel(
        by=w.county, at="T101", name="群", address=sink.address, hours=ALL_DAY
    )
    assert rung("2020-02-10 09:00").made == 0


@pytest.mark.parametrize(
    ("who", "reached"), [({"role_code": "officer"}, 1), ({"role_code": "duty"}, 0)]
)
def test_channel_of_a_role_carries_its_notices_alone(w, sink, who, reached):
    told = {"name": "群", "address": sink.address, "hours": ALL_DAY}
    actions.set_channel(by=w.county, at="T101", **told, **who)
    tell(w.county, LOUD)
    assert rung("2020-02-10 09:01").made == reached


def test_channel_of_a_post_carries_its_notices_alone(w, sink):
    told = {"name": "本人", "address": sink.address, "hours": ALL_DAY}
    actions.set_channel(by=w.head, at="T101-1", post=w.head, **told)
    tell(w.duty, LOUD)
    assert rung("2020-02-10 09:01").made == 0
    tell(w.head, LOUD, "2020-02-10 09:02")
    assert rung("2020-02-10 09:03").made == 1


def test_notice_of_another_place_is_not_carried(w, channel, sink):
    tell(w.head, LOUD)
    tell(w.post("officer", "T102"), LOUD)
    assert rung("2020-02-10 09:01").made == 0


def test_mail_goes_out_with_its_key(w, local):
    with mail() as box:
        actions.set_channel(
            by=w.county,
            at="T101",
            name="信箱",
            address=f"mailto://127.0.0.1:{box.port}?from=wardline@example.cn"
            "&to=desk@example.cn&mode=insecure",
            hours=ALL_DAY,
        )
        tell(w.county, LOUD)
        assert rung("2020-02-10 09:01").taken == 1
        box.refuses = "550 No such user"
        tell(w.county, LOUD, "2020-02-10 09:02")
        assert rung("2020-02-10 09:03").failed == 1
    [(sender, to, content)] = box.letters
    letter = message_from_bytes(content, policy=policy.default)
    assert (sender, to) == ("wardline@example.cn", ["desk@example.cn"])
    assert letter["Subject"] == "防线：子县有1条提醒"
    assert "您单位已被挂牌督战。" in letter.get_content()
    with scope.entered("T"):
        rows = list(Delivery.objects.order_by("made_at"))
    assert letter["X-Wardline-Message"] == str(rows[0].pk)
    assert "550" in rows[1].answer


def test_what_people_typed_stays_in_the_house(w, channel, sink):
    tell(w.county, "surveillance.returned", on="2020-02-09", reason="王某的体温")
    rung("2020-02-10 09:01")
    assert "王某" not in str(sink.messages)


def test_ledger_and_tables_hold_no_secret(w, channel, sink):
    tell(w.county, LOUD)
    rung("2020-02-10 09:01")
    actions.try_channel(by=w.county, channel=channel)
    with scope.entered("T"), connection.cursor() as cursor:
        for table in ("ledger_entry", "notices_channel", "notices_delivery"):
            cursor.execute(f'select t::text from "{table}" t')
            assert "s3cret" not in str(cursor.fetchall()), table


def test_trial_brings_back_the_answer(w, channel, sink):
    sink.status, sink.says = 401, b"who are you"
    answer = actions.try_channel(by=w.county, channel=channel, key="k1")
    assert (answer.taken, answer.text) == (False, "HTTP 401 who are you")
    assert "试发" in sink.messages[0]["title"]


def test_many_channels_are_asked_in_few_questions(
    w, channel, sink, django_assert_num_queries
):
    for number in range(5):
        told = {"name": f"群{number}", "address": sink.address, "hours": ALL_DAY}
        actions.set_channel(by=w.county, at="T101", **told)
    tell(w.county, LOUD)
    channels = list(queries.switched_on())
    with clock.set_to(moment("2020-02-10 09:01")), scope.entered("T"):
        # which, their notices, who waits, the messages, what they carry
        with django_assert_num_queries(5):
            assert deliver.plan(channels, moment("2020-02-10 09:01")) == 6
        with django_assert_num_queries(1):
            assert deliver.plan(channels, moment("2020-02-10 09:02")) == 0


def test_several_channels_are_served_at_once_and_each_answer_is_its_own(w, sink):
    for number in range(8):
        actions.set_channel(
            by=w.county,
            at="T101",
            name=f"群{number}",
            address=f"{sink.address}-{number}",
            hours=ALL_DAY,
        )
    tell(w.county, LOUD)
    assert rung("2020-02-10 09:01").taken == 8
    with scope.entered("T"):
        answers = set(Delivery.objects.values_list("answer", flat=True))
    assert answers == {"HTTP 200 ok"}


def test_places_without_a_channel_cost_one_question(w, django_assert_num_queries):
    with scope.entered("T"):
        send.to([w.county, w.head], LOUD)
    with scope.entered("T"), django_assert_num_queries(3):
        # a savepoint, the channels, and its release
        assert deliver.ring("T", moment("2020-02-10 09:00")) == deliver.Sent()
    assert not Delivery.objects.exists() and not Carried.objects.exists()


def test_far_past_notices_do_not_slow_the_clock(w, channel):
    with scope.entered("T"), clock.set_to(moment("2020-02-10 09:00")):
        send.to([w.county] * 500, PLAIN, number=1)
        assert queries.due([channel], moment("2020-02-10 10:00"), ZONE) == []


def test_channel_in_english_for_an_authority_that_speaks_it(w, channel, sink):
    from wardline.base.places import queries as places
    from wardline.base.places.models import Authority

    with scope.entered("T"):
        Authority.objects.update(language="en")
    places.forget()
    tell(w.county, LOUD)
    rung("2020-02-10 09:01")
    assert sink.messages[0]["title"] == "Wardline: a notice for County One"


def test_hours_are_kept_as_they_were_set(w, channel):
    kept = Channel.objects.get(pk=channel.pk)
    assert kept.hours == NIGHT_QUIET == Hours(True, time(8), time(22), time(7))
    assert kept.address == channel.address
