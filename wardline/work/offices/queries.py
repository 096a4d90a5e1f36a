"""Which institutions there are, who answers for them, and where nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post, User
from wardline.base.accounts.roles import ROLES, Role
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import queries as ledger
from wardline.base.ledger.models import Entry
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place

# the roles whose holder is the responsible person of a place
RESPONSIBLE = ("head", "officer", "authority")
# only the top appoints these
_BY_THE_TOP = {"authority", "inspector", "custodian"}


# ── places ──


def institutions(
    viewer: Post, *, at: str = "", search: str = "", kind: str = "", gaps: bool = False
) -> QuerySet[Place]:
    """Return the open institutions at or below a place; ``gaps``: without a head."""
    found = places.institutions(viewer, at or None).select_related("parent", "kind")
    if search:
        found = found.filter(_named(search))
    if kind:
        found = found.filter(kind_id=kind)
    return found.exclude(_answered(clock.today())) if gaps else found


def unanswered(viewer: Post, at: str = "", on: date | None = None) -> QuerySet[Place]:
    """Return the places, divisions too, for which nobody answers on a day."""
    found = places.places(viewer).filter(
        places.under(at or viewer.place_id), closed_on__isnull=True
    )
    return found.exclude(_answered(on or clock.today())).select_related("parent")


def answering(found: Iterable[Place]) -> list[Place]:
    """Return the places with ``answering``: the posts that hold there today."""
    listed = list(found)
    held: dict[str, list[Post]] = {place.code: [] for place in listed}
    active = Post.objects.active(clock.today()).filter(place_id__in=held)
    for post in active.exclude(role_code="clock").select_related("user"):
        held[post.place_id].append(post)
    for place in listed:
        place.answering = sorted(held[place.code], key=_responsible_first)
    return listed


def place(viewer: Post, code: str) -> Place | None:
    """Return a place of the viewer's, or None."""
    return (
        places.places(viewer).select_related("parent", "kind").filter(code=code).first()
    )


def next_code(viewer: Post, division: str) -> str:
    """Return a code that no institution of a division has yet."""
    taken = Place.objects.filter(parent_id=division).values_list("code", flat=True)
    numbers = [code.removeprefix(f"{division}-") for code in taken]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{division}-{last + 1:04d}"


def history(viewer: Post, code: str) -> QuerySet[Entry]:
    """Return what was done at one place, newest first."""
    return ledger.entries(viewer, code).filter(place_id=code)


# ── posts ──


def posts(
    viewer: Post, *, at: str = "", search: str = "", role: str = "", past: bool = False
) -> QuerySet[Post]:
    """Return posts at or below a place, without the clock's; ``past``: ended too."""
    found: QuerySet[Post] = accounts.posts(viewer, at or None).exclude(
        role_code="clock"
    )
    if search:
        found = found.filter(
            Q(user__name__icontains=search)
            | Q(user__username__iexact=search)
            | Q(title_zh__icontains=search)
            | Q(title_en__icontains=search)
            | Q(place__name_zh__icontains=search)
            | Q(place__name_en__icontains=search)
        )
    if role:
        found = found.filter(role_code=role)
    if not past:
        found = found.active(clock.today())
    return found.order_by("place_id", "role_code", "id")


def post(viewer: Post, pk: int) -> Post | None:
    """Return a post at or below the viewer's place, or None."""
    return posts(viewer, past=True).filter(pk=pk).first()


def posts_at(viewer: Post, place: Place) -> list[Post]:
    """Return a place's posts, those that hold today first, then past ones.

    Each has ``holds`` (it holds today), ``endable`` (the viewer may end it) and
    ``transferable`` (the viewer may hand it over; their own, too).
    """
    today, given = clock.today(), roles_given(viewer, place)
    found = list(posts(viewer, at=place.code, past=True).filter(place=place))
    for each in found:
        over = each.until_on is not None and each.until_on <= today
        each.holds = not over and each.from_on <= today
        each.endable = (
            viewer.may(Verb.END_POST)
            and each.until_on is None
            and each.role_code in given
            and each.pk != viewer.pk
        )
        each.transferable = (
            viewer.may(Verb.HAND_OVER)
            and not over
            and (each.role_code in given or each.pk == viewer.pk)
        )
    return sorted(found, key=lambda each: (not each.holds, *_responsible_first(each)))


def deputies(by: Post) -> QuerySet[User]:
    """Return the colleagues who could stand in for a post: whoever holds one today at
    its place or below."""
    held = accounts.posts(by).active(clock.today()).exclude(user=by.user_id)
    users = held.filter(user__isnull=False).values("user")
    return User.objects.filter(pk__in=users, is_active=True).order_by("name", "pk")


def standing_in(by: Post) -> QuerySet[Post]:
    """Return who stands in for a post, today or later."""
    ahead = Q(until_on__isnull=True) | Q(until_on__gt=clock.today())
    found = accounts.posts(by).filter(ahead, stands_in_for=by)
    return found.order_by("from_on", "pk")


def is_answered(place: Place) -> bool:
    """Tell whether somebody answers for a place today."""
    held = Post.objects.active(clock.today()).filter(place=place)
    return held.filter(role_code__in=RESPONSIBLE).exists()


def roles_at(place: Place) -> list[str]:
    """Return the roles that a place of this kind has."""
    if place.is_institution:
        return ["duty", "head"]
    chief = "officer" if place.depth else "authority"
    return [chief, "inspector", "custodian"]


def roles_given(by: Post, place: Place) -> list[str]:
    """Return the roles at a place that ``by`` may give and take.

    An office appoints below itself; only the top appoints beside itself.
    """
    if not by.reaches(place.code):
        return []
    at_the_top = by.role_code in {"authority", "clock"}
    return [
        role
        for role in roles_at(place)
        if at_the_top or (role not in _BY_THE_TOP and place.code != by.place_id)
    ]


def roles() -> list[Role]:
    """Return every role that a person can hold."""
    return [role for role in ROLES.values() if role.code != "clock"]


# ── what the actions ask ──


def grounds(codes: Iterable[str]) -> dict[str, Place]:
    """Return places by code."""
    return Place.objects.in_bulk(list(codes))


def accounts_of(usernames: Iterable[str]) -> dict[str, User]:
    """Return accounts by user name."""
    return {user.username: user for user in User.objects.filter(username__in=usernames)}


def holdings(at: str) -> set[tuple[Any, ...]]:
    """Return (user, place, role, first day) of every post at or below a place."""
    held = Post.objects.within(at)
    return set(held.values_list("user_id", "place_id", "role_code", "from_on"))


def _named(search: str) -> Q:
    return (
        Q(name_zh__icontains=search)
        | Q(name_en__icontains=search)
        | Q(code__startswith=search)
        | Q(credit_code__iexact=search)
        | Q(address__icontains=search)
    )


def _answered(on: date) -> Exists:
    return Exists(
        Post.objects.active(on).filter(
            place_id=OuterRef("code"), role_code__in=RESPONSIBLE
        )
    )


def _responsible_first(post: Post) -> tuple[bool, str, int]:
    return post.role_code not in RESPONSIBLE, post.role_code, post.pk
