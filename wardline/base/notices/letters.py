"""Writes the message that leaves the house: a title, a sentence for each notice, and
the link under which it is read; in the authority's language, without what people typed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation

from wardline.base.notices import addresses
from wardline.base.notices.models import Channel, Delivery, Notice
from wardline.base.places import queries as places
from wardline.base.ui import tags, wording

# what people typed may name somebody: it stays in the house
_STAYS = {"reason"}
# a robot of WeCom takes 2048 bytes; the rest is read behind the link
_BYTES = 1700


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, ready to be carried."""

    key: str
    address: str
    title: str
    body: str


def letter(delivery: Delivery, notices: Sequence[Notice]) -> Letter:
    """Write the message of a delivery, in the order of its notices; what several posts
    of the place were told stands once."""
    channel, notices = delivery.channel, _once(notices)
    with _spoken():
        kind = "digest" if delivery.digest else "many" if len(notices) > 1 else "one"
        title = _title(channel, f"outgoing.{kind}", len(notices))
        if addresses.kind_of(channel.address).short:
            body = _sentence(notices[0])
        else:
            body = "\n".join(_lines(notices))
    return Letter(str(delivery.pk), channel.address, title, body)


def trial(channel: Channel, key: str) -> Letter:
    """Write the message by which a channel is tried."""
    with _spoken():
        title = _title(channel, "outgoing.trial", 0)
        body = str(wording.say("outgoing.trial_body"))
        link = _link("/notices/")
    return Letter(key, channel.address, title, f"{body}\n{link}".rstrip())


def _once(notices: Sequence[Notice]) -> list[Notice]:
    alike = {(n.code, json.dumps(n.args, sort_keys=True), n.url): n for n in notices}
    return list(alike.values())


def _spoken():
    known = places.authority()
    chinese = known is not None and known.language.lower().startswith("zh")
    return _Spoken("zh-hans" if chinese else "en")


class _Spoken:
    """The authority's language and zone, for a while."""

    def __init__(self, language: str) -> None:
        self.held = translation.override(language), timezone.override(places.zone())

    def __enter__(self) -> None:
        for each in self.held:
            each.__enter__()

    def __exit__(self, *what: object) -> None:
        for each in reversed(self.held):
            each.__exit__(*what)


def _title(channel: Channel, code: str, count: int) -> str:
    place = tags.tongue(channel.place, "name")
    return str(wording.say(code, place=place, count=count))


def _sentence(notice: Notice) -> str:
    args = {name: value for name, value in notice.args.items() if name not in _STAYS}
    return str(wording.say(notice.code, **args))


def _lines(notices: Sequence[Notice]) -> list[str]:
    """Return a line for each notice while there is room, then how many more."""
    found: list[str] = []
    for number, notice in enumerate(notices):
        mark = "" if len(notices) == 1 else "• "
        line = f"{mark}{_sentence(notice)}\n{_link(notice.url)}".rstrip()
        size = sum(len(each.encode()) + 1 for each in (*found, line))
        if found and size > _BYTES:
            more = wording.say("outgoing.more", count=len(notices) - number)
            return [*found, f"{more}\n{_link('/notices/')}".rstrip()]
        found.append(line)
    return found


def _link(url: str) -> str:
    return f"{settings.BASE_URL}{url}" if settings.BASE_URL and url else ""
