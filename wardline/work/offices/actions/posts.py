"""Appoint who answers for a place, and end a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post, User
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.work.offices import guards, queries

Row = Mapping[str, Any]


def appoint(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Post]:
    """Appoint people who answer for a place, or for places below it.

    Rows: username, name, role, from_on, and if known phone, title_zh, title_en,
    place (else ``at``), password (else the account cannot be signed in to).
    """
    with deed(by=by, verb=Verb.APPOINT, at=at, key=key) as note:
        wanted = [{"place": at, **row} for row in rows]
        grounds = queries.grounds({row["place"] for row in wanted})
        for row in wanted:
            guards.refuse_unfit(by, at, row["role"], grounds.get(row["place"]))
        users = guards.users_of(wanted)
        known = queries.holdings(at)
        made = [
            _post(row, users[row["username"].lower()])
            for row in wanted
            if _holding(row, users) not in known
        ]
        Post.objects.bulk_create(made)
        roles = sorted({row["role"] for row in wanted})
        note(
            made[0] if len(made) == 1 else "accounts.post", rows=len(made), roles=roles
        )
    return made


def end_post(*, by: Post, post: Post, on: date, key: str | None = None) -> Post:
    """End a post: on this day it no longer holds."""
    with deed(by=by, verb=Verb.END_POST, at=post.place_id, key=key) as note:
        kept = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        place = queries.grounds({kept.place_id}).get(kept.place_id)
        if kept.pk == by.pk:
            raise refusal("offices.own_post")
        guards.refuse_unfit(by, by.place_id, kept.role_code, place)
        if kept.until_on is not None:
            raise refusal("offices.ended", on=kept.until_on)
        if on < kept.from_on:
            raise refusal("offices.ends_before_it_begins", on=kept.from_on)
        kept.until_on = on
        kept.save(update_fields=["until_on"])
        note(kept, role=kept.role_code, on=on.isoformat())
    return kept


def _post(row: Row, user: User) -> Post:
    return Post(
        user=user,
        place_id=row["place"],
        role_code=row["role"],
        title_zh=row.get("title_zh", ""),
        title_en=row.get("title_en", ""),
        from_on=row["from_on"],
    )


def _holding(row: Row, users: Mapping[str, User]) -> tuple[Any, ...]:
    user = users[row["username"].lower()]
    return user.pk, row["place"], row["role"], row["from_on"]
