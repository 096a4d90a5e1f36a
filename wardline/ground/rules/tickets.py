"""Is a QR pass good here and now? Short-lived, for one home, until it is withdrawn.

The gatekeeper's page asks the same questions in the browser, without a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardline.ground.verdict import Reason

USUAL = timedelta(hours=12)
LONGEST = timedelta(hours=72)
# 31 signs, a prime number of them: without I, L, O, U and Z, which are misread
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
SERIALS = len(_SIGNS) ** 7
_MISREAD: Mapping[int, int | None] = str.maketrans("OILUZ", "011V2", " -")


@dataclass(frozen=True, slots=True)
class Shown:
    """A pass whose signature is sound, as it is held out at a gate."""

    place: str
    from_at: datetime
    until_at: datetime
    withdrawn_at: datetime | None = None


def judge(ticket: Shown, place: str, at: datetime) -> tuple[Reason, ...]:
    """Return every reason why a pass is not good at a place at a moment."""
    reasons = []
    if ticket.place != place:
        reasons.append(Reason("ticket.other_home"))
    if at < ticket.from_at:
        reasons.append(Reason("ticket.not_yet", {"from_at": ticket.from_at}))
    if at >= ticket.until_at:
        reasons.append(Reason("ticket.run_out", {"until_at": ticket.until_at}))
    if ticket.withdrawn_at is not None and at >= ticket.withdrawn_at:
        reasons.append(Reason("ticket.withdrawn", {"at": ticket.withdrawn_at}))
    return tuple(reasons)


def serial(number: int) -> str:
    """Write a number below ``SERIALS`` as a code to read out: seven signs and a check.

    The check is the sum of the signs, each weighed by its position, modulo 31: every
    single wrong sign and every exchange of two neighbours is noticed. Raises ValueError
    for a number out of range.
    """
    if not 0 <= number < SERIALS:
        raise ValueError("ticket.number_out_of_range")
    signs = ""
    for _ in range(7):
        number, rest = divmod(number, len(_SIGNS))
        signs = _SIGNS[rest] + signs
    return signs + _check(signs)


def read_serial(typed: str) -> str:
    """Return the code as written by ``serial``, or "" if it was mistyped."""
    code = typed.upper().translate(_MISREAD)
    if len(code) != 8 or any(sign not in _SIGNS for sign in code):
        return ""
    return code if _check(code[:7]) == code[7] else ""


def _check(signs: str) -> str:
    total = sum(n * _SIGNS.index(sign) for n, sign in enumerate(signs, start=1))
    return _SIGNS[total % len(_SIGNS)]
