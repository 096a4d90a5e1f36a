"""The desk's figures, a page of a county, and how a naive program would ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.front import figures
from wardline.front.desk import queries as desk
from wardline.front.desk.queries.board import COLUMNS
from wardline.front.duty.bench.nation import COUNTY
from wardline.front.duty.bench.timing import Measured, timed
from wardline.work.surveillance import queries as surveillance

NATION = "N"
# a county's and a nation's, in milliseconds at the database
AIMS = {COUNTY: 50, NATION: 100}
NAMES = {COUNTY: "county", NATION: "nation"}
WATCH = "surveillance.reported_today"
# times before the first that counts: pages are warm then, and whatever plan the
# database is to keep (not before a statement's eleventh time) is kept
_WARM = 12


def officer(code: str) -> Post:
    """Return the post that looks from a place."""
    with scope.entered(code):
        return accounts.holders(code, "officer", "authority")[0]


def figures_of(code: str, on: date, runs: int) -> Iterator[Measured]:
    """Time what the desk counts of a place, at the database and in all."""
    viewer, name = officer(code), NAMES[code]
    with scope.entered(code, viewer.user_id):
        _plan_anew()
        place = places.places(viewer).get(code=code)
        below = list(places.places(viewer).filter(parent=place))
        codes = [child.code for child in below]
        count = partial(figures.count, viewer=viewer, at=code, on=on)
        table = partial(figures.below, viewer=viewer, at=code, on=on, codes=codes)
        yield _asked(
            f"{name}: the day's reports, summed", partial(count, WATCH), runs,
            AIMS[code],
        )  # fmt: skip
        yield _asked(
            f"{name}: the day's reports, by place", partial(table, WATCH), runs,
            AIMS[code],
        )  # fmt: skip
        whole = partial(desk.board, viewer, place, clock.now())
        yield _asked(f"{name}: the whole desk, at the database", whole, runs)
        taken = [timed(whole)[0] for _ in range(runs)]
        yield Measured(f"{name}: the whole desk, with Python", taken)


def columns_of(code: str, on: date) -> Iterator[Measured]:
    """Time each column of the desk once: where a slow one is, it is seen."""
    viewer = officer(code)
    with scope.entered(code, viewer.user_id):
        _plan_anew()
        for name in COLUMNS:
            act = partial(
                figures.below, name, viewer=viewer, at=code, on=on, codes=[code]
            )
            took, tally = timed(act)
            label = f"  {NAMES[code]}: {name} ({len(tally.asked)} queries)"
            yield Measured(label, [took])


def page(on: date, runs: int) -> Iterator[Measured]:
    """Time a county's page with the state of each of its homes, whole."""
    viewer = officer(COUNTY)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(viewer.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    url = reverse("surveillance:place", args=[COUNTY])
    for _ in range(_WARM):
        client.get(url)  # templates are read, the session has its marks
    answers: list[Any] = []
    taken = [timed(lambda: answers.append(client.get(url))) for _ in range(runs)]
    if any(answer.status_code != 200 for answer in answers):
        raise RuntimeError(f"{url} answered {answers[-1].status_code}.")
    asked = [len(tally.asked) for _, tally in taken]
    with scope.entered(COUNTY, viewer.user_id):
        homes = len(places.institutions(viewer, COUNTY))
    name = f"page of a county, {homes} homes"
    yield Measured(name, [took for took, _ in taken], aim=50)
    yield Measured(f"{name}: queries", asked, "queries", aim=8)
    size = len(answers[-1].content) / 1024
    yield Measured(f"{name}: size", [size], "KB", aim=60)


def naive(on: date, runs: int) -> Iterator[str]:
    """Say how many times longer the same takes, asked as programs often ask."""
    viewer = officer(COUNTY)
    with scope.entered(COUNTY, viewer.user_id):
        homes = list(places.institutions(viewer, COUNTY))

        def one_by_one() -> None:
            for home in homes:
                surveillance.reported(viewer, home.code, on).first()

        many = [timed(one_by_one)[0] for _ in range(runs)]
        bulk = [
            timed(lambda: surveillance.with_reports(viewer, homes, on))[0]
            for _ in range(runs)
        ]
    yield _ratio("each home's report by a query of its own", many, bulk)
    with scope.entered(NATION):
        like = [_counted("place_code like %s", [f"{COUNTY}%"], on) for _ in range(runs)]
        bounds = [COUNTY, f"{COUNTY}~"]
        between = [
            _counted("place_code >= %s and place_code < %s", bounds, on)
            for _ in range(runs)
        ]
    yield _ratio("a county's day by LIKE instead of a range", like, between)


def _counted(where: str, bounds: list[str], on: date) -> float:
    reports = 'select sum(residents) from surveillance_dailyreport where "on" = %s'
    sql = f"{reports} and {where}"

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [on, *bounds])

    return timed(act)[0]


def _ratio(name: str, slow: list[float], fast: list[float]) -> str:
    naive, ours = (Measured(name, values).median for values in (slow, fast))
    return (
        f"{name}: {naive:,.1f} ms instead of {ours:,.1f} ms, {naive / ours:.0f} times"
    )


def _plan_anew() -> None:
    """Have questions planned for their values, as whoever comes in for an authority."""
    with connection.cursor() as cursor:
        cursor.execute("set local plan_cache_mode = force_custom_plan")


def _asked(name: str, act: Callable[[], Any], runs: int, aim: float | None = None):
    for _ in range(_WARM):
        act()
    taken = [timed(act)[1] for _ in range(runs)]
    number = len(taken[0].asked)
    label = f"{name} ({number} queries)"
    return Measured(label, [tally.seconds * 1000 for tally in taken], aim=aim)
