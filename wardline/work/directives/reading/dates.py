"""Reads the ways in which a document writes a day, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "January February March April May June July August September October"
_MONTHS += " November December"
_NAMES = {name[:3].lower(): at for at, name in enumerate(_MONTHS.split(), 1)}
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_HAN_DAY = (
    r"[〇零○ＯO一二三四五六七八九]{4}年"
    r"[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_DIGIT_DAY = r"(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}(?:\s?日)?"
_ENGLISH_DAY = (
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
)
DAY = rf"(?:{_HAN_DAY}|{_DIGIT_DAY}|{_ENGLISH_DAY})"
_DAY = re.compile(DAY, re.IGNORECASE)
_TIME = r"(?:[T\s]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?\S{0,6})?"
_ALONE = re.compile(rf"[\s（(]*(?:{DAY}){_TIME}[\s)）]*", re.IGNORECASE)
_DIGITS = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "○": "0", "Ｏ": "0", "O": "0"}


def only_day(line: str) -> bool:
    """Say whether a line holds a day, perhaps with a time, and nothing else."""
    return len(line) <= 60 and bool(_ALONE.fullmatch(line))


def day_in(text: str) -> dt.date | None:
    """Read the first day written in a text."""
    for found in _DAY.finditer(text[:2_000]):
        year, month, day = _parts(found[0])
        try:
            return dt.date(year, month, day)
        except ValueError:  # such as 2020-13-45: not a day
            continue
    return None


def _parts(written: str) -> tuple[int, int, int]:
    if re.search("[a-z]", written, re.IGNORECASE) and "年" not in written:
        name = re.search("[a-z]{3}", written, re.IGNORECASE)
        if re.match(r"\d", written):
            name = re.search(r"(?<=\s)[a-z]{3}", written, re.IGNORECASE)
        first, *_, last = (int(number) for number in re.findall(r"\d+", written))
        return last, _NAMES.get(name[0].lower() if name else "", 0), first
    parts = re.split(r"[年月日./-]", "".join(written.split()))[:3]
    year, month, day = (_number(part) for part in parts)
    return year, month, day


def _number(written: str) -> int:
    if written.isascii():
        return int(written)
    if "十" not in written:
        return int("".join(_DIGITS[sign] for sign in written))
    tens, _, ones = written.partition("十")
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
