"""Where messages may go: to the public Internet, and to the networks of one's own that
a setting names. The check stands at the connection itself, after every name is
resolved, so that no name, redirect or answer of a name server leads inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings

_guarded: ContextVar[bool] = ContextVar("connections are looked at", default=False)
_installed = False
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".localdomain")


class Inside(PermissionError):
    """A message was about to be sent to a machine of the inside."""


def is_inside(host: str) -> bool:
    """Tell whether a host, a name or a number, is one of the inside by what it says."""
    host = host.strip("[]").lower().rstrip(".")
    try:
        return not _may_reach(ip_address(host))
    except ValueError:
        named = host == "localhost" or host.endswith(_LOCAL_NAMES)
        return (not host or named) and not _may_reach(ip_address("127.0.0.1"))


def _may_reach(at: IPv4Address | IPv6Address) -> bool:
    if isinstance(at, IPv6Address):
        # an address of the old kind, written as one of the new
        at = at.ipv4_mapped or at.sixtofour or at
    allowed = settings.NOTICES_NETWORKS.split()
    if any(at in ip_network(each, strict=False) for each in allowed):
        return True
    return at.is_global and not at.is_multicast


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse every connection to the inside that this thread makes meanwhile."""
    global _installed
    if not _installed:  # for good: an audit hook is never taken away
        sys.addaudithook(_look)
        _installed = True
    token = _guarded.set(True)
    try:
        yield
    finally:
        _guarded.reset(token)


def _look(event: str, args: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not _guarded.get():
        return
    to = args[1]
    if not isinstance(to, tuple) or not _may_reach(ip_address(to[0].partition("%")[0])):
        raise Inside("this address lies inside, and no setting allows it")
