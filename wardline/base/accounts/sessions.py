"""Sessions that know their user: who comes in, their posts and the place they act in
are read in one round trip, because every request of everybody begins with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.utils import timezone

from wardline.base.accounts.models import Post, Session, User
from wardline.base.places import clock, scope
from wardline.base.places.models import Place


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


def _columns(model, name: str) -> str:
    fields = model._meta.concrete_fields
    return ", ".join(f'{name}."{field.column}"' for field in fields)


_HOLDS = "{p}from_on <= %(on)s and ({p}until_on is null or {p}until_on > %(on)s)"
_ENTER = (
    """
    select set_config('wardline.user', coalesce((
        select user_id::text from accounts_session
        where session_key = %(key)s and expire_date > %(now)s), ''), true)
    """,
    f"""
    select set_config('wardline.scope', coalesce((
        select place_code from accounts_post
        where user_id = nullif(current_setting('wardline.user'), '')::bigint
            and {_HOLDS.format(p="")}
        order by place_code, role_code, id limit 1), ''), true)
    """,
)
_READ = f"""
select current_setting('wardline.scope'), {_columns(Session, "s")},
    {_columns(User, "u")}, {_columns(Post, "p")}, {_columns(Place, "l")}
from accounts_session s
left join accounts_user u on u.id = s.user_id
left join accounts_post p on p.user_id = s.user_id and {_HOLDS.format(p="p.")}
left join places_place l on l.code = p.place_code
where s.session_key = %(key)s and s.expire_date > %(now)s
order by p.place_code, p.role_code, p.id
"""
_WIDTHS = [len(m._meta.concrete_fields) for m in (Session, User, Post, Place)]


def _come_in(key: str | None) -> tuple[Session | None, User | None]:
    """Return the session and its user with ``posts_held``; the open transaction is
    narrowed to the highest place among them.

    Their posts at places outside that one come without the place: nothing but its own
    scope may show its name.
    """
    told = {"key": key, "now": timezone.now(), "on": clock.today()}
    rows = scope.asked_in_one(_ENTER, _READ, told)
    parts = [_records(row[1:]) for row in rows]
    if not parts:
        return None, None
    scope.adopt(rows[0][0], str(parts[0][0].user_id or ""))
    session, user = parts[0][:2]
    if user is not None:
        user.posts_held = [_held(user, *part[2:]) for part in parts if part[2]]
    return session, user


def _records(row):
    found, begin = [], 0
    for model, width in zip((Session, User, Post, Place), _WIDTHS, strict=True):
        values = row[begin : begin + width]
        begin += width
        names = [field.attname for field in model._meta.concrete_fields]
        made = None if values[0] is None else model.from_db("default", names, values)
        found.append(made)
    return found


def _held(user: User, post: Post, place: Place | None) -> Post:
    post.user = user
    if place is not None:
        post.place = place
    return post
