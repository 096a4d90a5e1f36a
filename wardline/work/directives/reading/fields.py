"""Finds what heads and signs an official document, Chinese or English: title, number,
date, source, issuer; and where between them its body lies."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from .dates import DAY, day_in, only_day
from .particulars import addressees, annexes, named
from .shapes import Fields, Hints

_LABELS = {
    "signed": "成文日期|印发日期|发文日期|Date of issue|Issued on",
    "date": "发布时间|发布日期|日期|时间|Published on|Published|Date",
    "source": "信息来源|文章来源|稿件来源|来源|Source",
    "issuer": "发布机构|发文机关|发文单位|发布单位|Issued by|Issuer|From",
    "number": "发文字号|文号|Document number|Reference|Ref",
    "urgency": "紧急程度|缓急|等级|Urgency",
    "to": "主送机关|主送|To",
    "title": "标题|Subject",
    "other": "签发人|份号|索引号|主题分类|浏览次数|浏览量|点击数|点击量|阅读次数"
    "|访问量|字号|字体|作者|责任编辑|编辑|打印本页|分享到|Views|Font size|Author",
}
_LABEL = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()).join(
        (r"(?<![^\s\t【\[（(|])(?:", r")[】\]]?\s*[：:][ \t]*")
    ),
    re.IGNORECASE,
)
_CONTROLS = re.compile(
    r"[【\[（(]?\s*(?:(?:字号|字体|打印|打印本页|关闭|关闭窗口|分享|分享到|收藏|二维码"
    r"|扫一扫.{0,12}|大|中|小|A[+-]?|Print|Share|Close)[：:\s|/】\])）【\[（(]*)+",
    re.IGNORECASE,
)
_CRUMBS = re.compile(
    r"(?:当前位置|您的位置|首页|Home|You are here).{0,80}[>»›》].*", re.I
)
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"
    r"|(?:Circular |Notice |Order |Ref\.? )?No\. ?\d[\w/.-]*(?: of \d{4})?"
    r"|[A-Z]{2,10}(?:/[A-Z0-9-]{1,10}){1,5}"
)
_LETTERHEAD = re.compile(r"(.{2,30}?)\s*文\s*件")
# GB/T 9704-2012, 7.2.3: of documents two degrees, of telegrams four
_URGENCIES = {"特提": "extra", "特急": "extra", "extraurgent": "extra"}
_URGENCIES |= dict.fromkeys(("加急", "平急", "急件", "urgent"), "urgent")
_ENDS_TITLE = re.compile(
    "(?:通知|意见|公告|通告|决定|方案|函|报告|规定|办法|指南|要点|通报|批复)"
    "(?:（.{1,12}）)?$"
)
HEAD_LINES = 14
LONGEST_TITLE = 120


@dataclass(slots=True)
class _Head:
    """What the heading has told so far."""

    said: dict[str, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    letterhead: str = ""
    start: int = 0


def fields(text: str, hints: Hints) -> Fields:
    """Read heading and signature of a cleaned text."""
    head = _heading(text, hints.title.strip())
    end = _foot(text, head)
    issuer, signed_on = _signature(text[head.start : end])
    said = head.said
    title = _joined(head.titles) or said.get("title") or hints.title.strip()
    issuer = said.get("issuer") or issuer or head.letterhead or hints.issuer
    date = day_in(said.get("signed", "")) or day_in(said.get("date", ""))
    return Fields(
        title=title,
        date=date or signed_on or day_in(hints.date),
        source=said.get("source") or hints.source or issuer,
        number=said.get("number") or hints.number,
        issuer=issuer or _issuer_in(title) or said.get("source", ""),
        urgency=_URGENCIES.get(_bare(said.get("urgency", "")).lower(), ""),
        addressees=named(said.get("to", "")) or addressees(text[head.start : end]),
        annexes=annexes(text[head.start :]),
        start=head.start,
        end=end,
    )


def _heading(text: str, title: str) -> _Head:
    """Read down to the first line that belongs to the body."""
    head, at = _Head(), 0
    for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]:
        bare = line.strip()
        if bare and not (_particulars(head, bare) or _titled(head, bare, title)):
            break
        at += len(line) + 1
    head.start = min(at, len(text)) if head.titles or head.said else 0
    return head


def _particulars(head: _Head, line: str) -> bool:
    """Take a line of labels, number, date or page controls; say whether it was one."""
    if len(line) > 300:
        return False
    if NUMBER.fullmatch(line):
        head.said.setdefault("number", line)
    elif _bare(line).lower() in _URGENCIES:
        head.said.setdefault("urgency", line)
    elif only_day(line):
        head.said.setdefault("date", line)
    elif letterhead := _LETTERHEAD.fullmatch(line):
        head.letterhead = letterhead[1]
    elif _LABEL.match(line.lstrip("【[（( ")):
        _labelled(head.said, line)
    else:
        return bool(_CONTROLS.fullmatch(line) or _CRUMBS.fullmatch(line))
    return True


def _labelled(said: dict[str, str], line: str) -> None:
    """Read `label: value` pairs, several to a line."""
    found = list(_LABEL.finditer(line))
    ends = [match.start() for match in found[1:]] + [len(line)]
    for match, end in zip(found, ends, strict=True):
        value = line[match.end() : end].strip(" \t|｜【】[]（()　")
        if value and match.lastgroup:
            said.setdefault(match.lastgroup, value)


def _titled(head: _Head, line: str, title: str) -> bool:
    """Take a line of the title: the one the page names, or the first short ones."""
    if title and _bare(title) == _bare(line):
        head.titles = [line]
        return True
    known = title and _bare("".join(head.titles)) == _bare(title)
    if known or len(line) > LONGEST_TITLE or line.endswith(tuple("。：:；;，,.")):
        return False
    if not head.titles:
        head.titles.append(line)
        return True
    whole = "".join(head.titles)
    goes_on = len(head.titles) < 4 and not _ENDS_TITLE.search(whole)
    if goes_on and (line.startswith("关于") or "关于" in whole):
        head.titles.append(line)
        return True
    return False


def _bare(text: str) -> str:
    return "".join(text.split())


def _joined(lines: list[str]) -> str:
    """Join the lines of a title; Chinese needs no space between them."""
    return "".join(lines)


def _foot(text: str, head: _Head) -> int:
    """Set aside lines of labels and controls below the body."""
    end = len(text)
    while end > head.start:
        start = text.rfind("\n", 0, end) + 1
        line = text[max(start, head.start) : end].strip()
        if line and not (len(line) <= 120 and _closing(head, line)):
            return end
        end = max(start - 1, head.start)
    return len(text)


def _closing(head: _Head, line: str) -> bool:
    if _LABEL.match(line.lstrip("【[（( ")) and "：" not in line[12:13]:
        before = dict(head.said)
        _labelled(head.said, line)
        if head.said != before or _LABEL.match(line):
            return True
    return bool(_CONTROLS.fullmatch(line))


def _signature(body: str) -> tuple[str, dt.date | None]:
    """Find who signed and when, among the last lines."""
    lines = [line.strip() for line in body[-2_000:].split("\n") if line.strip()][-6:]
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if only_day(line):
            above = lines[number - 1]
            named = len(above) <= 60 and not above.endswith(tuple("。；：.;:"))
            return (above if named else ""), day_in(line)
        signed = re.fullmatch(rf"(.{{2,40}}?)[\s　]+({DAY})", line)
        if signed and "。" not in line:
            return signed[1].strip(), day_in(signed[2])
    return "", None


def _issuer_in(title: str) -> str:
    """Read the issuer off `issuer 关于 …`."""
    before, about, _ = title.partition("关于")
    return before if about and 3 <= len(before) <= 30 else ""
