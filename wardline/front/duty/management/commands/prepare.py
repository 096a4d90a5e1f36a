"""``wardline prepare``: create or upgrade the database."""

from wardline.front.duty.command import Command as Base
from wardline.front.duty.preparing import prepare


class Command(Base):
    help = (
        "Create or upgrade the tables, and write row-level security anew. "
        "Safe to run at any time; serve and demo run it by themselves."
    )

    def handle(self, *args, **options):
        tables = prepare(options["verbosity"] - 1)
        self.stdout.write(f"The database is ready: {tables} tables behind walls.")
