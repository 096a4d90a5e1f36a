"""The walls, tried with raw SQL as the role of the web: each table, both ways."""

import json

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.factories.rows import row
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places.models import Placed, Reach
from wardline.base.places.walls import column, reach

pytestmark = pytest.mark.django_db
OWN, NEIGHBOUR = "T101-1", "T102-1"
TABLES = [model for model in apps.get_models() if column(model)]
PLACED = [model for model in TABLES if issubclass(model, Placed)]


def run(sql: str, *args):
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def two_counties():
    with clock.set_to(moment("2020-02-10 09:00")):
        yield world()


def fill(model, w) -> None:
    with scope.entered("T"):
        for place in (OWN, NEIGHBOUR):
            row(model, place, w)


def in_range(model) -> str:
    name = column(model)
    return f""" from "{model._meta.db_table}" where "{name}" >= 'T102'
        and "{name}" < 'T102~' """


@pytest.mark.parametrize("model", PLACED, ids=lambda m: m.__name__)
def test_a_neighbours_row_is_not_read(model, two_counties):
    fill(model, two_counties)
    with scope.entered("T"):
        assert run("select count(*)" + in_range(model)) != [(0,)]

    with scope.entered("T101"):
        found = run("select count(*)" + in_range(model))

    assert (found == [(0,)]) is (reach(model) is not Reach.PUBLIC)


@pytest.mark.parametrize("model", PLACED, ids=lambda m: m.__name__)
def test_a_neighbours_row_is_not_changed(model, two_counties):
    fill(model, two_counties)
    name, table = column(model), model._meta.db_table
    with scope.entered("T101"):
        try:
            with transaction.atomic():
                changed = run(
                    f'update "{table}" set "{name}" = "{name}"'
                    f""" where "{name}" >= 'T102' and "{name}" < 'T102~'"""
                )
        except ProgrammingError as refused:  # no right to update at all
            assert "permission denied" in str(refused)
            changed = 0
    assert changed == 0


@pytest.mark.parametrize("model", PLACED, ids=lambda m: m.__name__)
def test_no_row_is_put_into_a_neighbours_place(model, two_counties):
    fill(model, two_counties)
    name, table, key = column(model), model._meta.db_table, model._meta.pk.column
    with scope.entered("T"):
        [(text,)] = run(
            f'select row_to_json(t)::text from "{table}" t'
            f" where \"{name}\" = '{OWN}' limit 1"
        )
    forged = json.loads(text) | {name: NEIGHBOUR}
    forged[key] = 987_654 if isinstance(forged[key], int) else "0" * 32
    with (
        scope.entered("T101"),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        run(
            f'insert into "{table}" select * from'
            f' json_populate_record(null::"{table}", %s::json)',
            json.dumps(forged),
        )


@pytest.mark.parametrize("model", PLACED, ids=lambda m: m.__name__)
def test_nothing_is_read_without_a_scope(model, two_counties):
    fill(model, two_counties)
    [(count,)] = run(f'select count(*) from "{model._meta.db_table}"')
    assert (count == 0) is (reach(model) is not Reach.PUBLIC)


@pytest.mark.parametrize("model", PLACED, ids=lambda m: m.__name__)
def test_what_an_ancestor_set_is_read_only_where_it_is_a_norm(model, two_counties):
    """Homes read the norms of those above, and none of their other records."""
    with scope.entered("T"):
        row(model, OWN, two_counties)
    with scope.entered(f"{OWN}-below"):
        table, name = model._meta.db_table, column(model)
        [(count,)] = run(f'select count(*) from "{table}" where "{name}" = %s', OWN)
    assert (count > 0) is (reach(model) in {Reach.NORM, Reach.PUBLIC})


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_ledger_cannot_be_changed(verb, two_counties):
    statement = {
        "update": "update ledger_entry set verb = 'x'",
        "delete": "delete from ledger_entry",
    }[verb]
    with (
        scope.entered("T"),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        run(statement)


def test_the_web_cannot_take_the_walls_down(two_counties):
    for statement in (
        "alter table ledger_entry disable row level security",
        "drop policy seen on ledger_entry",
        "truncate ledger_entry",
        "set role wardline_owner",
    ):
        with scope.entered("T"), pytest.raises(ProgrammingError), transaction.atomic():
            run(statement)
