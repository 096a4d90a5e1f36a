"""What a deed about posts asks before it writes: who may give what, and to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password

from wardline.base.accounts.models import Post, User
from wardline.base.places.models import Place
from wardline.base.ui.wording import refusal
from wardline.work.offices import queries


def refuse_unfit(by: Post, at: str, role: str, place: Place | None) -> None:
    """Refuse a role that the place does not have, or that ``by`` may not give."""
    if place is None or not place.code.startswith(at):
        raise refusal("offices.no_place")
    if role not in queries.roles_at(place):
        raise refusal("offices.role_not_here")
    if role not in queries.roles_given(by, place):
        raise refusal("offices.role_not_yours")


def users_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, User]:
    """Return the accounts of the rows by user name; those unknown are opened."""
    users = queries.accounts_of({row["username"].lower() for row in rows})
    fresh: dict[str, User] = {}
    for row in rows:
        username = row["username"].lower()
        known = users.get(username) or fresh.get(username)
        if known is not None and known.name != row["name"]:
            raise refusal("offices.username_taken", username=username)
        if known is None:
            fresh[username] = User(
                username=username,
                name=row["name"],
                phone=row.get("phone", ""),
                password=make_password(row.get("password")),
            )
    User.objects.bulk_create(fresh.values())
    return users | fresh
