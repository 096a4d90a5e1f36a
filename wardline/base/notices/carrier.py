"""Carries one message to one address, through Apprise, and brings back what the far end
answered, without the secrets of the address."""

from __future__ import annotations

import importlib
import json
import logging
import time
import warnings
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from wardline.base.notices import addresses, networks

# seconds to answer
ANSWER = 8.0
_LONGEST = 480
_READ = 16 * 1024  # bytes of an answer
# every HTTP answer to the message that is being carried
_heard: ContextVar[list[Any] | None] = ContextVar("answers", default=None)
# a robot says no with status 200 and one of these numbers
_REFUSALS = ("errcode", "code", "StatusCode")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a message was taken, and what the far end said."""

    taken: bool
    text: str


def carry(address: str, title: str, body: str, key: str) -> Answer:
    """Send one message. ``key`` goes along, so that a repetition can be known; nothing
    is raised: what failed is in the answer."""
    _listen()
    token = _heard.set([])
    try:
        with networks.guarded():
            result = _service(address, key).notify(
                title=title,
                body=body,
                body_format="text",
                log_level=logging.DEBUG,
            )
        heard = _heard.get() or []
    except Exception as error:  # a fault of a plug-in is a failed try, not ours
        return Answer(False, addresses.scrubbed(repr(error), address)[:_LONGEST])
    finally:
        _heard.reset(token)
    refused = any(_refuses(response) for response in heard)
    said = " · ".join(map(_said, heard)) or _logged(result)
    said = addresses.scrubbed(said, address)[:_LONGEST]
    return Answer(bool(result) and not refused, said)


def demand_readable(address: str) -> None:
    """Raise Unusable where Apprise makes nothing of an address."""
    _made(address)


def _service(address: str, key: str) -> Any:
    import apprise

    service, kind = _made(address), addresses.kind_of(address)
    service.socket_connect_timeout = kind.seconds
    service.socket_read_timeout = ANSWER
    if kind.header:
        service.headers = {**service.headers, kind.header: key}
    found = apprise.Apprise(asset=_asset())
    found.add(service)
    return found


def _made(address: str) -> Any:
    plugin = _plugin(addresses.kind_of(address).plugin)
    read = plugin.parse_url(address)
    try:
        return plugin(**read, asset=_asset())
    except Exception:  # what it says may hold the address
        raise addresses.Unusable("channel.unreadable") from None


@cache
def _plugin(name: str) -> Any:
    """Return a plug-in of Apprise by its name; no other is loaded."""
    module, _dot, kind = name.rpartition(".")
    with warnings.catch_warnings():  # it looks for a module that Python gives up
        warnings.simplefilter("ignore", DeprecationWarning)
        return getattr(importlib.import_module(f"apprise.plugins.{module}"), kind)


@cache
def _asset() -> Any:
    """Return how Apprise works here: nothing on disk, no redirect, no threads."""
    import apprise

    return apprise.AppriseAsset(
        app_id="Wardline",
        app_desc="Wardline",
        app_url="",
        http_redirects=False,
        async_mode=False,
        pgp_autogen=False,
        pem_autogen=False,
        storage_mode="memory",
        allow_templates=False,
    )


def _listen() -> None:
    """Hear every HTTP answer: two makers of robots refuse with status 200, and Apprise
    looks at the status alone. Sessions of requests begin with these hooks."""
    import requests.sessions

    # not added to what stands there: several carriers begin at once
    requests.sessions.default_hooks = _hooks


def _hooks() -> dict[str, Any]:
    import requests.hooks

    usual: dict[str, Any] = requests.hooks.default_hooks()
    usual["response"] = [*usual["response"], _hear]
    return usual


def _hear(response: Any, **_more: Any) -> None:
    heard = _heard.get()
    if heard is None:
        return
    # read here, before requests does: a far end may answer without end
    taken, until = b"", time.monotonic() + ANSWER
    while len(taken) < _READ and time.monotonic() < until:
        piece = response.raw.read1(_READ, decode_content=True)
        if not piece:
            break
        taken += piece
    response._content, response._content_consumed = taken, True
    response.close()
    heard.append(response)


def _refuses(response: Any) -> bool:
    try:
        told = json.loads(response.content)
    except ValueError:
        return False
    return isinstance(told, dict) and any(told.get(name) for name in _REFUSALS)


def _said(response: Any) -> str:
    text = response.content[:_LONGEST].decode("utf-8", "replace")
    return " ".join(f"HTTP {response.status_code} {text}".split())


def _logged(result: Any) -> str:
    said = [" ".join(str(entry.message).split()) for entry in result.logs()]
    return " · ".join(each for each in said[-3:] if "payload" not in each.lower())
