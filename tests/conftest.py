"""Every test runs on a real PostgreSQL, as the powerless role of the web.

One disposable cluster serves all runs; each migrated state of the code is kept in it
as a template database, and each worker clones its own from that in a moment.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.gettempdir()) / f"wardline-tests-{os.getuid()}"
os.environ["WARDLINE_TESTING"] = "1"
os.environ["WARDLINE_HOME"] = str(HOME)
os.environ["WARDLINE_SECRET_KEY"] = "a key for tests, and for nothing else at all"
os.environ["WARDLINE_PERSONAL_KEY"] = "1:a key of personal columns for tests only"
os.environ["WARDLINE_GATE_KEY"] = "1:a key of QR passes for tests only"
os.environ["WARDLINE_DATABASE"] = f"test_{os.getpid()}"
os.environ["DJANGO_SETTINGS_MODULE"] = "wardline.config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in its thread
os.environ.pop("WARDLINE_CLOCK", None)
# a busy machine is no fault of a property
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster before Django reads its settings."""
    from wardline.config import catalogues, embedded

    catalogues.compile_stale()
    (HOME / "static").mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in os.environ:
        embedded.start(HOME, disposable=True, keep=True)
        embedded.ensure_roles()
    django.setup()


def _state_of_the_code() -> str:
    """Return a fingerprint of all that shapes the tables and their walls."""
    digest = hashlib.sha256()
    for pattern in ("**/migrations/*.py", "**/models.py", "**/models/*.py"):
        for file in sorted((ROOT / "wardline").glob(pattern)):
            digest.update(file.read_bytes())
    digest.update((ROOT / "wardline/base/places/walls.py").read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Clone this worker's database from the template of the present code."""
    import psycopg

    from wardline.config import embedded
    from wardline.front.duty.preparing import prepare

    template, own = _template(), embedded.database()
    with psycopg.connect(embedded.admin_dsn(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(620001)")
        known = admin.execute(
            "select 1 from pg_database where datname = %s", [template]
        ).fetchone()
        if not known:
            _make_template(admin, template, prepare, django_db_blocker)
        _clone(admin, own)
        admin.execute("select pg_advisory_unlock(620001)")
    # a worker's settings may have been read with the controller's environment
    _use(own)
    yield
    from django.db import connections

    with django_db_blocker.unblock():
        connections.close_all()
    with psycopg.connect(embedded.admin_dsn(), autocommit=True) as admin:
        admin.execute(f'drop database if exists "{own}" with (force)')


@pytest.fixture
def enter(client):
    """Let somebody in a post enter by the browser, in a tongue; return their client."""

    def enter(post, tongue="en"):
        client.force_login(post.user)
        client.cookies["django_language"] = tongue
        return client

    return enter


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    """A database for this test alone, in which several people write at once: what they
    write is committed, and goes with the database."""
    import psycopg
    from django.db import connections

    from wardline.config import embedded

    shared = embedded.database()
    with psycopg.connect(embedded.admin_dsn(), autocommit=True) as admin:
        _clone(admin, f"{shared}_apart")
        with django_db_blocker.unblock():
            connections.close_all()
            _use(f"{shared}_apart")
            yield
            connections.close_all()
            _use(shared)
        admin.execute(f'drop database "{shared}_apart" with (force)')


def _template() -> str:
    return f"template_{_state_of_the_code()}"


def _clone(admin, name: str) -> None:
    from wardline.config import embedded

    admin.execute(f'drop database if exists "{name}" with (force)')
    admin.execute(
        f'create database "{name}" template "{_template()}" owner {embedded.OWNER}'
    )


def _use(name: str) -> None:
    from django.db import connections

    for alias in ("owner", "default"):
        connections[alias].settings_dict["NAME"] = name


def _make_template(admin, template, prepare, blocker) -> None:
    from django.db import connections

    from wardline.config import embedded

    old = admin.execute(
        "select datname from pg_database where datname like 'template\\_%'"
        " and datname not in ('template0', 'template1')"
    ).fetchall()
    for (name,) in old[:-4]:  # other checkouts may still use the newest few
        admin.execute(f'drop database if exists "{name}"')
    making = f"making_{os.getpid()}"
    embedded.ensure_database(making, anew=True)
    with blocker.unblock():
        _use(making)
        prepare()
        connections.close_all()
    admin.execute(f'alter database "{making}" rename to "{template}"')


@pytest.fixture(autouse=True)
def _forget_the_authority():
    """Each test meets its own authority."""
    from wardline.base.places import queries

    queries.forget()
    yield
    queries.forget()


def pytest_make_parametrize_id(val):
    """Name a file among the parameters by how it begins: the rest may hold the time at
    which it was made, and two workers must give a test one name."""
    return repr(val[:8]) if isinstance(val, bytes) else None
