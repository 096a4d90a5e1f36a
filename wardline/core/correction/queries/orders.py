"""What would become of many orders at once, or became of them: told row by row.

Nothing is kept but the orders themselves: the same rows asked again tell which stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.ui import wording
from wardline.core.correction.models import Action, Finding
from wardline.core.correction.queries.findings import UNMENDED, findings
from wardline.core.correction.reading import Asked

# each fate and how it is marked, the worst first
FATES = {"refused": "alarm", "ready": "wait", "ordered": "ok"}


@dataclass(slots=True)
class OrderRow:
    """One row: ``fate`` is refused, ready, or ordered; ``why`` says what is wrong."""

    asked: Asked
    fate: str
    finding: Finding | None = None
    post: Post | None = None
    why: str = ""

    @property
    def state(self) -> str:
        """Return how the page marks it."""
        return FATES[self.fate]


def judge(viewer: Post, asked: Sequence[Asked]) -> list[OrderRow]:
    """Judge each order asked for, in as many questions for a thousand as for one."""
    numbers = {each.number for each in asked if each.number}
    known = {row.pk: row for row in findings(viewer).filter(pk__in=numbers)}
    posts = answering(viewer, (row.place_id for row in known.values()))
    last: dict[int, Action] = {
        order.finding_id: order
        for order in Action.objects.filter(finding__in=known).order_by("id")
    }
    now, seen, judged = clock.now(), dict[int, int](), []
    for each in asked:
        row = OrderRow(each, "ready", known.get(each.number or 0))
        row.post = posts.get(row.finding.place_id) if row.finding else None
        order = last.get(row.finding.pk) if row.finding else None
        if order and (order.what, order.due_at) == (each.what, each.due_at):
            row.fate = "ordered"
        elif why := _doubt(each, row, now, seen):
            row.fate, row.why = "refused", why
        judged.append(row)
    return judged


def _doubt(each: Asked, row: OrderRow, now: datetime, seen: dict[int, int]) -> str:
    """Return why an order cannot be given, "" where it can."""
    if each.fault:
        return each.fault
    number, finding = each.number or 0, row.finding
    first = seen.setdefault(number, each.row)
    if finding is None:
        return _said("correction.sheet.unknown", number=number)
    if first != each.row:
        return _said("correction.sheet.twice", row=first)
    if finding.state not in UNMENDED:
        return _said(f"correction.sheet.is_{finding.state}")
    if each.due_at and each.due_at <= now:
        return _said("correction.due_in_past", now=now)
    return "" if row.post else _said("correction.nobody_answers")


def _said(code: str, **args: object) -> str:
    return str(wording.say(code, **args))


def answering(viewer: Post, codes: Iterable[str]) -> dict[str, Post]:
    """Return who must mend what is found at each place: its head, else the nearest
    above whom the viewer reaches, else who is on duty."""
    found = {}
    for code, ladder in accounts.ladders(set(codes)).items():
        reached = [post for post in ladder if viewer.reaches(post.place_id)]
        first = [post for post in reached if post.role_code != "duty"] or reached
        if first:
            found[code] = first[0]
    return found


def unmended(viewer: Post, pks: Iterable[str]) -> list[Finding]:
    """Return the findings chosen of which something is still to be mended."""
    chosen = {int(pk) for pk in pks if pk.isdecimal()}
    return list(findings(viewer).filter(pk__in=chosen, state__in=UNMENDED))
