"""The page of residual risk measured: cold, from memory, another question, workbook.

    python -m benchmarks.riskpage

A disposable database in the temporary folder gets a county of 60 homes; requests go
through the whole application in this process. Cold means: no estimate is kept. The
machine's load is printed, because a busy one only shows how busy it is.
"""

import os
import sys
import time
from statistics import median

from tests import conftest  # the tests' own disposable cluster and settings

HOMES = 60
TIMES = 15


class _Blocker:
    """Stands in for the guard of pytest-django: here the database is open."""

    def unblock(self) -> "_Blocker":
        return self

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measured(name: str, ask, forget=None, times: int = TIMES) -> None:
    """Ask several times and say the median, the least and the most."""
    walls, cpus = [], []
    for _ in range(times):
        if forget:
            forget()
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    say(
        f"{name:<44}{median(walls):>8.0f} ms ({min(walls):.0f} to {max(walls):.0f}),"
        f" processor {median(cpus):.0f} ms"
    )


def forget() -> None:
    """Forget every estimate that is kept."""
    from wardline.ground.methods.residual import tradeoff
    from wardline.work.gate.queries.risk import answering, estimates
    from wardline.work.gate.views.risk import still

    kept = [tradeoff, answering._answered, still.parts]
    names = ("_estimated", "_brought", "_tails", "added")
    module = sys.modules[estimates.__module__]
    for each in (*kept, *(getattr(module, name) for name in names)):
        each.cache_clear()


def county():
    """Make a world whose first county has many homes, and return its officer."""
    from tests.factories.gate import lay_down
    from tests.factories.world import moment, world
    from wardline.base.places import clock, scope
    from wardline.base.places.models import Place

    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    homes = [
        Place(
            code=f"T101-{100 + n}",
            parent_id="T101",
            depth=3,
            name_zh=f"第{n}养老院",
            name_en=f"Home {n}",
            kind_id="elder",
            capacity=100,
        )
        for n in range(HOMES)
    ]
    with scope.entered("T"):
        Place.objects.bulk_create(homes)
    return made.county


def questions(client) -> None:
    """Measure each kind of question."""
    page = "/gate/risk"

    def ask(**asked: str) -> None:
        answer = client.get(page, asked)
        assert answer.status_code == 200, answer.status_code

    ask()
    measured("the rule in force, cold", ask, forget)
    measured("the rule in force, from memory", ask)
    measured("another incidence, from memory", lambda: ask(incidence="55"))
    measured("another course, trade-off kept", _next_course(ask), times=8)
    measured("Omicron, cold", lambda: ask(pathogen="SARS-CoV-2 Omicron"), forget)
    measured("workbook, from memory", lambda: ask(export="1"), times=5)


def _next_course(ask):
    days = iter(range(1, 21))
    return lambda: ask(days=str(next(days)), tests="")


def main() -> None:
    """Measure all."""
    from contextlib import closing

    conftest.pytest_configure(None)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load}; processors: {os.cpu_count()}")
    start = time.perf_counter()
    __import__("wardline.config.urls")
    say(
        f"{'addresses and methods loaded, once a start':<44}"
        f"{1000 * (time.perf_counter() - start):>8.0f} ms"
    )
    making = conftest.django_db_setup.__wrapped__(_Blocker())
    next(making)
    from django.test import Client

    from tests.factories.world import moment
    from wardline.base.places import clock

    with closing(making), clock.set_to(moment("2020-02-16 09:00")):
        client = Client(SERVER_NAME="localhost")
        client.force_login(county().user)
        questions(client)
        next(making, None)


if __name__ == "__main__":
    main()
