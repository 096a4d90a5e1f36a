"""Before a wave is opened nothing tells whom it visits: no table, log, notice, page or
file, whoever looks; and knowing all that came before helps nobody to guess."""

import logging
from collections import Counter
from math import erf, sqrt

import pytest
from django.db import connections
from django.urls import reverse

from tests.factories.world import world
from tests.ground.test_waves import campaign as month
from tests.work.inspection.scene import (
    COMMITTED,
    DEPARTURES,
    committed,
    province,
    release,
    scene,
)
from wardline.base.places import clock, scope
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Visit

# the roll, and the frames in which every home stands alike, drawn or not
ALIKE = {"places_place", "accounts_post", "accounts_user", "inspection_plan"}


@pytest.fixture
def s(apart):
    """A world in a database of its own: its owner sees only what is committed."""
    with clock.set_to(COMMITTED):
        yield scene(world())


def every_row():
    """Return (table, row) of the whole database, read past the walls as its owner."""
    found = []
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            found += [(table, row) for (row,) in cursor.fetchall()]
    return found


def pages(s, client):
    """Return what each role reads on the pages that could tell."""
    plan = [s.plan.pk]
    asked = [("inspection:index", []), ("inspection:visits", [])]
    asked += [("inspection:plan", plan), ("inspection:proof", plan)]
    asked += [("bulletins:draws", []), ("bulletins:draw", ["feb"])]
    asked += [("desk:index", []), ("notices:index", [])]
    asked += [("inspection:phone", []), ("inspection:phone-envelope", [])]
    asked += [("inspection:submissions", []), ("inspection:fairness", [])]
    asked += [("inspection:envelope", [s.plan.pk, 1])]
    for post in (s.w.authority, s.inspectors[0], s.custodians[0], s.w.county, s.w.head):
        client.force_login(post.user)
        for name, args in asked:
            answer = client.get(reverse(name, args=args))
            yield post.role_code, name, answer.content.decode()
        for path in ("/openrosa/formList?verbose=true", "/api/figures"):
            answer = client.get(path, headers={"X-OpenRosa-Version": "1.0"})
            yield post.role_code, path, answer.content.decode()


def test_nothing_names_a_target_before_its_opening(s, client, caplog):
    caplog.set_level(logging.DEBUG)
    province(3, 6)
    with scope.entered("T"):
        rows = queries.frame(s.w.authority, "T")
    s.plan = committed(s, frame=[row for row in rows if row["area"] > "T9"])
    homes = [row["institution"] for row in rows if row["area"] > "T9"]
    with clock.set_to(DEPARTURES[0]):
        release(s, s.plan, 1)
        told = [(t, r) for t, r in every_row() if t not in ALIKE]
        leaks = [(t, r) for t, r in told if any(home in r for home in homes)]
        assert leaks == []
        assert len(told) > 50
        # on the desk a home's own pages name it, whether it is drawn or not
        for role, name, text in pages(s, client):
            if name != "desk:index":
                assert not any(home in text for home in homes), (role, name)
        assert not any(home in caplog.text for home in homes)
        actions.open_wave(by=s.w.authority, plan=s.plan, n=1)
    with scope.entered("T"):
        drawn = set(Visit.objects.values_list("institution", flat=True))
    assert len(drawn) == 2
    assert any(home in row for _table, row in every_row() for home in drawn)


def test_guesser_who_knows_all_but_the_shares_gains_nothing():
    """Paired: the likeliest homes by chance k, against the same guess fed with every
    wave before. Both hit as often as the sum of their chances says."""
    shape = waves.slots([4, 4], 2)
    plain, informed, expected, rounds = 0, 0, 0.0, 400
    seen: Counter[str] = Counter()
    gains = []
    for secret in range(rounds):
        (first, second) = month(shape, [], f"s{secret}-")
        frame = second["draws"][0]["frame"]
        chances = dict(frame["inclusions"])
        drawn = set(second["draws"][0]["drawn"])
        likely = sorted(chances, key=lambda home: (-chances[home], home))[:4]
        # favours what earlier campaigns and the wave before have drawn more often
        clever = sorted(chances, key=lambda h: (-chances[h] - 9000 * seen[h], h))[:4]
        hits, more = len(drawn & set(likely)), len(drawn & set(clever))
        plain, informed = plain + hits, informed + more
        expected += sum(chances[home] for home in likely) / frame["whole"]
        gains.append(more - hits)
        seen.update(home for each in (first, second) for _t, home in each["visits"])
    assert abs(plain - expected) < 4 * sqrt(rounds)
    mean = sum(gains) / rounds
    spread = sqrt(sum((gain - mean) ** 2 for gain in gains) / (rounds - 1) / rounds)
    # one-sided z test of a gain at 1 %
    z = mean / spread if spread else 0.0
    assert 1 - (1 + erf(z / sqrt(2))) / 2 > 0.01
    assert informed <= plain + 4 * sqrt(rounds)
