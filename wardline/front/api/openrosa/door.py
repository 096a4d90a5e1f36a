"""Who a device is: by the key in its address, by name and password, or by session."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.places import scope
from wardline.base.ui.wording import say
from wardline.front.api.openrosa.answers import VERSION, Refused, with_headers
from wardline.work.inspection import queries

CHALLENGE = 'Basic realm="Wardline", charset="UTF-8"'
View = Callable[..., HttpResponse]


def device(*methods: str, strict: bool = True) -> Callable[[View], View]:
    """Let a device in, in its post: the view gets it as ``by``, inside a transaction
    that sees the post's place. ``strict`` asks for the header of the protocol."""

    def decorate(view: View) -> View:
        @login_not_required
        @csrf_exempt
        @with_headers
        @wraps(view)
        def entered(request: HttpRequest, token: str = "", **kwargs: Any) -> Any:
            if request.method not in methods:
                raise Refused(405, say("intake.not_offered"), Allow=", ".join(methods))
            if strict and not request.headers.get(VERSION, "").startswith("1."):
                raise Refused(400, say("intake.no_header"))
            with _acting(request, token) as by:
                return view(request, by=by, token=token, **kwargs)

        return entered

    return decorate


@contextmanager
def _acting(request: HttpRequest, token: str) -> Iterator[Post]:
    """Find the post, and see what it sees."""
    if (post := getattr(request, "acting", None)) is not None and not token:
        if not post.may(Verb.TAKE_IN_SUBMISSION):
            raise Refused(404, say("intake.no_field"))
        yield post
        return
    place, pk = ("", 0) if token else _of_password(request)
    with scope.entered(place):
        post = _of_key(token) if token else accounts.held(pk)
        if post is None or not post.may(Verb.TAKE_IN_SUBMISSION):
            raise Refused(
                403, say("intake.key_unknown" if token else "intake.no_field")
            )
        yield post


def _of_key(token: str) -> Post | None:
    return queries.device(hashlib.sha256(token.encode()).hexdigest())


def _of_password(request: HttpRequest) -> tuple[str, int]:
    """Ask for name and password, and try those that came along."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    user = None
    if kind.lower() == "basic":
        try:
            name, _colon, word = b64decode(given, validate=True).decode().partition(":")
        except (Error, ValueError):
            name = word = ""
        user = authenticate(request, username=name, password=word)
    posts = accounts.posts_today(user.pk) if user else []
    able = [post for post in posts if post.may(Verb.TAKE_IN_SUBMISSION)]
    if not able:
        raise Refused(401, say("intake.sign_in"), **_challenge())
    return able[0].place_id, able[0].pk


def _challenge() -> dict[str, str]:
    return {"WWW_Authenticate": CHALLENGE}
