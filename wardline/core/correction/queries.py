"""What may be seen of findings. Where a finding stands is never stored: it is told
here, from its orders, reports and verifications, for any moment asked."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

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

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.places import clock
from wardline.core.correction.models import (
    Action,
    Completion,
    Finding,
    Listing,
    LookBack,
    Verification,
)
from wardline.ground.methods import draw
from wardline.ground.seal import fingerprint

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


def for_post(viewer: Post) -> QuerySet[Finding]:
    """Return what is the viewer's to do now; ``task`` says what.

    mend (their own order, or anything at their own house) · order (nobody has been
    told what to do) · verify (reported done by someone else).
    """
    mine = Q(order_post_id=viewer.pk) | Q(place_id=viewer.place_id)
    tasks = [When(Q(state__in=UNMENDED) & mine, then=Value("mend"))]
    if viewer.may(Verb.ORDER_ACTION):
        tasks.append(When(state="open", then=Value("order")))
    if viewer.may(Verb.VERIFY):
        theirs = Q(state="done") & ~Q(done_user_id=viewer.user_id)
        tasks.append(When(theirs, then=Value("verify")))
    found = findings(viewer).annotate(
        task=Case(*tasks, default=Value(""), output_field=CharField())
    )
    return found.exclude(task="").order_by(F("due_at").asc(nulls_last=True), "id")


def listings(
    viewer: Post, at: str | None = None, *, search: str = ""
) -> QuerySet[Listing]:
    """Return what is or was under listed supervision; what still is comes first."""
    found = Listing.objects.within(viewer.place_id).within(at or viewer.place_id)
    for word in search.split():
        found = found.filter(
            Q(reason__icontains=word)
            | Q(place__name_zh__icontains=word)
            | Q(place__name_en__icontains=word)
        )
    return found.select_related(
        "place", "finding", "listed_by__user", "removed_by__user"
    ).order_by(F("removed_at").desc(nulls_first=True), "-listed_at", "-id")


def standing(viewer: Post, at: str, now: datetime) -> QuerySet[Listing]:
    """Return what was under listed supervision at a moment."""
    still = Q(removed_at=None) | Q(removed_at__gt=now)
    return listings(viewer, at).filter(still, listed_at__lte=now)


def lookbacks(viewer: Post) -> QuerySet[LookBack]:
    """Return the look-backs drawn, newest first."""
    return (
        LookBack.objects.within(viewer.place_id)
        .select_related("drawn_by__user")
        .order_by("-drawn_at", "-id")
    )


def lookback_rows(viewer: Post, lookback: LookBack) -> list[dict[str, Any]]:
    """Return each finding that a look-back drew, with what was seen, if it was."""
    seen = {
        row.finding_id: row
        for row in lookback.verifications.select_related("verified_by__user")
    }
    found = {row.pk: row for row in findings(viewer).filter(pk__in=lookback.drawn)}
    return [
        {"finding": found[pk], "verification": seen.get(pk)}
        for pk in map(int, lookback.drawn)
        if pk in found
    ]


def lookback_tasks(viewer: Post) -> list[Finding]:
    """Return the findings drawn to be seen again that the viewer may look at."""
    if not viewer.may(Verb.VERIFY):
        return []
    waiting: set[int] = set()
    for lookback in LookBack.objects.order_by("id"):
        seen = set(lookback.verifications.values_list("finding_id", flat=True))
        waiting |= set(map(int, lookback.drawn)) - seen
    found = findings(viewer, state="closed").filter(pk__in=waiting)
    return [finding for finding in found if "verify" in offers(viewer, finding)]


def offers(viewer: Post, finding: Finding) -> set[str]:
    """Return what the viewer may do with a finding as it stands."""
    unmended = finding.state in UNMENDED
    told = {
        "order": unmended and viewer.may(Verb.ORDER_ACTION),
        "extend": unmended
        and finding.due_at is not None
        and finding.order_post_id != viewer.pk
        and viewer.may(Verb.EXTEND),
        "done": unmended and viewer.may(Verb.REPORT_DONE),
        "verify": viewer.may(Verb.VERIFY)
        and finding.done_user_id != viewer.user_id
        and (finding.state == "done" or _may_look_back(viewer, finding)),
        "list": finding.state != "closed"
        and not finding.listed
        and viewer.may(Verb.LIST_SUPERVISION),
    }
    return {name for name, offered in told.items() if offered}


def is_theirs(viewer: Post, finding: Finding) -> bool:
    """Tell whether the viewer is ordered to mend it, or it is of their own house."""
    return viewer.pk == finding.order_post_id or viewer.place_id == finding.place_id


def _may_look_back(viewer: Post, finding: Finding) -> bool:
    if finding.state != "closed" or pending_lookback(finding) is None:
        return False
    seen = finding.verifications.values_list("verified_by__user_id", flat=True)
    return viewer.user_id not in {finding.found_by.user_id, *seen}


def posts_for(viewer: Post, finding: Finding) -> list[Post]:
    """Return the posts that can be ordered to mend a finding, nearest first."""
    return [
        post
        for post in accounts.ladder(finding.place_id)
        if viewer.reaches(post.place_id)
    ]


def pending_lookback(finding: Finding) -> LookBack | None:
    """Return the look-back that drew this finding and has not seen it yet."""
    return (
        LookBack.objects.filter(drawn__contains=[str(finding.pk)])
        .exclude(verifications__finding=finding)
        .order_by("id")
        .first()
    )


def history(finding: Finding) -> list[dict[str, Any]]:
    """Return all that happened to a finding, oldest first, each with its record."""
    rows: list[tuple[Any, str, Any, Post]] = [
        (finding.found_at, "found", finding, finding.found_by)
    ]
    for order in finding.actions.select_related("post__user", "ordered_by__user"):
        kind = "extended" if order.reason else "ordered"
        rows.append((order.ordered_at, kind, order, order.ordered_by))
    for done in finding.completions.select_related("done_by__user", "photo"):
        rows.append((done.done_at, "done", done, done.done_by))
    for seen in finding.verifications.select_related("verified_by__user"):
        kind = "closed" if seen.holds else "reopened"
        rows.append((seen.verified_at, kind, seen, seen.verified_by))
    for listing in finding.listings.select_related("listed_by__user"):
        rows.append((listing.listed_at, "listed", listing, listing.listed_by))
        if listing.removed_at and listing.removed_by:
            rows.append((listing.removed_at, "unlisted", listing, listing.removed_by))
    # on a set clock several things may share a moment: the kinds then tell the order
    rows.sort(key=lambda row: (row[0], _ORDER.index(row[1]), row[2].pk))
    return [{"at": a, "kind": k, "record": r, "by": b} for a, k, r, b in rows]


_ORDER = ("found", "ordered", "extended", "done", "closed", "reopened", "listed")
_ORDER += ("unlisted",)


def lookback_key(seed: str, frame: list[str]) -> bytes:
    """Return the key of a look-back's draw: of the seed and what it is drawn from."""
    return hashlib.sha256(f"{seed}|{fingerprint(frame)}".encode()).digest()


def lookback_holds(lookback: LookBack) -> bool:
    """Draw a look-back again, and tell whether the same come out."""
    key = lookback_key(lookback.seed, lookback.frame)
    again = draw.choose(key, lookback.frame, len(lookback.drawn), "lookback")
    return again == lookback.drawn


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
