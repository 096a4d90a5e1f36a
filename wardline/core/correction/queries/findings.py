"""What may be seen of findings. Where a finding stands is never stored: it is told
here, from its orders, reports and verifications, for any moment asked."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.correction.models import (
    Action,
    Completion,
    Finding,
    Listing,
    Verification,
)

STATES = ("open", "ordered", "overdue", "done", "reopened", "closed")
ASPECTS = tuple(Finding.ASPECTS)
SOURCES = tuple(Finding.SOURCES)
# what someone still has to mend
UNMENDED = ("open", "ordered", "overdue", "reopened")


def findings(
    viewer: Post,
    at: str | None = None,
    state: str | None = None,
    source: str | None = None,
    *,
    aspect: str | None = None,
    listed: bool | None = None,
    search: str = "",
    now: datetime | None = None,
) -> QuerySet[Finding]:
    """Return the findings at or below a place as they stood at a moment.

    Each carries ``state``, ``listed``, ``due_at``, ``order_post_id`` (who must mend
    it) and ``done_user_id`` (who reported it done).
    """
    now = now or clock.now()
    found = Finding.objects.within(viewer.place_id).within(at or viewer.place_id)
    found = _told(found.filter(found_at__lte=now), now)
    wanted = {"state": state, "source": source, "aspect": aspect, "listed": listed}
    found = found.filter(**{k: v for k, v in wanted.items() if v not in (None, "")})
    for word in search.split():
        found = found.filter(
            Q(fact__icontains=word)
            | Q(place__name_zh__icontains=word)
            | Q(place__name_en__icontains=word)
            | Q(measure_code__iexact=word)
        )
    return found.select_related("place", "found_by__user", "photo").order_by(
        "-found_at", "-id"
    )


def get(viewer: Post, pk: int) -> Finding | None:
    """Return one finding, or None where the viewer may not know of it."""
    return findings(viewer).filter(pk=pk).first()


def open_by_place(viewer: Post, at: str | None = None) -> dict[str, int]:
    """Count the findings not yet closed, by the code of the place that has them."""
    return tally(findings(viewer, at).exclude(state="closed"))


def tally(found: QuerySet[Finding]) -> dict[str, int]:
    """Count findings by the code of their place."""
    rows = found.order_by().values("place_id").annotate(number=Count("id"))
    return {row["place_id"]: row["number"] for row in rows}


def overdue(viewer: Post, at: str | None, now: datetime) -> QuerySet[Finding]:
    """Return what was not mended in time, the longest late first."""
    return findings(viewer, at, "overdue", now=now).order_by("due_at", "id")


def _latest(model: type, when: str, now: datetime, column: str) -> Subquery:
    """Return a column of the newest row about a finding, up to a moment."""
    rows = model.objects.filter(finding=OuterRef("pk"), **{f"{when}__lte": now})  # type: ignore[attr-defined]
    return Subquery(rows.order_by("-id").values(column)[:1])


def _told(found: QuerySet[Finding], now: datetime) -> QuerySet[Finding]:
    """Tell where each finding stood at a moment."""
    standing = Listing.objects.filter(
        Q(removed_at=None) | Q(removed_at__gt=now),
        finding=OuterRef("pk"),
        listed_at__lte=now,
    )
    found = found.annotate(
        due_at=_latest(Action, "ordered_at", now, "due_at"),
        order_post_id=_latest(Action, "ordered_at", now, "post_id"),
        completion_id=_latest(Completion, "done_at", now, "id"),
        done_user_id=_latest(Completion, "done_at", now, "done_by__user_id"),
        holds=_latest(Verification, "verified_at", now, "holds"),
        judged_id=_latest(Verification, "verified_at", now, "completion_id"),
        listed=Exists(standing),
    )
    unjudged = Q(judged_id=None) | Q(judged_id__lt=F("completion_id"))
    return found.annotate(
        state=Case(
            When(Q(completion_id__isnull=False) & unjudged, then=Value("done")),
            When(holds=True, then=Value("closed")),
            When(due_at__lt=now, then=Value("overdue")),
            When(holds=False, then=Value("reopened")),
            When(due_at__isnull=False, then=Value("ordered")),
            default=Value("open"),
            output_field=CharField(),
        )
    )
