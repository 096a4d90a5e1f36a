"""Chance that a key makes: orders, starting points, and the comb that draws."""

import hmac
from collections.abc import Iterable
from itertools import count

from wardline.ground.methods.draw.inclusion import WHOLE


def keyed(key: bytes, message: str) -> bytes:
    """Return the HMAC-SHA256 of a message: to others, pure chance."""
    return hmac.digest(key, message.encode(), "sha256")


def in_order(key: bytes, label: str, ids: Iterable[str]) -> list[str]:
    """Put ids in an order that the key draws."""
    return sorted(ids, key=lambda id: (keyed(key, f"{label}|{id}"), id))


def choose(
    key: bytes, ids: Iterable[str], size: int, label: str = "choose"
) -> list[str]:
    """Draw some ids, each with the same chance, such as the prefectures of a wave."""
    return in_order(key, label, ids)[:size]


def starting_point(key: bytes, label: str = "start") -> int:
    """Draw a number below WHOLE, each with the same chance: the rest is rejected."""
    fair = 2**64 - 2**64 % WHOLE
    numbers = (_number(key, f"{label}|{attempt}") for attempt in count())
    return next(number for number in numbers if number < fair) % WHOLE


def comb(laid_out: Iterable[tuple[str, int]], start: int) -> list[str]:
    """Return the ids that hold a tooth: start, start + WHOLE, start + 2 × WHOLE, …"""
    drawn, tooth, end = [], start, 0
    for id, inclusion in laid_out:
        end += inclusion
        if tooth < end:
            drawn.append(id)
            tooth += WHOLE
    return drawn


def _number(key: bytes, message: str) -> int:
    return int.from_bytes(keyed(key, message)[:8])
