"""A post changes hands, or somebody stands in while its holder is away."""

from __future__ import annotations

from datetime import date
from typing import Any

from wardline.base.accounts.models import Post, User
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import actions as correction
from wardline.work.offices import guards, queries


def hand_over(
    *,
    by: Post,
    post: Post,
    username: str,
    name: str,
    on: date,
    phone: str = "",
    password: str | None = None,
    key: str | None = None,
) -> Post:
    """Let another person hold a post from a day on. What waits goes with it: unread
    notices, and what the old holder was ordered to mend."""
    with deed(by=by, verb=Verb.HAND_OVER, at=post.place_id, key=key) as note:
        kept = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        if kept.pk != by.pk:
            place = queries.grounds({kept.place_id}).get(kept.place_id)
            guards.refuse_unfit(by, by.place_id, kept.role_code, place)
        _refuse_ended(kept, on)
        row = {"username": username, "name": name, "phone": phone}
        user = guards.users_of([row | {"password": password}])[username.lower()]
        if user.pk == kept.user_id:
            raise refusal("offices.same_person")
        made = _alike(kept, user, from_on=on, until_on=kept.until_on)
        kept.until_on = on
        kept.save(update_fields=["until_on"])
        waiting = send.hand_on(kept, made)
        orders = correction.hand_on(by=by, before=kept, after=made)
        note(made, before=kept.pk, notices=waiting, orders=orders)
    return made


def delegate(
    *, by: Post, user: User, from_on: date, until_on: date, key: str | None = None
) -> Post:
    """Let a colleague act in one's own post for a while; the holder keeps it."""
    with deed(by=by, verb=Verb.DELEGATE, at=by.place_id, key=key) as note:
        if by.stands_in_for_id is not None:
            raise refusal("offices.deputy_delegates_nothing")
        if not clock.today() <= from_on < until_on:
            raise refusal("offices.days_impossible")
        if not queries.deputies(by).filter(pk=user.pk).exists():
            raise refusal("offices.no_colleague")
        told = {"from_on": from_on, "until_on": until_on, "stands_in_for": by}
        made = _alike(by, user, **told)
        send.to([made], "post.delegated", by=by.user.name if by.user else "")
        note(made, until=until_on.isoformat())
    return made


def take_back(*, by: Post, post: Post, key: str | None = None) -> Post:
    """End what a deputy may do before its time: the holder is back."""
    with deed(by=by, verb=Verb.TAKE_BACK, at=by.place_id, key=key) as note:
        kept = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        if kept.stands_in_for_id != by.pk:
            raise refusal("offices.not_your_deputy")
        today = clock.today()
        if kept.until_on is not None and kept.until_on <= today:
            raise refusal("offices.ended", on=kept.until_on)
        kept.until_on = max(today, kept.from_on)
        kept.save(update_fields=["until_on"])
        note(kept)
    return kept


def _alike(post: Post, user: User, **told: Any) -> Post:
    made: Post = Post.objects.create(
        user=user,
        place_id=post.place_id,
        role_code=post.role_code,
        title_zh=post.title_zh,
        title_en=post.title_en,
        **told,
    )
    return made


def _refuse_ended(post: Post, on: date) -> None:
    if post.until_on is not None and post.until_on <= on:
        raise refusal("offices.ended", on=post.until_on)
    if on < max(post.from_on, clock.today()):
        raise refusal("offices.handed_over_in_the_past")
