"""Daily reports over HTTP: people sign in, open their forms, and all send at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from django.db import connections
from django.urls import reverse

from wardline.front.duty import serving
from wardline.front.duty.bench.nation import PASSWORD, Nation
from wardline.front.duty.bench.timing import Measured
from wardline.front.duty.bench.wire import HOST, Answer, Person, Wire

PORT = 8639
CONNECTIONS = 4
# how many homes sign how many days each, and in how many rounds
HOMES, DAYS, ROUNDS = 60, 25, 5
_REPEATED = 50
_NUMBERS = {"residents": "80", "workers": "30"}
Sent = tuple[float, Answer]


@contextmanager
def served() -> Iterator[None]:
    """Serve this database on this machine as ``wardline serve`` does."""
    serving.demand_port(HOST, PORT)
    connections.close_all()
    told = {"interface": "wsgi", "host": HOST, "port": PORT, "workers": serving.WORKERS}
    told["blocking-threads"] = serving.THREADS
    options = [part for k, v in told.items() for part in (f"--{k}", str(v))]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "--no-log",
         "wardline.config.wsgi:application"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "wardline.config.settings"},
    )  # fmt: skip
    try:
        _await()
        yield
    finally:
        server.terminate()
        server.wait(20)


def posting(nation: Nation) -> Iterator[Measured | str]:
    """Time the posting of reports; every receipt is looked up afterwards."""
    before = _written()
    with served(), ThreadPoolExecutor(CONNECTIONS) as pool:
        wires = [Wire(PORT) for _ in range(CONNECTIONS)]
        people = _spread(pool, wires, _homes(nation), _sign_in)
        forms = [(who, on) for on in _days(nation) for who in people]
        opened = _spread(pool, wires, forms, _open)
        rounds, sent = [], []
        size = len(opened) // ROUNDS
        for number in range(ROUNDS):
            batch = [request for _, request in opened[number * size :][:size]]
            began = time.perf_counter()
            sent += _spread(pool, wires, batch, _send)
            rounds.append(len(batch) / (time.perf_counter() - began))
        again = _spread(pool, wires, [r for _, r in opened[:_REPEATED]], _send)
        for wire in wires:
            wire.close()
    receipts = _receipts(sent)
    if _receipts(again) != receipts[:_REPEATED] or _written() - before != len(sent):
        raise RuntimeError("A report sent twice was counted twice.")
    yield Measured(
        f"daily reports posted, {CONNECTIONS} connections", rounds, "a second",
        aim=450, rate=True,
    )  # fmt: skip
    taken = [took * 1000 for took, _ in sent]
    yield Measured("  time of one", taken)
    yield Measured("  95 of 100 within", [_p95(taken)], aim=50)
    yield Measured("  its form opened before", [took * 1000 for took, _ in opened])
    yield (
        f"  {len(sent):,} receipts, each found in the database; {len(again)} forms "
        "sent again got the receipt of the first sending and were not counted"
    )


def _await() -> None:
    for _ in range(300):
        try:
            wire = Wire(PORT)
            ready = wire.ask(Person().request(reverse("accounts:sign-in"))).status
            wire.close()
            if ready == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("The web did not answer within half a minute.")


def _spread(
    pool: ThreadPoolExecutor,
    wires: Sequence[Wire],
    items: Sequence[Any],
    act: Callable[[Wire, Any], Any],
) -> list[Any]:
    """Do something with every item, over all connections at once, in order."""

    def along(n: int) -> list[Any]:
        return [act(wires[n], item) for item in items[n :: len(wires)]]

    parts = list(pool.map(along, range(len(wires))))
    return [parts[n % len(wires)][n // len(wires)] for n in range(len(items))]


def _sign_in(wire: Wire, name: str) -> Person:
    person, path = Person(), reverse("accounts:sign-in")
    page = wire.ask(person.request(path))
    person.keep(page)
    form = {"csrfmiddlewaretoken": page.form()["csrfmiddlewaretoken"]}
    form |= {"username": name, "password": PASSWORD}
    answer = wire.ask(person.request(path, form))
    if answer.status != 302:
        raise RuntimeError(f"{name} could not sign in: {answer.status}")
    person.keep(answer)
    return person


def _open(wire: Wire, item: tuple[Person, date]) -> tuple[float, bytes]:
    person, on = item
    path = reverse("surveillance:sign", args=[on.isoformat()])
    took, answer = _send(wire, person.request(path))
    if answer.status != 200:
        raise RuntimeError(f"The form of {on} did not open: {answer.status}")
    return took, person.request(path, answer.form() | _NUMBERS)


def _send(wire: Wire, request: bytes) -> Sent:
    began = time.perf_counter()
    answer = wire.ask(request)
    return time.perf_counter() - began, answer


def _homes(nation: Nation) -> list[str]:
    """Return who signs: on duty in homes where nobody is in isolation."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select lower(code) from places_place where kind_id is not null and not"
            " exists (select from roster_person where place_code = code)"
            " order by md5(code) limit %s",
            [HOMES],
        )
        return [name for (name,) in cursor.fetchall()]


def _days(nation: Nation) -> list[date]:
    """Return days that nobody has signed yet: the last before the first report."""
    with connections["owner"].cursor() as cursor:
        cursor.execute('select min("on") from surveillance_dailyreport')
        first = cursor.fetchone()[0]
    return [first - timedelta(days=n) for n in range(DAYS, 0, -1)]


def _written() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from ledger_entry where verb = 'sign_report'")
        return int(cursor.fetchone()[0])


def _receipts(sent: Sequence[Sent]) -> list[int]:
    """Return the numbers of the receipts; every one is a report of its own."""
    wrong = [answer for _, answer in sent if answer.status != 302]
    if wrong:
        raise RuntimeError(f"{len(wrong)} reports were refused: {wrong[0].status}")
    numbers = [int(a.header("location").rstrip("/").split("/")[-1]) for _, a in sent]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select count(*) from surveillance_dailyreport where id = any(%s)",
            [numbers],
        )
        if cursor.fetchone()[0] != len(numbers):
            raise RuntimeError("A receipt has no report.")
    return numbers


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
