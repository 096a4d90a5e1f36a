"""Addresses of channels: which kinds there are, what may stand in one, how one is shown
without its secret. Whatever is not on this page is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wardline.base.notices import networks


class Unusable(ValueError):
    """An address of which nothing can be sent; its text is the code of the reason."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of channel: its name, Apprise's plug-in, the parameters of its address.

    ``hosted``: the address names a machine of one's own choice, which is no secret.
    ``short``: a text message, of one sentence. ``header``: where a message's key goes.
    ``seconds``: to connect; a mail server has as many for each of its answers.
    """

    label: str | Promise
    plugin: str
    parameters: frozenset[str] = frozenset()
    hosted: bool = False
    short: bool = False
    header: str = ""
    seconds: float = 4.0


_MAIL = Kind(
    _("e-mail"),
    "email.base.NotifyEmail",
    frozenset(
        ("to", "cc", "bcc", "from", "name", "reply", "smtp", "mode", "user", "pass")
    ),
    hosted=True,
    header="X-Wardline-Message",
    seconds=15.0,
)
_WEB = Kind(
    _("web address (JSON)"),
    "custom_json.NotifyJSON",
    frozenset({"method"}),
    hosted=True,
    header="Idempotency-Key",
)


def _sms(plugin: str, *, hosted: bool = False) -> Kind:
    return Kind(_("SMS gateway"), plugin, hosted=hosted, short=True)


# nothing else of Apprise is ever loaded: no plug-in that runs programs or writes files
KINDS = {
    "dingtalk": Kind(_("DingTalk robot"), "dingtalk.NotifyDingTalk"),
    "wecombot": Kind(_("WeCom robot"), "wecombot.NotifyWeComBot"),
    "feishu": Kind(_("Feishu robot"), "feishu.NotifyFeishu"),
    "lark": Kind(_("Lark robot"), "lark.NotifyLark"),
    "mailto": _MAIL,
    "mailtos": _MAIL,
    "json": _WEB,
    "jsons": _WEB,
    "smseagle": _sms("smseagle.NotifySMSEagle", hosted=True),
    "smseagles": _sms("smseagle.NotifySMSEagle", hosted=True),
    "bulksms": _sms("bulksms.NotifyBulkSMS"),
    "clickatell": _sms("clickatell.NotifyClickatell"),
    "d7sms": _sms("d7networks.NotifyD7Networks"),
    "twilio": _sms("twilio.NotifyTwilio"),
    "vonage": _sms("vonage.NotifyVonage"),
}
# what the makers of robots hand out, and what becomes of it
_HANDED_OUT = (
    (r"https://oapi\.dingtalk\.com/robot/send\?access_token=([\w-]+)", "dingtalk"),
    (r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)", "wecombot"),
    (r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?", "feishu"),
    (r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)/?", "lark"),
)
_METHODS = {"POST", "PUT"}
_SHORTEST_SECRET = 4


def normal(address: str) -> str:
    """Return an address as it is kept; raise Unusable where nothing can be sent to it.

    The address of a robot as its maker hands it out is turned into ours.
    """
    address = address.strip()
    for pattern, scheme in _HANDED_OUT:
        if found := re.fullmatch(pattern, address):
            address = f"{scheme}://{found[1]}"
    scheme, separator, rest = address.partition("://")
    address = f"{scheme.lower()}://{rest}"
    if not separator or scheme.lower() not in KINDS:
        raise Unusable("channel.unknown_kind")
    _demand_plain(address)
    if kind_of(address).hosted:
        _demand_outside(address)
    return address


def _demand_plain(address: str) -> None:
    """Refuse parameters that are not ours: some read files, some switch checks off."""
    if re.search(r"[\s\x00-\x1f\\]", address):
        raise Unusable("channel.unreadable")
    known = kind_of(address).parameters
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        heading = known and "method" in known and name[:1] in "+ :-" and name[1:]
        if name.lower() not in known and not heading:
            raise Unusable("channel.unknown_parameter")
        if name.lower() == "method" and value.upper() not in _METHODS:
            raise Unusable("channel.unknown_parameter")


def _demand_outside(address: str) -> None:
    parts = urlsplit(address)
    named = [parts.hostname or ""]
    named += [value for name, value in parse_qsl(parts.query) if name == "smtp"]
    for host in named:
        if networks.is_inside(host):
            raise Unusable("channel.inside")


def scheme_of(address: str) -> str:
    """Return the scheme of an address as it is kept."""
    return address.partition("://")[0]


def kind_of(address: str) -> Kind:
    """Return the kind of an address as it is kept."""
    return KINDS[scheme_of(address)]


def masked(address: str) -> str:
    """Show an address so that whoever entered it knows it, and nobody learns it."""
    scheme = scheme_of(address)
    if kind_of(address).hosted:
        return f"{scheme}://{urlsplit(address).hostname or ''}/…"
    token = address.partition("://")[2].rpartition("@")[2].partition("/")[0]
    return f"{scheme}://…{token[-4:] if len(token) >= 16 else ''}"


def scrubbed(text: str, address: str) -> str:
    """Take out of a text whatever of the address might be secret."""
    rest = address.partition("://")[2]
    host = (urlsplit(address).hostname or "") if kind_of(address).hosted else ""
    pieces = {rest, *re.split(r"[/@:?&=,;+]", rest)}
    secret = {piece for piece in pieces if piece.lower() != host}
    secret |= {form(piece) for piece in secret for form in (unquote, quote)}
    for piece in sorted(secret, key=len, reverse=True):
        if len(piece) >= _SHORTEST_SECRET:
            text = text.replace(piece, "…")
    return text
