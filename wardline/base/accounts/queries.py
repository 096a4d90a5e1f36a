"""What may be seen of posts: one's own, those below, and the offices above."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from django.db.models import QuerySet

from wardline.base.accounts.models import Post, User
from wardline.base.places import clock, scope
from wardline.base.places import queries as places


def posts_of(user: User) -> list[Post]:
    """Return the posts that a user holds today, the highest place first.

    They came with the session. A place outside the first one's scope is read from its
    own: nothing else may show the name of a place outside the scope one acts in.
    """
    held: list[Post] = user.posts_held
    for post in held:
        if "place" not in post._state.fields_cache:
            post.place = places.own(post.place_id)
    return held


def posts(viewer: Post, at: str | None = None) -> QuerySet[Post]:
    """Return every post, past ones too, at or below a place."""
    return (
        Post.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("place", "user")
    )


def holders(code: str, *roles: str) -> list[Post]:
    """Return the posts that hold today at exactly this place, in these roles."""
    return list(
        Post.objects.active(clock.today())
        .filter(place_id=code, role_code__in=roles)
        .select_related("place", "user")
        .order_by("id")
    )


def held(pk: int) -> Post | None:
    """Return a post with its place and user, if it holds today; seen from its scope."""
    return (
        Post.objects.active(clock.today())
        .select_related("place", "user")
        .filter(pk=pk)
        .first()
    )


def posts_today(user: int) -> list[Post]:
    """Return the posts that somebody holds today, the highest place first, before any
    scope is chosen."""
    with scope.entered("", user):
        found = Post.objects.active(clock.today()).filter(user_id=user)
        return list(found.order_by("place_id", "role_code", "id"))


def clock_post() -> Post:
    """Return the post in which the program itself acts."""
    return Post.objects.select_related("place").get(role_code="clock")


def ladder(code: str) -> list[Post]:
    """Return who answers for a place, rung by rung upwards.

    Duty staff, head, then the officers of each division above, nearest first.
    """
    return ladders([code])[code]


def ladders(codes: Iterable[str]) -> dict[str, list[Post]]:
    """Return who answers for each of many places, in one query."""
    order = {"duty": 0, "head": 1, "officer": 2, "authority": 3}
    lines = {code: [code[:n] for n in range(len(code), 0, -1)] for code in codes}
    found = (
        Post.objects.active(clock.today())
        .filter(place_id__in=set(chain(*lines.values())), role_code__in=order)
        .select_related("place", "user")
    )
    here: dict[str, list[Post]] = defaultdict(list)
    for post in sorted(found, key=lambda p: (order[p.role_code], p.pk)):
        here[post.place_id].append(post)
    return {
        code: [post for above in line for post in here.get(above, ())]
        for code, line in lines.items()
    }
