"""Sessions that know their user: who comes in, their posts and the place they act in
are read in one round trip, because every request of everybody begins with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.utils import timezone

from wardline.base.accounts.models import Post, Session, User
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.base.places.postgres import ask, record


@dataclass(slots=True)
class Door:
    """The open transaction of one request: whom its session has brought in."""

    user: User | None = None


_door: ContextVar[Door | None] = ContextVar("door", default=None)


@contextmanager
def door() -> Iterator[None]:
    """Open a transaction that sees nothing, until a session shows who it is."""
    token = _door.set(Door())
    try:
        with scope.entered(""):
            yield
    finally:
        _door.reset(token)


class SessionStore(Stored):
    """Django's sessions, in a table that names the user beside the signed data."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        made = super().create_model_instance(data)
        made.user_id = data.get(SESSION_KEY)
        return made

    def _get_session_from_db(self):
        here = _door.get()
        if here is None:  # no request: nobody comes in
            return super()._get_session_from_db()
        found, here.user = _come_in(self.session_key)
        if found is None:
            self._session_key = None
        return found


class Known(ModelBackend):
    """Signs in by password; whom the session has brought is not asked for again."""

    def get_user(self, user_id):
        here = _door.get()
        if here is None or here.user is None or here.user.pk != user_id:
            return super().get_user(user_id)
        return here.user if self.user_can_authenticate(here.user) else None


def _come_in(key: str | None) -> tuple[Session | None, User | None]:
    """Return the session and its user with ``posts_held``; the open transaction is
    narrowed to the highest place among them (see the function in migration 0002)."""
    told = key, timezone.now(), clock.today()
    row = ask("select accounts_come_in($1, $2, $3)", *told)[0][0]
    if row is None:
        return None, None
    found = json.loads(row)
    scope.adopt(found["scope"], str(found["session"]["user_id"] or ""))
    user = record(User, found["user"])
    if user is not None:
        user.posts_held = [_held(user, **each) for each in found["posts"] or ()]
    return record(Session, found["session"]), user


def adopted(found: dict[str, Any]) -> Post | None:
    """Return the post that a question has narrowed the open transaction to; its place,
    user and scope came along, as plain rows."""
    user = record(User, found["user"])
    scope.adopt(found["scope"], str(user.pk) if user else "")
    if user is None or found["post"] is None:
        return None
    return _held(user, found["post"], found["place"])


def _held(user: User, post: dict[str, Any], place: dict[str, Any] | None) -> Post:
    held = record(Post, post)
    held.user = user
    # a place outside the highest one's scope did not come along
    if place is not None:
        held.place = record(Place, place)
    return held
