"""Fills a nation: everything but the reports by ``nation.sql``, then those by days."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connections

from wardline.base.places import clock
from wardline.base.places import queries as places

PACK = "bench"
PASSWORD = "only-for-measuring"
COUNTY = "N010101"
# a home that the web does not sign for, and that has reported today
_WITNESS = f"{COUNTY}-09"
POLICY = {
    "id": "bench-14-days",
    "version": "1",
    "valid_from": "2000-01-01",
    "clauses": [
        {"type": "isolation", "single_room": True, "counts": ["institution"]},
        {"type": "duration", "min_days": 14, "count": "day0_end"},
        {"type": "reset", "on": ["left_room", "visitor"], "effect": "restart"},
        {"type": "symptom_free", "last_days": 14, "list": ["fever", "cough"]},
        {"type": "symptom_log", "per_day": 2, "max_gap_hours": 36},
    ],
}
_REPORTS = """
insert into surveillance_dailyreport
    (place_code, "on", version, residents, workers, came_in, went_out, isolating,
     feverish, tested, positive, in_hospital, deaths, note, why_not, prefilled, flags,
     due_at, signed_at, signed_by_id)
select code, day, 1, 80 + number %% 20, 30 + number %% 7, 0, 0,
    (number %% 4 = 0)::int, (number %% 97 = 0)::int, 0, 0, 0, 0, '', '', '{}', '[]',
    day + time '17:30',
    day + time '15:00' + number %% 180 * interval '1 minute',
    post
from generate_series(%(first)s::date, %(last)s::date, interval '1 day') each(at),
    lateral (select at::date as day) d, duty
-- today one home in five has not reported
where day < %(today)s or number %% 5 <> 0
"""
_TABLE = "surveillance_dailyreport"
# how many days go in at once
_STEP = 30


@dataclass(frozen=True, slots=True)
class Nation:
    """How large it is, and on which day it is measured."""

    institutions: int
    days: int
    today: date

    @property
    def first_on(self) -> date:
        """Return the oldest day that has reports."""
        return self.today - timedelta(days=self.days - 1)


class Occupied(RuntimeError):
    """The database holds an authority that was not made here."""


def filled(nation: Nation) -> bool:
    """Tell whether this nation stands already; raise Occupied if another does."""
    known = places.authority()
    if known is None:
        return False
    if known.pack != PACK:
        raise Occupied(known.pack)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from places_place where kind_id is not null")
        homes = cursor.fetchone()[0]
        cursor.execute(f'select min("on"), max("on") from {_TABLE} where place_code=%s',
                       [_WITNESS])  # fmt: skip
        since, until = cursor.fetchone()
    same = (nation.institutions, nation.first_on, nation.today)
    if (homes, since, until) != same:
        raise Occupied(f"{PACK}, of another size or another day")
    return True


def fill(nation: Nation, say: Callable[[str], Any]) -> None:
    """Fill an empty database, as its owner: the web could not write so much."""
    told = {
        "institutions": nation.institutions,
        "today": nation.today,
        "password": make_password(PASSWORD),
        "policy": json.dumps(POLICY),
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute("set synchronous_commit = off; set timezone = 'UTC'")
        cursor.execute("set work_mem = '256MB'; set maintenance_work_mem = '1GB'")
        sql = Path(__file__).with_name("nation.sql").read_text(encoding="utf-8")
        cursor.execute(sql, told)
        with _bare(cursor, say):
            _reports(cursor, nation, say)
        cursor.execute("vacuum (analyze)")
    places.forget()


def _reports(cursor: Any, nation: Nation, say: Callable[[str], Any]) -> None:
    first = nation.first_on
    while first <= nation.today:
        last = min(first + timedelta(days=_STEP - 1), nation.today)
        told = {"first": first, "last": last, "today": nation.today}
        cursor.execute(_REPORTS, told)
        say(f"  reports to {last}: {cursor.rowcount:,}")
        first = last + timedelta(days=1)


@contextmanager
def _bare(cursor: Any, say: Callable[[str], Any]) -> Any:
    """Take indexes and foreign keys off while the reports go in, and put them back."""
    told = {"table": _TABLE}
    cursor.execute(
        "select conname, pg_get_constraintdef(oid) from pg_constraint"
        " where conrelid = %(table)s::regclass and contype in ('u', 'f')"
        " order by contype desc",
        told,
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
        " where indrelid = %(table)s::regclass and not exists"
        " (select from pg_constraint where conindid = indexrelid and contype <> 'f')",
        told,
    )
    indexes = cursor.fetchall()
    for name, _ in constraints:
        cursor.execute(f'alter table {_TABLE} drop constraint "{name}"')
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    yield
    say("  indexes and foreign keys")
    for _, made in indexes:
        cursor.execute(made)
    for name, made in constraints:
        cursor.execute(f'alter table {_TABLE} add constraint "{name}" {made}')


def size() -> str:
    """Return what the database takes up, in words of PostgreSQL."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def today() -> date:
    """Return the day that is measured."""
    return clock.today()
