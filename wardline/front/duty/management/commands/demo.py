"""``wardline demo``: the month of a pack, replayed before your eyes, then served."""

import time
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.front.bulletins import queries as bulletins
from wardline.front.duty import serving
from wardline.front.duty.command import Command as Base
from wardline.front.duty.management.commands.load import spoken
from wardline.front.duty.packs.reading import BrokenPack, read
from wardline.front.duty.preparing import prepare
from wardline.front.duty.replay import replay

PACKS = Path(__file__).resolve().parents[5] / "packs"


class Command(Base):
    help = (
        "Replay the scenario of a pack through the same actions as the web, on a set "
        "clock, then serve it on this machine. The demo has a database of its own and "
        "begins anew each time. Exit code 1 where the pack or the port is not usable."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--pack",
            type=Path,
            default=None,
            help="default: the first pack with a scenario",
        )
        parser.add_argument("--port", type=int, default=8620, help="default 8620")
        parser.add_argument(
            "--no-serve", action="store_true", help="replay, say the figures, and stop"
        )
        parser.add_argument(
            "--keep", action="store_true", help="serve the last replay as it was left"
        )

    def handle(self, *args, pack, port, no_serve, keep, **options):
        found = self._read(pack or _first())
        if not no_serve:
            self._demand_port(port)
        kept = keep and self._has_replay(found.code)
        if not kept:
            self._replay(found)
        self._say_figures()
        if not no_serve:
            self._serve(found, port)

    def _read(self, folder: Path):
        try:
            return read(folder)
        except BrokenPack as broken:
            for fault in broken.faults:
                self.stderr.write(f"  {spoken(fault)}")
            raise CommandError(f"{len(broken.faults)} faults in the pack.") from broken

    def _demand_port(self, port: int) -> None:
        try:
            serving.demand_port("127.0.0.1", port)
        except serving.PortTaken as taken:
            raise CommandError(
                f"{taken} is taken. Stop what listens there, or: "
                "wardline demo --port 8621"
            ) from taken

    def _has_replay(self, code: str) -> bool:
        prepare()
        known = places.authority()
        return known is not None and known.pack == code

    def _replay(self, pack) -> None:
        prepare()
        if places.authority() is not None:
            raise CommandError(
                "This database already holds an authority. The demo needs an empty "
                "one: name another in DATABASE_URL, or serve this one with --keep."
            )
        with connection.cursor() as cursor:
            # a replay can be played again: it need not wait for the disk
            cursor.execute("set synchronous_commit = off")
        serving.collect_rarely()
        console = Console(file=self.stdout._out)
        began = time.monotonic()
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
            task = progress.add_task(f"Replaying {pack.code}", total=None)
            replay(
                pack,
                lambda done, of: progress.update(task, completed=done, total=of),
            )
        self.stdout.write(f"Replayed in {time.monotonic() - began:.0f} s.")

    def _say_figures(self) -> None:
        for edition in bulletins.latest()[:1]:
            content = edition.content
            self.stdout.write(f"\n{content['title_zh']} / {content['title_en']}")
            for figure in content["figures"]:
                self.stdout.write(f"  {figure['code']:<34} {figure['value']}")
            self.stdout.write(f"  seal {edition.seal}")

    def _serve(self, pack, port: int) -> None:
        clock.start_at(pack.scenario.served_at)
        self.stdout.write(f"\nWardline serves on http://127.0.0.1:{port}/")
        self.stdout.write("Sign in as (for the demonstration only):")
        for sign_in in pack.scenario.sign_ins:
            self.stdout.write(f"  {sign_in.user:<12} {sign_in.password}")
        self.stdout.write(
            f"The public reads http://127.0.0.1:{port}/bulletins/ without signing in."
        )
        self.stdout.write("Ctrl-C stops the web, the clock and the database.")
        self.stdout.flush()
        serving.serve("127.0.0.1", port)
        self.stdout.write("Stopped.")


def _first() -> Path:
    """Return the first pack beside the program that has a scenario."""
    for folder in sorted(PACKS.glob("*/scenario.yaml")):
        return folder.parent
    raise CommandError(f"No pack with a scenario in {PACKS}: name one with --pack.")
