"""Notices of 40,000 homes of which 10,000 have a channel: planned, carried, reminded.

    python -m benchmarks.channels [homes [channels [messages]]]

A disposable database in the temporary folder; messages go over HTTP to a server in this
process. The machine's load is printed, because a busy one only shows how busy.
"""

import os
import sys
import time
from contextlib import closing

from benchmarks.riskpage import _Blocker, measured, say
from tests import conftest  # the tests' own disposable cluster and settings

HOMES, CHANNELS, MESSAGES = 40_000, 10_000, 1_000
# plain notices of the last days in each inbox
OLDER = 10


def filled(homes: int):
    """Make the homes of one county, a head for each, and older notices."""
    from django.db import connections

    from tests.factories.world import moment, world
    from wardline.base.accounts.models import Post, User
    from wardline.base.notices import send
    from wardline.base.places import clock, scope
    from wardline.base.places.models import Place

    made = world()
    with scope.entered("T"):
        Place.objects.bulk_create(
            Place(code=f"T101-{n}", parent_id="T101", depth=3, kind_id="elder")
            for n in range(100, 100 + homes)
        )
        users = User.objects.bulk_create(
            User(username=f"u{n}", name=f"某{n}", password="!") for n in range(homes)
        )
        posts = Post.objects.bulk_create(
            Post(
                user=user,
                place_id=f"T101-{100 + n}",
                role_code="head",
                from_on=made.head.from_on,
            )
            for n, user in enumerate(users)
        )
        for _each in range(OLDER):
            with clock.set_to(moment("2020-02-15 09:00")):
                send.to(posts, "finding.closed", number=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")
    return made, posts


def channels(posts, address: str) -> None:
    """Give each of these posts' places a channel."""
    from datetime import time as hour

    from django.db import connections

    from tests.factories.world import moment
    from wardline.base.ledger import opened
    from wardline.base.notices.models import Channel
    from wardline.base.places import scope

    token = opened.depth.set(1)
    with scope.entered("T"):
        Channel.objects.bulk_create(
            Channel(
                place_id=post.place_id,
                name="群",
                address=address,
                digest_at=hour(8),
                on_since=moment("2020-02-16 08:30"),
            )
            for post in posts
        )
    opened.depth.reset(token)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")


def once(name: str, ask) -> object:
    """Do something once and say how long it took."""
    begun = time.perf_counter()
    found = ask()
    say(f"{name:<52}{time.perf_counter() - begun:>8.2f} s")
    return found


def questions(made, posts, count: int, messages: int, port: int) -> None:
    """Measure telling, planning, carrying, reminding."""
    from tests.factories.world import moment
    from wardline.base.notices import actions, deliver, queries, send
    from wardline.base.notices.models import Delivery
    from wardline.base.places import scope

    now = moment("2020-02-16 09:00")

    def tell() -> None:
        with scope.entered("T"):
            send.to(posts, "directive.issued", title="x", at="y")

    def plan() -> int:
        with scope.entered("T"):
            return deliver.plan(list(queries.switched_on()), now)

    def carry() -> None:
        with scope.entered("T"):
            waits = list(Delivery.objects.values_list("pk", flat=True)[messages:])
            later = moment("2021-01-01 00:00")
            Delivery.objects.filter(pk__in=waits).update(due_at=later)
        while deliver.ring("T", now).taken:
            pass

    def remind() -> None:
        actions.chase(
            by=made.authority,
            at="T",
            subject="directives.directive:1",
            posts=posts,
            code="directive.chased",
            url="/directives/1",
        )

    once(f"{len(posts):,} posts told, no channel", tell)
    channels(posts[:count], f"json://127.0.0.1:{port}/x")
    measured(f"a ringing with nothing due, {count:,} channels", plan, times=3)
    once(f"{len(posts):,} posts told, {count:,} with a channel", tell)
    once(f"{count:,} messages made", plan)
    once(f"{messages:,} messages carried", carry)
    once(f"{len(posts):,} posts reminded", remind)


def main() -> None:
    """Fill, and measure all."""
    asked = [int(each) for each in sys.argv[1:]]
    homes, count, messages = asked + [HOMES, CHANNELS, MESSAGES][len(asked) :]
    os.environ["WARDLINE_NOTICES_NETWORKS"] = "127.0.0.1"
    conftest.pytest_configure(None)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load}; processors: {os.cpu_count()}")
    making = conftest.django_db_setup.__wrapped__(_Blocker())
    next(making)
    from tests.factories.sink import web
    from tests.factories.world import moment
    from wardline.base.places import clock

    with (
        closing(making),
        web() as sink,
        clock.set_to(moment("2020-02-16 09:00")),
    ):
        made, posts = filled(homes)
        questions(made, posts, count, messages, sink.port)
        next(making, None)


if __name__ == "__main__":
    main()
