"""What every deed of the room asks before it writes, and whom it tells after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.correction import queries
from wardline.core.correction.models import (
    Action,
    Completion,
    Finding,
    Listing,
    LookBack,
    Verification,
)

DANGER = 4  # the gravest of findings: people may come to harm now


def above(at: str) -> list[Post]:
    """Return the offices above a place, up to the authority."""
    return [post for post in accounts.ladder(at) if post.place_id != at]


def locked(by: Post, finding: Finding) -> Finding:
    """Keep others out until this deed is done, and read where the finding stands."""
    Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    return queries.findings(by).get(pk=finding.pk)


def refuse_settled(
    finding: Finding, *, states: Sequence[str] = ("done", "closed")
) -> None:
    """Refuse where it waits for a verification, or is closed."""
    if finding.state in states:
        last = queries.history(finding)[-1]
        raise refusal(f"correction.is_{finding.state}", at=last["at"])


def refuse_past(due_at: datetime) -> None:
    """Refuse a term that has passed."""
    if due_at <= clock.now():
        raise refusal("correction.due_in_past", now=clock.now())


def verifiable(
    by: Post, finding: Finding, on_visit: bool
) -> tuple[Completion, LookBack | None]:
    """Return the report to judge, or refuse; with the look-back that asks again."""
    done = finding.completions.select_related("done_by").order_by("-id").first()
    again = None
    if finding.state == "closed":
        again = queries.pending_lookback(finding, on_visit=on_visit)
    if done is None or (finding.state != "done" and again is None):
        last = finding.verifications.order_by("-id").first()
        if last is None:
            raise refusal("correction.not_done")
        raise refusal("correction.verified_already", at=last.verified_at)
    if done.done_by.user_id == by.user_id:
        raise refusal("correction.own_work")
    if again is not None:
        seen = finding.verifications.values_list("verified_by__user_id", flat=True)
        if by.user_id in {finding.found_by.user_id, *seen}:
            raise refusal("correction.other_team")
    return done, again


def shut(finding: Finding) -> Completion:
    """Return the repair for which a finding is closed, or refuse where it is not."""
    done = finding.completions.order_by("-id").first()
    if finding.state != "closed" or done is None:
        raise refusal("correction.not_closed")
    return done


def follow_up(by: Post, seen: Verification, due_at: datetime | None) -> None:
    """Set the new term where there is one, and tell who mended and who must mend."""
    finding = seen.finding
    before = finding.actions.select_related("post").order_by("-id").first()
    if before and due_at:
        told = (before.what, before.post, due_at, seen.note[:200], seen.verified_at)
        order(by, finding, *told)
    code = "finding.closed" if seen.holds else "finding.reopened"
    posts = (seen.completion.done_by, before and before.post)
    tell((post for post in posts if post), code, finding)


def order(
    by: Post,
    finding: Finding,
    what: str,
    post: Post,
    due_at: datetime,
    reason: str,
    ordered_at: datetime | None = None,
) -> Action:
    """Write an order and tell whom it binds."""
    made = Action.objects.create(
        place_id=finding.place_id,
        finding=finding,
        what=what,
        post=post,
        due_at=due_at,
        ordered_at=ordered_at or clock.now(),
        ordered_by=by,
        reason=reason,
    )
    tell([post], "finding.extended" if reason else "finding.ordered", finding, due_at)
    return made


def tell(
    posts: Iterable[Post], code: str, finding: Finding, due_at: datetime | None = None
) -> None:
    """Send a notice about a finding, without its words: they are personal."""
    args: dict[str, object] = {"number": finding.pk, "severity": finding.severity}
    if due_at is not None:
        args["due_at"] = f"{due_at.astimezone(places.zone()):%Y-%m-%d %H:%M}"
    url = reverse("correction:finding", args=[finding.pk])
    send.to({post.pk: post for post in posts}.values(), code, url=url, **args)


def standing(listing: Listing) -> Listing:
    """Lock a listing and return it, or refuse where it was taken off."""
    kept: Listing = (
        Listing.objects.select_for_update(of=("self",))
        .select_related("listed_by__user")
        .get(pk=listing.pk)
    )
    if kept.removed_at is not None:
        raise refusal("correction.unlisted_already", at=kept.removed_at)
    return kept


def tell_listed(listing: Listing, code: str) -> None:
    """Tell who answers for a place that it is, or is no more, under supervision."""
    at = listing.place_id
    url = reverse("correction:listing", args=[listing.pk])
    told = accounts.holders(at, "head", "officer")
    send.to(told, code, url=url, number=listing.pk)
