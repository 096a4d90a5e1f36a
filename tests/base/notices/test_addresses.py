"""Which addresses are taken, how they are shown, and where no message may go."""

import pytest

from tests.factories.sink import web
from wardline.base.notices import addresses, carrier, networks

TOKEN = "0123456789abcdef0123456789abcdef"
SID = "AC" + "a" * 32


@pytest.mark.parametrize(
    "address",
    [
        f"dingtalk://{TOKEN}",
        f"dingtalk://SECret00@{TOKEN}/13800138000",
        f"wecombot://{TOKEN}",
        f"feishu://{TOKEN}",
        f"lark://{TOKEN}",
        "mailtos://user:pass@smtp.example.cn:465?to=desk@example.cn&mode=ssl",
        "mailto://smtp.example.cn?from=a@example.cn&to=b@example.cn",
        "json://hook.example.cn/path?method=PUT&+X-Token=abc",
        "jsons://hook.example.cn:8443/path",
        "smseagles://token@sms.example.cn/13800138000",
        "bulksms://user:pass@13800138000",
        "clickatell://apikey/13800138000",
        "d7sms://token@13800138000",
        f"twilio://{SID}:{'b' * 32}@13800138000/13900139000",
        f"vonage://{'a' * 8}:{'b' * 16}@13800138000/13900139000",
    ],
)
def test_address_of_every_kind_is_read(address):
    kept = addresses.normal(address)
    carrier.demand_readable(kept)
    assert addresses.kind_of(kept).label


@pytest.mark.parametrize(
    ("handed_out", "kept"),
    [
        (
            f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}",
            f"dingtalk://{TOKEN}",
        ),
        (
            f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}",
            f"wecombot://{TOKEN}",
        ),
        (
            f" https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN} ",
            f"feishu://{TOKEN}",
        ),
        (
            f"https://open.larksuite.com/open-apis/bot/v2/hook/{TOKEN}",
            f"lark://{TOKEN}",
        ),
    ],
)
def test_webhook_is_taken_as_its_maker_hands_it_out(handed_out, kept):
    assert addresses.normal(handed_out) == kept


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "exec://id", "dbus://", "syslog://", "rsyslog://x"),
        *("gnome://", "macosx://", "windows://", "apprise://x/y", "form://x"),
        *("https://example.cn/hook", "dingtalk", "", "://x"),
    ],
)
def test_kind_that_is_not_listed_is_refused(address):
    with pytest.raises(addresses.Unusable, match=r"channel\.unknown_kind"):
        addresses.normal(address)


@pytest.mark.parametrize(
    "address",
    [
        "mailto://u:p@h.example.cn?to=a@b.cn&pgpkey=/etc/passwd",
        "json://h.example.cn/?redirect=yes",
        "jsons://h.example.cn/?verify=no",
        "json://h.example.cn/?method=DELETE",
        f"dingtalk://{TOKEN}?verify=no",
        "mailto://u:p@h.example.cn?+Bcc=a@b.cn&to=a@b.cn",
    ],
)
def test_parameter_that_reads_files_or_weakens_checks_is_refused(address):
    with pytest.raises(addresses.Unusable, match=r"channel\.unknown_parameter"):
        addresses.normal(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254"),
        *("[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "0.0.0.0", "100.64.0.1"),
        *("localhost", "LOCALHOST.", "db.internal", "printer.local"),
    ],
)
def test_address_of_the_inside_is_refused(host):
    with pytest.raises(addresses.Unusable, match=r"channel\.inside"):
        addresses.normal(f"json://{host}/x")


def test_mail_server_of_the_inside_is_refused_also_as_a_parameter():
    with pytest.raises(addresses.Unusable, match=r"channel\.inside"):
        addresses.normal("mailto://u:p@example.cn?to=a@b.cn&smtp=10.0.0.25")


def test_setting_allows_a_network_of_ones_own(settings):
    settings.NOTICES_NETWORKS = "10.0.0.0/24 192.168.7.7"
    assert addresses.normal("json://10.0.0.9/x")
    assert addresses.normal("json://192.168.7.7/x")
    for host in ("10.0.1.9", "127.0.0.1", "localhost"):
        assert networks.is_inside(host)


def test_name_that_leads_inside_is_stopped_at_the_connection(settings, monkeypatch):
    """A name server may answer with anything: the check stands behind it."""
    import socket

    with web() as sink:
        there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", sink.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: there)
        address = addresses.normal(f"json://hook.example.cn:{sink.port}/x")
        answer = carrier.carry(address, "a", "b", "k")
        assert not answer.taken and "lies inside" in answer.text
        assert sink.requests == []
        settings.NOTICES_NETWORKS = "127.0.0.1"
        assert carrier.carry(address, "a", "b", "k").taken


def test_redirect_is_not_followed(local):
    with web() as other, web() as sink:
        sink.status = 302
        sink.headers = {"Location": f"http://127.0.0.1:{other.port}/inside"}
        assert not carrier.carry(sink.address, "a", "b", "k").taken
        assert other.requests == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"dingtalk://SECret00@{TOKEN}/13800138000", "dingtalk://…cdef"),
        ("feishu://short", "feishu://…"),
        ("jsons://user:pass@h.example.cn/hook-s3cret?+T=x", "jsons://h.example.cn/…"),
        ("mailto://u:p@smtp.example.cn?to=a@b.cn", "mailto://smtp.example.cn/…"),
    ],
)
def test_address_is_shown_without_its_secret(address, shown):
    assert addresses.masked(address) == shown


def test_answer_is_freed_of_what_the_address_hides(sink):
    sink.status, sink.says = 403, b"no such hook: /hook-s3cret"
    answer = carrier.carry(sink.address, "a", "b", "k")
    assert answer.text.startswith("HTTP 403 no such hook")
    assert "s3cret" not in answer.text


def test_robot_that_refuses_with_status_200_is_heard(sink):
    sink.says = b'{"errcode": 310000, "errmsg": "keywords not in content"}'
    answer = carrier.carry(sink.address, "a", "b", "k")
    assert not answer.taken
    assert "keywords not in content" in answer.text


def test_answer_without_end_is_read_for_a_while_only(sink):
    sink.says = b"x" * 20_000_000
    answer = carrier.carry(sink.address, "a", "b", "k")
    assert answer.taken and len(answer.text) < 500


def test_nothing_is_logged_while_a_message_is_carried(sink, caplog, capfd):
    sink.status = 500
    carrier.carry(sink.address, "a", "b", "k")
    assert caplog.text == ""
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""
