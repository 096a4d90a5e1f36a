"""``wardline serve``: the web, and the clock."""

from django.core.management.base import CommandError

from wardline.front.duty import serving
from wardline.front.duty.command import Command as Base
from wardline.front.duty.preparing import prepare


class Command(Base):
    help = (
        "Serve the web and ring the clocks, until Ctrl-C. The database is brought up "
        "to date first. Exit code 1 where the port is taken."
    )

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1", help="default 127.0.0.1")
        parser.add_argument("--port", type=int, default=8620, help="default 8620")
        parser.add_argument("--workers", type=int, default=2, help="default 2")

    def handle(self, *args, address, port, workers, **options):
        try:
            serving.demand_port(address, port)
        except serving.PortTaken as taken:
            raise CommandError(
                f"{taken} is taken by another program. Stop it, or choose another: "
                "wardline serve --port 8621"
            ) from taken
        prepare()
        self.stdout.write(
            f"Wardline serves on http://{address}:{port}/  (Ctrl-C stops)"
        )
        self.stdout.flush()
        serving.serve(address, port, workers)
        self.stdout.write("Stopped. What was acknowledged is kept.")
