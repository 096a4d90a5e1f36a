"""Who holds the seed: hash chains of several custodians, opened wave by wave."""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from wardline.ground.methods.draw.sampling import keyed

FEWEST_CUSTODIANS = 2  # a single office has one, and its draw is called weaker


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


def seated(
    custodians: Sequence[str], stand_ins: Sequence[str], withheld: Collection[str]
) -> list[str]:
    """Return whose shares a wave needs: no choice is left to whoever opens it.

    For each custodian who withheld theirs, the next stand-in who did not takes the
    seat; while there is none, those who are left suffice.
    """
    seats = [name for name in custodians if name not in withheld]
    spare = [name for name in stand_ins if name not in withheld]
    return seats + spare[: len(custodians) - len(seats)]


def enough(custodians: Sequence[str], seats: Collection[str]) -> bool:
    """Tell whether so many shares may draw: two, or the one of a single office."""
    return len(seats) >= min(FEWEST_CUSTODIANS, len(custodians)) > 0


def wave_key(frame_hash: str, wave: int, shares: Iterable[str]) -> bytes:
    """Return the key of a wave: no one can know it before the last share is opened."""
    message = "|".join(["wave", str(wave), *sorted(shares)])
    return keyed(bytes.fromhex(frame_hash), message)
