"""Whose turn it is: what one person may do with a finding, and what waits for them."""

from __future__ import annotations

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.core.correction.models import Finding, LookBack, Verification
from wardline.core.correction.queries.findings import UNMENDED, findings
from wardline.core.correction.queries.lookbacks import pending_lookback


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


def lookback_tasks(viewer: Post) -> list[Finding]:
    """Return the findings drawn to be seen again that the viewer may look at."""
    if not viewer.may(Verb.VERIFY):
        return []
    again = Verification.objects.exclude(lookback=None)
    seen = set(again.values_list("lookback_id", "finding_id"))
    waiting = {
        int(pk)
        for one in LookBack.objects.all()
        for pk in one.drawn
        if not one.by_visits and (one.pk, int(pk)) not in seen
    }
    looked = Verification.objects.filter(
        finding=OuterRef("pk"), verified_by__user=viewer.user_id
    )
    own = Q(done_user_id=viewer.user_id) | Q(found_by__user=viewer.user_id)
    closed = findings(viewer, state="closed").filter(pk__in=waiting)
    return list(closed.exclude(own).exclude(Exists(looked)))


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
        "reopen": finding.state == "closed" and viewer.may(Verb.REOPEN),
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
