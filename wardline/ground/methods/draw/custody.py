"""Who holds the seed: hash chains of several custodians, opened wave by wave."""

import hashlib
from collections.abc import Iterable

from wardline.ground.methods.draw.sampling import keyed


def link(custodian: str, value: str) -> str:
    """Return the public value that a released one must lead to."""
    return hashlib.sha256(f"wardline|chain|{custodian}|{value}".encode()).hexdigest()


def chain(custodian: str, secret: bytes, length: int) -> list[str]:
    """Make a custodian's hash chain: the first value is public, each wave opens one."""
    values = [hashlib.sha256(b"wardline|secret|" + secret).hexdigest()]
    for _ in range(length):
        values.append(link(custodian, values[-1]))
    return values[::-1]


def opens(custodian: str, end: str, share: str, wave: int) -> bool:
    """Tell whether a share is the wave's one of the chain that ends in `end`."""
    for _ in range(wave):
        share = link(custodian, share)
    return share == end


def wave_key(frame_hash: str, wave: int, shares: Iterable[str]) -> bytes:
    """Return the key of a wave: no one can know it before the last share is opened."""
    message = "|".join(["wave", str(wave), *sorted(shares)])
    return keyed(bytes.fromhex(frame_hash), message)
