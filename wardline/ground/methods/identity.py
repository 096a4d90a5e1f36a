"""Resident identity numbers (GB 11643) and unified social credit codes (GB 32100):
normalised, checked, and repaired where one slip of the hand explains the fault."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

EARLIEST = date(1900, 1, 1)
LATEST = date(2099, 12, 31)
# no I, O, S, V, Z in credit codes: too like digits and each other
_CREDIT_SHAPE = re.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
# what hands and spreadsheets put for X: the times sign, a Cyrillic letter
_CROSSES = str.maketrans({"×": "X", "Х": "X"})


@dataclass(frozen=True, slots=True)
class Repair:
    """A sound number that one slip would have turned into the faulty one."""

    number: str
    slip: str  # "digit" or "swap"
    position: int  # of the (first) character put right, from 0


def normalise(number: str) -> str:
    """Write a number as it should be: half-width, upper case, 18 long, no gaps."""
    text = _tidied(number).translate(_CROSSES)
    return _lengthened(text) if re.fullmatch("[0-9]{15}", text) else text


def faults(number: str, latest: date = LATEST) -> tuple[str, ...]:
    """Return the codes of what is wrong with a normalised number; none: it is sound.

    The place is not judged: tables of old places are never complete.
    """
    if len(number) != 18:
        return ("identity.length",)
    if not _SHAPE.fullmatch(number):
        return ("identity.characters",)
    found = []
    if not EARLIEST <= (_birth(number) or date.min) <= latest:
        found.append("identity.birth_date")
    if ric.calc_check_digit(number) != number[-1]:
        found.append("identity.check_digit")
    return tuple(found)


def sound(number: str, latest: date = LATEST) -> bool:
    """Tell whether a normalised number holds together."""
    return not faults(number, latest)


def born_on(number: str) -> date | None:
    """Return the birth date that a sound number carries."""
    return _birth(number) if sound(number) else None


def repair(number: str, latest: date = LATEST) -> tuple[Repair, ...]:
    """Return every sound number one wrong character or one swap of neighbours away.

    Some seventeen digits would do, each in its own place: a repair is a question to
    another list or to a person, never an answer.
    """
    if len(number) != 18 or sound(number, latest):
        return ()
    found: dict[str, Repair] = {}
    for candidate in (*_swaps(number), *_other_digits(number)):
        if sound(candidate.number, latest):
            found.setdefault(candidate.number, candidate)
    return tuple(found.values())


def sound_credit_code(code: str) -> bool:
    """Tell whether a unified social credit code, once tidied, passes its check."""
    text = _tidied(code)
    # stdnum's own shape knows no letter in front, as collectives and armies have
    shaped = _CREDIT_SHAPE.fullmatch(text) is not None
    return shaped and uscc.calc_check_digit(text) == text[-1]


def _tidied(text: str) -> str:
    upper = unicodedata.normalize("NFKC", text).upper()
    return "".join(each for each in upper if each.isalnum() or each in "×")


def _lengthened(number: str) -> str:
    """Bring a number of the first generation (15 digits, born 19xx) to 18."""
    longer = f"{number[:6]}19{number[6:]}0"
    return longer[:-1] + ric.calc_check_digit(longer)


def _birth(number: str) -> date | None:
    try:
        return ric.get_birth_date(number)
    except ValidationError:
        return None


def _swaps(number: str) -> Iterator[Repair]:
    for at in range(17):
        swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        yield Repair(swapped, "swap", at)


def _other_digits(number: str) -> Iterator[Repair]:
    for at in range(18):
        for digit in "0123456789X":
            yield Repair(number[:at] + digit + number[at + 1 :], "digit", at)
