"""What a text seems to demand, for a person to confirm: sentences that oblige, with the
hour by which and the proof they speak of. It suggests and never decides."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .dates import day_in

_SENTENCE = re.compile(r"(?:[^。！；;!.\n]|\.(?!\s|$))+[。！；;!.]?")
_OBLIGES = re.compile(
    r"必须|务必|应当|须(?!知)|确保|严禁|不得|立即|要(?=[\u4e00-\u9fff]{2,})|报送|上报|报告"
    r"|\b(?:must|shall|are to|is to|ensure|do not|report)\b",
    re.I,
)
_WITHIN = re.compile(
    r"(?P<n>\d{1,3})\s*(?:个)?(?P<unit>小时|个?工作日|日|天)(?:之?内)"
    r"|within (?P<en>\d{1,3}) (?P<enunit>hour|day)s?",
    re.I,
)
_MONTH_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:\s*(?P<hour>\d{1,2})(?:时|点|[：:]\d\d))?(?:之?前|以前)"
)
_BY = re.compile(r"\bby (?P<day>\d{1,2} \w+(?: \d{4})?)", re.I)
_PROOFS = (
    ("meeting", re.compile(r"召开|会议|传达|\bmeeting\b|\btell\b", re.I)),
    ("report", re.compile(r"报送|上报|报告|报表|名单|台账|\breport\b|\blist\b", re.I)),
)
# a paragraph's own number is no part of what it demands
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])"
)
_SHORTEST, _MOST = 6, 40
_LONG_AGO = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Demand:
    """A sentence that obliges, the hour it names as the text allows, a likely proof."""

    text: str
    due: dt.datetime | dt.timedelta | None
    proof: str


def demands(body: str, issued_on: dt.date | None = None) -> list[Demand]:
    """Find the sentences that oblige or name an hour, in order. A day without its year
    is the next such day after the issue; a day alone ends at midnight."""
    found = []
    for sentence in _SENTENCE.findall(body):
        text = _NUMBERED.sub("", sentence).strip()
        due = _due(text, issued_on)
        if len(text) >= _SHORTEST and (due or _OBLIGES.search(text)):
            found.append(Demand(text, due, _proof(text)))
    return found[:_MOST]


def _proof(text: str) -> str:
    return next((code for code, said in _PROOFS if said.search(text)), "measure")


def _due(text: str, issued_on: dt.date | None) -> dt.datetime | dt.timedelta | None:
    if within := _WITHIN.search(text):
        number = int(within["n"] or within["en"])
        unit = within["unit"] or within["enunit"]
        hours = unit in {"小时", "hour"}
        return dt.timedelta(hours=number) if hours else dt.timedelta(days=number)
    if (named := _MONTH_DAY.search(text)) and (issued_on or named["year"]):
        return _named(named, issued_on)
    if by := _BY.search(text):
        spelt = (
            by["day"] if by["day"][-4:].isdigit() else f"{by['day']} {_year(issued_on)}"
        )
        day = day_in(spelt)
        return _midnight(day) if day else None
    return None


def _named(named: re.Match[str], issued_on: dt.date | None) -> dt.datetime | None:
    try:
        year = int(named["year"] or _year(issued_on))
        day = dt.date(year, int(named["month"]), int(named["day"]))
        if issued_on and day < issued_on:
            # in December "5 January" is the next; else it tells of what is past
            if named["year"] or issued_on - day < _LONG_AGO:
                return None
            day = day.replace(year=year + 1)
        if named["hour"]:
            return dt.datetime.combine(day, dt.time(int(named["hour"]) % 24))
        return _midnight(day)
    except ValueError:  # 2月30日
        return None


def _year(issued_on: dt.date | None) -> int:
    return issued_on.year if issued_on else dt.date.min.year


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59))
