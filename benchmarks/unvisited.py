"""Homes not visited for half a year, in a nation of 40,000 homes.

    python -m benchmarks.unvisited [homes]

A disposable database in the temporary folder. Every second home was visited at some
time in two years. What the page asks is timed as the web's powerless role, and
explained.
"""

import os
import sys
from contextlib import closing
from datetime import timedelta

from benchmarks.riskpage import _Blocker, measured, say
from tests import conftest  # the tests' own disposable cluster and settings

HOMES = 40_000


def filled(number):
    """Make a nation of homes, of which every second one was visited."""
    from tests.factories.world import moment, world
    from tests.work.inspection.scene import (
        COMMITTED,
        committed,
        opened,
        province,
        scene,
    )
    from wardline.base.ledger import opened as deeds
    from wardline.base.places import clock, scope
    from wardline.base.places.models import Place
    from wardline.work.inspection.models import Visit, Wave

    with clock.set_to(COMMITTED):
        made = scene(world())
    plan = committed(made)
    wave = opened(made, plan, 1)
    province(40, number // 40)
    token = deeds.depth.set(1)
    with scope.entered("T"):
        homes = Place.objects.filter(code__startswith="T9", kind__isnull=False)
        codes = list(homes.values_list("pk", flat=True))[::2]
        team = wave.visits.first().team
        far = Wave.objects.create(
            place_id="T",
            plan=plan,
            n=50,
            opened_at=wave.opened_at,
            opened_by=wave.opened_by,
            publication={"areas": []},
        )
        Visit.objects.bulk_create(
            [
                Visit(
                    place_id="T",
                    wave=far,
                    team=team,
                    position=n,
                    institution_id=code,
                    arrived_at=moment("2020-02-26 12:00") - timedelta(days=n % 700),
                )
                for n, code in enumerate(codes)
            ],
            batch_size=1_000,
        )
    deeds.depth.reset(token)
    return made


def questions(viewer) -> None:
    """Time what the pages ask, and explain the plan of the list."""
    from wardline.work.inspection import queries

    half, year = queries.since(6), queries.since(12)
    found = queries.unvisited(viewer, half).order_by("code")
    measured("homes not visited, counted", found.count)
    measured("a page of them", lambda: list(found[:25]))
    measured("a page, by the last visit", lambda: list(found.order_by("last")[:25]))
    measured("coverage by area", lambda: queries.coverage(viewer, year))
    measured("load of the teams", lambda: list(queries.load(viewer, year)))
    say(found.order_by()[:25].explain(analyze=True))


def main() -> None:
    """Fill, and measure all."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else HOMES
    conftest.pytest_configure(None)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load}; processors: {os.cpu_count()}; homes: {number:,}")
    making = conftest.django_db_setup.__wrapped__(_Blocker())
    next(making)
    from django.db import connections

    from tests.factories.world import moment
    from wardline.base.places import clock, scope

    with closing(making):
        made = filled(number)
        with connections["owner"].cursor() as cursor:
            cursor.execute("analyze")
        with clock.set_to(moment("2020-02-27 12:00")), scope.entered("T"):
            questions(made.w.authority)


if __name__ == "__main__":
    main()
