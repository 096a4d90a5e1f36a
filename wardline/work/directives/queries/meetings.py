"""Meetings that concern the viewer, and their roll: present, late, absent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place, below
from wardline.work.directives.models import Meeting, RollCall
from wardline.work.directives.queries.audience import addressed

GRACE = timedelta(minutes=5)
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Roll:
    """How many places were invited, and how many came."""

    invited: int
    present: int
    late: int

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def absent(self) -> int:
        return self.invited - self.came

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
        .annotate(joined_at=Subquery(first))
        .select_related("parent")
    )


def _present(meeting: Meeting) -> Q:
    return Q(joined_at__lte=meeting.starts_at + GRACE)


def roll(viewer: Post, meeting: Meeting) -> Roll:
    """Count a meeting's roll at and below the viewer, in one query."""
    present = _present(meeting)
    counted = invited(viewer, meeting).aggregate(
        invited=Count("code"),
        present=Count("code", filter=present),
        late=Count("code", filter=Q(joined_at__isnull=False) & ~present),
    )
    return Roll(**counted)


def rows(viewer: Post, meeting: Meeting, state: str) -> QuerySet[Place]:
    """Return the invited places that were present, late or absent."""
    found, present = invited(viewer, meeting), _present(meeting)
    if state == "present":
        return found.filter(present)
    if state == "late":
        return found.filter(~present, joined_at__isnull=False)
    return found.filter(joined_at__isnull=True)


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
