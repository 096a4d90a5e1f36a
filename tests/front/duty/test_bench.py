"""``wardline bench`` measures what it says, on a nation of twenty homes."""

import io
import os

import pytest
from django.core.management import call_command
from django.db import connections

from wardline.base.places import queries
from wardline.config import embedded


@pytest.fixture
def empty(django_db_setup, django_db_blocker):
    """Lend an empty database, which the command migrates and fills."""
    name = f"bench_{os.getpid()}"
    embedded.ensure_database(name, anew=True)
    own = embedded.database()
    with django_db_blocker.unblock():
        _turn_to(name)
        yield name
        _turn_to(own)
    embedded.discard(name)


def _turn_to(name):
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name
    queries.forget()


def test_bench_small_nation(empty):
    said = io.StringIO()
    call_command(
        "bench",
        institutions=20,
        days=5,
        runs=1,
        keep=True,
        no_http=True,
        stdout=said,
    )
    text = said.getvalue()
    # four days of twenty homes, and today without every fifth
    assert "reports to" in text and ": 96\n" in text
    assert "page of a county, 20 homes" in text
    assert "5 clearance verdicts" in text
    assert "20 institutions" in text

    again = io.StringIO()
    call_command(
        "bench",
        institutions=20,
        days=5,
        runs=1,
        keep=True,
        no_http=True,
        stdout=again,
    )
    assert "measured again" in again.getvalue()
