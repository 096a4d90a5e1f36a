"""A county's list of 5,000 people in isolation: all judged beside a page judged.

    python -m benchmarks.county_list [people]

A disposable database in the temporary folder; requests go through the whole application
in this process. The machine's load is printed, because a busy one only shows how busy.
"""

import os
import sys
from contextlib import closing
from datetime import timedelta

from benchmarks.riskpage import _Blocker, measured, say
from tests import conftest  # the tests' own disposable cluster and settings

PEOPLE = 5_000
LOOKS = 20


def filled(number: int):
    """Isolate so many people in a county, each looked at twenty times."""
    from django.db import connections

    from tests.factories.gate import lay_down
    from tests.factories.world import moment, world
    from wardline.base.ledger import opened
    from wardline.base.places import clock, scope
    from wardline.core.roster import actions as roster
    from wardline.core.roster.models import HealthCheck, Isolation

    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    begun = moment("2020-02-04 09:30")
    rows = [
        {
            "kind": "resident",
            "name": f"某{n}",
            "from_at": moment("2019-12-01 09:00"),
            "room": str(n),
        }
        for n in range(number)
    ]
    people = roster.enrol_many(by=made.duty, at="T101-1", rows=rows)
    told = {"place_id": "T101-1", "recorded_by": made.duty}
    token = opened.depth.set(1)
    with scope.entered(made.duty.place_id, made.duty.user_id):
        for model, many in (
            (
                Isolation,
                (
                    Isolation(
                        **told,
                        person=person,
                        from_at=begun + timedelta(hours=n % 200),
                        room=f"G-{n}",
                        alone=True,
                        reason="return",
                        recorded_at=begun + timedelta(hours=n % 200),
                    )
                    for n, person in enumerate(people)
                ),
            ),
            (
                HealthCheck,
                (
                    HealthCheck(
                        **told,
                        person=person,
                        at=begun + timedelta(hours=12 * k),
                        recorded_at=begun + timedelta(hours=12 * k),
                        temperature=36,
                        symptomatic=False,
                    )
                    for person in people
                    for k in range(LOOKS)
                ),
            ),
        ):
            model.objects.bulk_create(many, batch_size=5_000)
    opened.depth.reset(token)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")
    return made


def questions(client, made) -> None:
    """Measure the page, its counts, and judging all."""
    from django.urls import reverse

    from tests.factories.gate import seen_from
    from wardline.work.gate import queries
    from wardline.work.gate.queries import divisions

    page, county = reverse("gate:board"), made.county

    def ask(**asked: str) -> None:
        answer = client.get(page, asked)
        assert answer.status_code == 200, answer.status_code

    def forget() -> None:
        divisions._stands.cache_clear()

    def all_of_them() -> None:
        with seen_from(county):
            numbers = queries.chosen(county, county.place_id)
            lines = queries.lines(county, county.place_id, numbers)
            for fits in queries.STATES.values():
                sum(map(fits, lines))

    ask()
    measured("everybody judged and counted, as before", all_of_them, times=3)
    measured("the page, 50 judged", ask)
    measured("the page, by name", lambda: ask(sort="name"))
    measured("the page, searched", lambda: ask(q="某49"))
    measured("the counts, cold", lambda: ask(counted="1"), forget, times=3)
    measured("the counts, kept", lambda: ask(counted="1"))
    measured("only who is late, cold", lambda: ask(state="late"), forget, times=3)
    measured("only who is late, kept", lambda: ask(state="late"))


def main() -> None:
    """Fill, and measure all."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    conftest.pytest_configure(None)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(
        f"load of the machine: {load}; processors: {os.cpu_count()}; people: {number:,}"
    )
    making = conftest.django_db_setup.__wrapped__(_Blocker())
    next(making)
    from django.test import Client

    from tests.factories.world import moment
    from wardline.base.places import clock

    with closing(making), clock.set_to(moment("2020-02-16 09:00")):
        made = filled(number)
        client = Client(SERVER_NAME="localhost")
        client.force_login(made.county.user)
        questions(client, made)
        next(making, None)


if __name__ == "__main__":
    main()
