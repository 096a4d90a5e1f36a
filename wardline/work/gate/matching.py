"""Matches the rows of a laboratory's file to samples, and judges each in its turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster import queries as roster
from wardline.ground.rules.clearance import Result
from wardline.ground.rules.laboratory import Answer, Fate, Judged, Standing, judge
from wardline.ground.verdict import Reason, plain
from wardline.work.gate.reading import Line

# Excel forgets the zeros in front of a number: so many are tried
_ZEROS = 6


@dataclass(slots=True)
class Matched:
    """What became of a row: its tube, and what is to be written about each in it."""

    line: Line
    fate: Fate
    reason: Reason | None = None
    tube: Sequence[roster.Known] = ()
    found: list[roster.Found] = field(default_factory=list)

    @property
    def told(self) -> dict[str, Any]:
        """The reason as plain data."""
        if self.reason is None:
            return {}
        args = dict(self.reason.args)
        if "earlier" in args:
            args["earlier"] = f"gate.outcome.{args['earlier']}"
        return {"code": self.reason.code, "args": plain(args)}


def match(viewer: Post, lines: Sequence[Line], laboratory: str) -> list[Matched]:
    """Match rows in their order: a later row meets what an earlier one said."""
    numbers = {number for line in lines for number in _spellings(line)}
    known = roster.known(viewer, numbers)
    now, here = clock.now(), zone()
    return [_matched(line, known, laboratory, now, here) for line in lines]


def _matched(
    line: Line,
    known: dict[str, list[roster.Known]],
    laboratory: str,
    now: datetime,
    here: tzinfo,
) -> Matched:
    if line.fault:
        reason = Reason(line.fault["code"], line.fault["args"])
        return Matched(line, Fate.UNREADABLE, reason)
    tube, reason = _tube(line, known)
    if reason:
        return Matched(line, Fate.UNKNOWN, reason)
    first = tube[0].standing
    standing = Standing(Result(first.outcome), first.timed) if first else None
    answer = Answer(Result(line.outcome), line.sampled, line.reported)
    judged = judge(answer, tube[0].at, standing, now, here)
    made = Matched(line, judged.fate, judged.reason, tube)
    if judged.written:
        made.found = [_found(one, line, judged, laboratory) for one in tube]
    return made


def _found(
    one: roster.Known, line: Line, judged: Judged, laboratory: str
) -> roster.Found:
    """Make the result in force from now on; the one before, if any, it replaces."""
    reported = line.reported if isinstance(line.reported, datetime) else None
    one.standing = roster.Found(
        sample=one,
        outcome=line.outcome,
        timed=judged.timed,
        laboratory=line.laboratory or laboratory,
        reported_at=reported if judged.timed else None,
        supersedes=one.standing,
    )
    return one.standing


def _spellings(line: Line) -> Iterator[str]:
    if line.number:
        yield line.number
        if line.bare:
            yield from ("0" * n + line.number for n in range(1, _ZEROS + 1))


def _tube(
    line: Line, known: dict[str, list[roster.Known]]
) -> tuple[Sequence[roster.Known], Reason | None]:
    """Find the one tube that a row means, or say why there is none."""
    tubes: dict[tuple[Any, ...], list[roster.Known]] = {}
    for number in _spellings(line):
        for one in known.get(number, ()):
            tubes.setdefault((number, *one.deed), []).append(one)
    if not tubes:
        return (), Reason("lab.unknown")
    named = [tube for tube in tubes.values() if _names(line, tube)]
    if not named:
        return (), Reason("lab.other_person")
    if len(named) > 1:
        return (), Reason("lab.ambiguous", {"count": len(named)})
    return named[0], None


def _names(line: Line, tube: Iterable[roster.Known]) -> bool:
    """Tell whether a row may be about a tube: the name, if it has one, is not another
    person's. For a pool a laboratory writes what it likes."""
    tube = list(tube)
    if not line.name or len(tube) > 1:
        return True
    return _bare(line.name) == _bare(tube[0].name)


def _bare(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())
