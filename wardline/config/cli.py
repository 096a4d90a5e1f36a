"""``wardline``: the program's door on the command line."""

import os
import sys

COMMANDS = {
    "demo": "replay the month of the pack, then serve it",
    "serve": "serve the web, and ring the clocks",
    "load": "load a pack (a folder of plain files) into the database",
    "clock": "ring what is due now: escalations, seals",
    "check": "look over settings, database and seals",
    "read": "read a document, and say what was recovered and what was changed",
    "residual": "recompute published tables of residual risk",
    "judge": "judge a table of clearance cases, and write it back with the outcomes",
    "targeting": "evaluate the order of visits by risk on a table of past ones",
    "bench": "fill a nation and measure",
    "prepare": "create or upgrade the database and its walls",
    "messages": "compile the Chinese catalogues",
}
# these need no database
_WITHOUT = {
    "read",
    "residual",
    "judge",
    "targeting",
    "messages",
    "makemigrations",
    "help",
}
_WITHOUT |= {"collectstatic"}

# these have a database of their own and never touch real data
_OWN_DATABASE = {"demo", "bench"}


def _usage() -> str:
    lines = [f"  {name:<10} {text}" for name, text in COMMANDS.items()]
    return (
        "Wardline: the working system of an authority that answers for residential "
        "care.\n\nusage: wardline COMMAND [--help]\n\n" + "\n".join(lines) + "\n\n"
        "Data lie in the user's data folder; WARDLINE_HOME names another.\n"
        "DATABASE_URL names a PostgreSQL server instead of the embedded one."
    )


def _needs_database(argv: list[str]) -> bool:
    asks_help = "--help" in argv or "-h" in argv
    return (
        argv[1] not in _WITHOUT and not asks_help and "DATABASE_URL" not in os.environ
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    argv = list(sys.argv if argv is None else argv)
    if len(argv) < 2 or argv[1] in {"-h", "--help", "help"}:
        sys.stdout.write(_usage() + "\n")
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardline.config.settings")
    from wardline.config import catalogues

    done = catalogues.compile_stale()
    if argv[1] == "messages":
        sys.stdout.write(f"{len(done)} catalogues compiled.\n")
        return 0
    if argv[1] in _OWN_DATABASE:
        os.environ.setdefault("WARDLINE_DATABASE", f"wardline_{argv[1]}")
    try:
        return _run(argv)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


def _anew(argv: list[str]) -> bool:
    """Tell whether to begin on an empty database: a replay and an invented nation do.

    Somebody who named another database for measuring may have named a true one.
    """
    own = argv[1] == "demo" or os.environ.get("WARDLINE_DATABASE") == "wardline_bench"
    return argv[1] in _OWN_DATABASE and own and "--keep" not in argv


def _run(argv: list[str]) -> int:
    if _needs_database(argv):
        from wardline.config import embedded

        try:
            embedded.start()
            embedded.ensure_roles()
            embedded.ensure_database(embedded.database(), anew=_anew(argv))
        except RuntimeError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(argv)
    finally:
        if argv[1] == "bench" and _needs_database(argv) and _anew(argv):
            embedded.discard(embedded.database())
    return 0


if __name__ == "__main__":
    sys.exit(main())
