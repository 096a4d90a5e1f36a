"""Meetings that concern the viewer, and their roll: present, late, absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place, below
from wardline.work.directives.models import Directive, Excuse, Meeting, RollCall
from wardline.work.directives.queries.audience import addressed
from wardline.work.directives.queries.directives import directives

GRACE = timedelta(minutes=5)
_DEEPEST = 12
# how many meetings stand beside a directive
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Roll:
    """How many places were invited, how many came, how many said why they did not."""

    invited: int
    present: int
    late: int
    excused: int = 0
    level: Any = None

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def absent(self) -> int:
        """Neither came nor said why not."""
        return self.invited - self.came - self.excused

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everyone."""
        return self.came * 100 // self.invited if self.invited else 0


def meetings(viewer: Post, *, search: str = "") -> QuerySet[Meeting]:
    """Return the meetings of the viewer's places, and those above that invite them."""
    found = (
        Meeting.objects.annotate(named=Cast("invited_places", TextField()))
        .filter(below(viewer.place_id) | _invites(viewer))
        .select_related("place", "called_by__user")
        .order_by("-starts_at", "-id")
    )
    if search:
        found = found.filter(
            Q(title_zh__icontains=search) | Q(title_en__icontains=search)
        )
    return found


def _invites(viewer: Post) -> Q:
    """Tell meetings that invite the viewer's place or one below it."""
    # codes stand in quotes in the list, so the opening quote marks a beginning
    asked = Q(named__contains=f'"{viewer.place_id}')
    for depth in range(viewer.place.depth, _DEEPEST):
        asked |= Q(invited_depths__contains=[depth])
    return asked | Q(invited_places=[], invited_depths=[])


def meeting(viewer: Post, pk: int) -> Meeting | None:
    """Return one meeting that concerns the viewer."""
    return meetings(viewer).filter(pk=pk).select_related("directive").first()


def meeting_by_code(viewer: Post, code: str) -> Meeting | None:
    """Return the newest meeting that goes by a spoken code."""
    return meetings(viewer).filter(code=code.strip()).first()


def answer_of(viewer: Post, meeting: Meeting) -> RollCall | None:
    """Return what the viewer's own post answered."""
    return RollCall.objects.filter(meeting=meeting, post=viewer).first()


def answers(viewer: Post, meeting: Meeting, codes: Iterable[str]) -> dict[str, list]:
    """Return the answers of some places, earliest first."""
    found: dict[str, list[RollCall]] = {}
    rows = RollCall.objects.filter(meeting=meeting, place_id__in=list(codes))
    for row in rows.select_related("post").order_by("joined_at", "id"):
        found.setdefault(row.place_id, []).append(row)
    return found


def is_late(row: RollCall) -> bool:
    """Tell whether an answer came after the meeting had well begun."""
    return row.joined_at > row.meeting.starts_at + GRACE


def is_after(row: RollCall) -> bool:
    """Tell whether an answer came when the meeting was over: it counts as absent."""
    return row.joined_at > row.meeting.ends_at


def invited(viewer: Post, meeting: Meeting) -> QuerySet[Place]:
    """Return the invited places at or below the viewer, with when each joined."""
    first = (
        RollCall.objects.filter(
            meeting=meeting, place=OuterRef("pk"), joined_at__lte=meeting.ends_at
        )
        .order_by("joined_at")
        .values("joined_at")[:1]
    )
    asked = meeting.invited_places, meeting.invited_depths
    return (
        addressed(viewer, meeting.place_id, *asked, own=True)
        .annotate(joined_at=Subquery(first), excused=Exists(_excuses(meeting)))
        .select_related("parent")
    )


def _present(meeting: Meeting) -> Q:
    return Q(joined_at__lte=meeting.starts_at + GRACE)


def _excuses(meeting: Meeting) -> QuerySet[Excuse]:
    return Excuse.objects.filter(meeting=meeting, place=OuterRef("pk"))


def roll(viewer: Post, meeting: Meeting) -> Roll:
    """Count a meeting's roll at and below the viewer, in one query."""
    return whole(roll_by_level(viewer, meeting))


def whole(levels: Sequence[Roll]) -> Roll:
    """Add the levels up."""
    counted = ("invited", "present", "late", "excused")
    return Roll(*(sum(getattr(one, name) for one in levels) for name in counted))


def roll_by_level(viewer: Post, meeting: Meeting) -> list[Roll]:
    """Count a meeting's roll at and below the viewer, level by level."""
    present = _present(meeting)
    came = Q(joined_at__isnull=False)
    rows = (
        invited(viewer, meeting)
        .order_by("depth")
        .values("depth")
        .annotate(
            invited=Count("code"),
            present=Count("code", filter=present),
            late=Count("code", filter=came & ~present),
            away=Count("code", filter=Q(excused=True) & ~came),
        )
    )
    tiers = {tier.depth: tier for tier in places.tiers()}
    return [
        Roll(
            *(row[name] for name in ("invited", "present", "late", "away")),
            level=tiers.get(row["depth"]),
        )
        for row in rows
    ]


def rows(viewer: Post, meeting: Meeting, state: str) -> QuerySet[Place]:
    """Return the invited places that were present, late, excused or absent."""
    found, present = invited(viewer, meeting), _present(meeting)
    if state == "present":
        return found.filter(present)
    if state == "late":
        return found.filter(~present, joined_at__isnull=False)
    return found.filter(joined_at__isnull=True, excused=state == "excused")


def excuses(viewer: Post, meeting: Meeting, codes: Iterable[str]) -> dict[str, Excuse]:
    """Return what some places said beforehand, by their code."""
    found = Excuse.objects.filter(meeting=meeting, place__in=list(codes))
    return {one.place_id: one for one in found.select_related("by__user")}


def excuse_of(viewer: Post, meeting: Meeting) -> Excuse | None:
    """Return what the viewer's own place said."""
    return excuses(viewer, meeting, [viewer.place_id]).get(viewer.place_id)


def may_excuse(viewer: Post, meeting: Meeting) -> bool:
    """Tell whether the viewer's place is invited and has not said anything yet."""
    asked = invited(viewer, meeting).filter(code=viewer.place_id)
    return asked.filter(joined_at=None, excused=False).exists()


def minutes(viewer: Post, meeting: Meeting) -> QuerySet[Directive]:
    """Return the minutes of a meeting: those issued, and one's own office's drafts."""
    return directives(viewer).filter(minutes_of=meeting)


def held_on(viewer: Post, directive: Directive) -> list[tuple[Meeting, Roll]]:
    """Return the newest meetings, here and below, at which a directive was passed on,
    each with its roll."""
    found = meetings(viewer).filter(below(viewer.place_id), directive=directive)
    return [(each, roll(viewer, each)) for each in found[:_SHOWN]]


def attendance(
    viewer: Post, at: str, until: datetime
) -> list[tuple[Meeting, set[str], set[str]]]:
    """Return each meeting held before a moment with the places at or below ``at``
    that were invited and that came, in three queries."""
    held = list(meetings(viewer).filter(starts_at__lt=until))
    tree = list(
        places.places(viewer)
        .filter(places.under(at), closed_on__isnull=True)
        .values_list("code", "depth")
    )
    joined: dict[Any, set[str]] = {}
    rows = RollCall.objects.within(viewer.place_id).within(at)
    ends = {meeting.pk: meeting.ends_at for meeting in held}
    for pk, code, when in rows.filter(meeting__in=held).values_list(
        "meeting_id", "place_id", "joined_at"
    ):
        if when <= ends[pk]:
            joined.setdefault(pk, set()).add(code)
    result = []
    for each in held:
        asked = _asked(each, tree)
        result.append((each, asked, joined.get(each.pk, set()) & asked))
    return result


def _asked(meeting: Meeting, tree: list[tuple[str, int]]) -> set[str]:
    named, depths = set(meeting.invited_places), set(meeting.invited_depths)
    everyone = not (named or depths)
    return {
        code
        for code, depth in tree
        if code.startswith(meeting.place_id)
        and (everyone or code in named or depth in depths)
    }
