"""Who keeps away from a home, and what the public is shown of a draw."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.work.inspection import queries
from wardline.work.inspection.models import Disclosure, Plan, Recusal


def enter_recusal(
    *, by: Post, post: Post, keeps_from: str, reason: str, key: str | None = None
) -> Recusal:
    """Write down that somebody is not to inspect a home, or anything in a place.

    It holds for plans committed from now on: one that is committed cannot change.
    """
    with deed(by=by, verb=Verb.ENTER_RECUSAL, at=by.place_id, key=key) as note:
        if by.role_code == "inspector" and post.pk != by.pk:
            raise refusal("inspection.recuse_yourself")
        if not places.places(by).filter(code=keeps_from).exists():
            raise refusal("inspection.place_not_found", place=keeps_from)
        made = Recusal.objects.create(
            place_id=by.place_id,
            post=post,
            keeps_from_id=keeps_from,
            reason=reason,
            entered_at=clock.now(),
            entered_by=by,
        )
        note(made, post=post.pk)
    return made


def end_recusal(*, by: Post, recusal: Recusal, key: str | None = None) -> Recusal:
    """Write down that the interest is over."""
    with deed(by=by, verb=Verb.END_RECUSAL, at=recusal.place_id, key=key) as note:
        kept: Recusal = Recusal.objects.select_for_update().get(pk=recusal.pk)
        if kept.ended_at is not None:
            raise refusal("inspection.recusal_ended")
        kept.ended_at, kept.ended_by = clock.now(), by
        kept.save()
        note(kept, post=kept.post_id)
    return kept


def disclose_draw(
    *, by: Post, plan: Plan, with_results: bool, key: str | None = None
) -> Disclosure:
    """Show the public the draw of a plan, with its results if the authority so chooses.

    Only when every wave is over: a frame that is shown tells who is still to be drawn.
    """
    with deed(by=by, verb=Verb.DISCLOSE_DRAW, at=plan.place_id, key=key) as note:
        if queries.next_wave(plan) is not None:
            raise refusal("inspection.waves_to_come")
        if left := queries.to_visit(plan):
            raise refusal("inspection.visits_to_come", number=left)
        made = Disclosure.objects.create(
            place_id=plan.place_id,
            plan=plan,
            with_results=with_results,
            disclosed_at=clock.now(),
            disclosed_by=by,
        )
        note(made, plan=plan.pk, with_results=with_results)
    return made
