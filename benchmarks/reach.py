"""An order to a nation of 40,000 homes: issued, signed for at 200 a second, watched.

    python -m benchmarks.reach [homes]

A disposable database in the temporary folder; requests go through the whole application
in this process. While the page is measured two other processes sign, through the same
action as the web, and each says how many it managed. The machine's load is printed,
because a busy one only shows how busy it is.
"""

import os
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

from benchmarks.riskpage import _Blocker, measured, say
from tests import conftest  # the tests' own disposable cluster and settings

HOMES = 40_000
RATE = 200
SIGNERS = 2
TODAY = date(2020, 2, 21)


def issued(number: int):
    """Fill the nation, and issue an order to everybody; return it with its issuer."""
    from django.urls import reverse

    from tests.factories.documents import NOTICE
    from wardline.base.accounts.models import Post
    from wardline.base.places import scope
    from wardline.front.duty.bench.nation import Nation, fill
    from wardline.work.directives import actions

    fill(Nation(number, 1, TODAY), lambda line: None)
    with scope.entered("N"):
        by = Post.objects.select_related("place", "user").get(
            place_id="N", role_code="authority"
        )
        draft = actions.take_in_directive(by=by, at="N", text=NOTICE)
    reverse("directives:index")  # the program is up and running
    began = time.perf_counter()
    with scope.entered("N", by.user_id):
        made = actions.issue(by=by, directive=draft)
    say(f"issued to {number:,} homes and their offices: {_since(began):.1f} s")
    return by, made


def _since(began: float) -> float:
    return time.perf_counter() - began


def sign(database: str, directive: int, first: int, seconds: int) -> None:
    """Sign for the order at one home after the other, at a signer's share of the rate,
    and say how it went: what the other processes do."""
    import django

    os.environ["WARDLINE_DATABASE"] = database
    django.setup()
    from tests.factories.world import moment
    from wardline.base.accounts.models import Post
    from wardline.base.places import clock, scope
    from wardline.work.directives import actions
    from wardline.work.directives.models import Relay

    with scope.entered("N"):
        found = Relay.objects.filter(directive=directive, place__kind__isnull=False)
        relays = list(found.select_related("directive").order_by("pk")[first::SIGNERS])
        posts = {
            post.place_id: post
            for post in Post.objects.filter(role_code="duty").select_related("place")
        }
    began, done = time.perf_counter(), 0
    with clock.set_to(moment("2020-02-21 18:00")):
        for relay in relays:
            if _since(began) > seconds:
                break
            by = posts[relay.place_id]
            with scope.entered(by.place_id, by.user_id):
                actions.mark_read(by=by, relay=relay)
            done += 1
            time.sleep(max(0.0, done * SIGNERS / RATE - _since(began)))
    say(f"  signed meanwhile: {done / _since(began):.0f} a second")


def signed(directive, until: int) -> None:
    """Let most homes have signed already, in the hours since the issue."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "update directives_relay r set received_at = at, read_at = at"
            " from (select id, sent_at + id %% 7200 * interval '1 s' as at"
            " from directives_relay where directive_id = %s and place_code like '%%-%%'"
            " order by id limit %s) s where s.id = r.id",
            [directive.pk, until],
        )
        cursor.execute(
            "insert into directives_receipt"
            " (place_code, relay_id, kind, at, by_id, text)"
            " select r.place_code, r.id, kind, r.received_at, p.id, ''"
            " from directives_relay r join accounts_post p"
            " on p.place_code = r.place_code and p.role_code = 'duty'"
            " cross join (values ('received'), ('read')) kinds (kind)"
            " where r.directive_id = %s and r.received_at is not null",
            [directive.pk],
        )
        cursor.execute("analyze")


def pages(client, made) -> None:
    """Measure the page of the reach, and what it is made of."""
    from django.core.cache import cache

    url = f"/directives/{made.pk}"

    def ask(query: str = "") -> None:
        answer = client.get(url + query)
        assert answer.status_code == 200, answer.status_code

    ask()
    measured("the page of its reach, counted anew", ask, cache.clear)
    measured("the page of its reach, as kept for 3 seconds", ask)
    measured("the list of directives", lambda: client.get("/directives/"))


def main() -> None:
    """Fill, issue, sign, and measure."""
    if sys.argv[1:2] == ["sign"]:
        sign(sys.argv[2], *map(int, sys.argv[3:]))
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else HOMES
    conftest.pytest_configure(None)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load}; processors: {os.cpu_count()}; homes: {number:,}")
    making = conftest.django_db_setup.__wrapped__(_Blocker())
    next(making)
    from django.test import Client

    from tests.factories.world import moment
    from wardline.base.places import clock
    from wardline.config import embedded

    with closing(making), clock.set_to(moment("2020-02-21 17:00")):
        by, made = issued(number)
        client = Client(SERVER_NAME="localhost")
        client.force_login(by.user)
        before = number * 3 // 4
        signed(made, before)
        with clock.set_to(moment("2020-02-21 19:00")):
            say(f"{before:,} have signed, nobody signs now:")
            pages(client, made)
            say(f"{before:,} have signed, the others sign at {RATE} a second:")
            command = [sys.executable, "-m", "benchmarks.reach", "sign"]
            told = [embedded.database(), str(made.pk)]
            others = [
                subprocess.Popen([*command, *told, str(before + n), "40"])
                for n in range(SIGNERS)
            ]
            time.sleep(15)
            pages(client, made)
            for other in others:
                other.wait()
        next(making, None)


if __name__ == "__main__":
    main()
