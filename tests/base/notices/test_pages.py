"""The pages of channels and messages, as those see them who may, and those who not."""

import io

import openpyxl
import pytest
from lxml import html

from tests.factories.hands import Hands
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.notices import actions, deliver, queries, send
from wardline.base.notices.models import Channel, Delivery
from wardline.base.places import clock, scope

pytestmark = pytest.mark.django_db
AT = "2020-02-10 09:00"
TYPED = {"name": "值班群", "digest_at": "08:00", "quiet_from": "22:00"}
TYPED |= {"quiet_to": "07:00", "loud": "on", "on": "on"}


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 08:30")):
        yield world()


def test_head_sets_a_channel_up_and_tries_it(w, sink):
    head = Hands(w.head).at(AT).open("/notices/").tap("提醒外发渠道")
    assert "提醒只保留在收件箱" in head.said
    head.tap("设置渠道").fill(address=sink.address, **TYPED)
    assert "请现在试发一条消息" in head.said
    assert "json://127.0.0.1/…" in head.said and "s3cret" not in head.page
    head.send("/try")
    assert "试发消息已被接收" in head.said and "HTTP 200 ok" in head.said
    assert sink.messages[0]["title"] == "防线：子县养老院试发消息"
    sink.status, sink.says = 404, b"no hook-s3cret here"
    head.open(head.url).send("/try")
    assert "试发消息未被接收" in head.said and "HTTP 404 no … here" in head.said
    assert "s3cret" not in head.page


def test_trial_sent_twice_is_one_message(w, sink):
    head = Hands(w.head).at(AT).open("/notices/channels/new")
    head.fill(address=sink.address, **TYPED).send("/try")
    head.again()
    assert len(sink.messages) == 1 and "只计一次" in head.said


def test_address_is_kept_while_the_rest_is_changed(w, sink):
    head = Hands(w.head).at(AT).open("/notices/channels/new")
    head.fill(address=sink.address, **TYPED)
    head.fill(name="新名", on=None, quiet_from="", quiet_to="")
    assert "已停用" in head.said
    with scope.entered("T"):
        kept = Channel.objects.get()
    assert (kept.name, kept.address) == ("新名", sink.address)
    assert (kept.on_since, kept.quiet_from) == (None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"address": "file:///etc/passwd"}, "不能向此类地址发送"),
        ({"address": "json://10.0.0.7/x"}, "该地址在内部网络中"),
        ({"address": "mailto://x"}, "无法识别该地址"),
        ({"address": ""}, "地址"),
        ({"loud": None, "digest_at": ""}, "该渠道不会发送任何内容"),
        ({"quiet_to": ""}, "请同时填写"),
        ({"digest_at": "23:00"}, "汇总时间落在免打扰时段内"),
        ({"name": ""}, "渠道名称"),
    ],
)
def test_channel_that_makes_no_sense_is_refused_and_nothing_lost(w, typed, said):
    address = "jsons://hook.example.cn/hook-s3cret"
    head = Hands(w.head).at(AT).open("/notices/channels/new")
    head.fill(**{"address": address, **TYPED, **typed})
    assert said in head.said
    assert 'value="值班群"' in head.page or typed.get("name") == ""
    with scope.entered("T"):
        assert not Channel.objects.exists()


def test_channel_for_one_post_is_chosen_by_name(w, sink):
    head = Hands(w.head).at(AT).open("/notices/channels/new")
    head.fill(address=sink.address, whose=f"post:{w.duty.pk}", **TYPED)
    with scope.entered("T"):
        assert Channel.objects.get().post_id == w.duty.pk
    head.fill(whose="role:head")
    with scope.entered("T"):
        kept = Channel.objects.get()
    assert (kept.post_id, kept.role_code) == (None, "head")


def made(w, sink, by="head", at="T101-1", **told):
    from tests.factories.sink import ALL_DAY

    with clock.set_to(moment("2020-02-10 08:45")), scope.entered("T"):
        return actions.set_channel(
            by=w.post(by, at),
            at=at,
            name=f"群{at}",
            address=sink.address,
            hours=ALL_DAY,
            **told,
        )


def test_stranger_finds_no_channel_and_no_message(w, sink):
    channel = made(w, sink)
    delivered(w, sink, w.head)
    with scope.entered("T"):
        row = Delivery.objects.get()
    for post in (w.post("head", "T102-1"), w.post("officer", "T102")):
        other = Hands(post).at(AT)
        assert "群T101-1" not in other.open("/notices/channels").said
        assert "群T101-1" not in other.open("/notices/deliveries").said
        answer = other.client.get(f"/notices/channels/{channel.pk}")
        assert answer.status_code == 404
        for url in (
            f"/notices/channels/{channel.pk}/try",
            f"/notices/deliveries/{row.pk}/again",
        ):
            assert other.client.post(url).status_code == 404
    assert len(sink.requests) == 1


def test_duty_staff_set_up_nothing(w, sink):
    channel = made(w, sink)
    duty = Hands(w.duty).at(AT)
    assert "提醒外发渠道" not in duty.open("/notices/").said
    for url in ("channels", "channels/new", "deliveries", f"channels/{channel.pk}"):
        assert duty.client.get(f"/notices/{url}").status_code == 403
    with pytest.raises(NotAllowed), clock.set_to(moment(AT)):
        actions.try_channel(by=w.duty, channel=channel)


def test_county_sees_the_channels_below(w, sink):
    made(w, sink)
    county = Hands(w.county).at(AT).open("/notices/channels")
    assert "群T101-1" in county.said and "子县养老院" in county.said
    assert "群T101-1" not in county.open("/notices/channels?q=丑县").said


def test_neighbours_secret_is_behind_the_wall(w, sink):
    made(w, sink)
    with scope.entered("T102"):
        assert not Channel.objects.exists()
        assert queries.switched_on().count() == 0


def delivered(w, sink, post, status=200, says=b"ok"):
    sink.status, sink.says = status, says
    with clock.set_to(moment(AT)), scope.entered("T"):
        send.to([post], "listing.listed", url="/correction/")
        deliver.ring("T", moment(AT))


def states(phone):
    """Return the states of the messages that a page lists."""
    rows = html.fromstring(phone.page).xpath("//tbody//strong")
    return [each.text_content().strip() for each in rows]


def test_messages_are_listed_searched_sorted_and_taken_along(w, sink):
    made(w, sink)
    made(w, sink, "officer", "T101")
    delivered(w, sink, w.head)
    delivered(w, sink, w.county, 503, b"busy")
    county = Hands(w.county).at("2020-02-10 09:05").open("/notices/deliveries")
    assert set(states(county)) == {"正在重试", "已接收"}
    assert "挂牌督战" in county.said and "HTTP 503 busy" in county.said
    assert "群T101-1" not in county.open("/notices/deliveries?state=again").said
    assert "busy" not in county.open("/notices/deliveries?q=养老院").said
    county.open("/notices/deliveries?sort=-tries&q=busy")
    assert "busy" in county.said
    with clock.set_to(moment(AT)):
        sheet = county.client.get("/notices/deliveries?export=1&state=sent").content
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.values)
    assert len(rows) == 2 and rows[1][0] == "群T101-1"
    assert "s3cret" not in str(rows)


def test_message_that_was_given_up_is_sent_again_from_the_page(w, sink):
    made(w, sink)
    delivered(w, sink, w.head, 500, b"broken")
    with scope.entered("T"):
        Delivery.objects.update(given_up_at=moment("2020-02-10 19:30"), tries=7)
    head = Hands(w.head).at("2020-02-10 20:00").open("/notices/")
    assert "有1条外发消息未送达" in head.said
    head.tap("查看").send("/again")
    assert "一分钟内重新发送" in head.said
    head.again()
    sink.status = 200
    with clock.set_to(moment("2020-02-10 20:01")):
        assert deliver.ring("T", moment("2020-02-10 20:01")).taken == 1
    head.at("2020-02-10 20:02").open("/notices/deliveries")
    assert states(head) == ["已接收"]


def test_pages_speak_english(w, sink):
    made(w, sink)
    delivered(w, sink, w.head)
    head = Hands(w.head, language="en").at(AT)
    assert "alarms at once" in head.open("/notices/channels").said
    assert "put under listed supervision" in head.open("/notices/deliveries").said
