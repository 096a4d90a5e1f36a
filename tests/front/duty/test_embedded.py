"""The embedded database is emptied for a replay, unless somebody works in it."""

import os

import psycopg
import pytest

from wardline.config import embedded


@pytest.fixture
def name(django_db_setup):
    name = f"emptied_{os.getpid()}"
    embedded.ensure_database(name)
    with psycopg.connect(embedded.admin_dsn(name), autocommit=True) as connection:
        connection.execute("create table kept (n int)")
    yield name
    embedded.discard(name)


def tables(name):
    with psycopg.connect(embedded.admin_dsn(name)) as connection:
        return connection.execute("select to_regclass('kept')").fetchone()[0]


def test_replay_begins_on_an_empty_database(name):
    embedded.ensure_database(name, anew=True)
    assert tables(name) is None


def test_database_in_which_another_program_works_is_not_emptied(name):
    with (
        psycopg.connect(embedded.admin_dsn(name)),
        pytest.raises(RuntimeError, match=f"Another program works in .* {name}"),
    ):
        embedded.ensure_database(name, anew=True)
    assert tables(name) == "kept"
