"""``wardline bench``: fill an invented nation and measure."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from wardline.front.duty import serving
from wardline.front.duty.bench import clearances, desk, nation, reporting
from wardline.front.duty.command import Command as Base
from wardline.front.duty.preparing import prepare


class Command(Base):
    help = (
        "Fill an invented nation into a database of its own and say how long the desk, "
        "a county's page, verdicts and the posting of reports take. The database is "
        "dropped at the end, unless --keep. Exit code 1 where an aim is missed and "
        "--strict is given, or the database holds an authority."
    )

    def add_arguments(self, parser):
        number = {"type": int}
        parser.add_argument("--institutions", **number, default=40_000, help="40000")
        parser.add_argument("--days", **number, default=365, help="default 365")
        parser.add_argument("--runs", **number, default=9, help="times each, default 9")
        parser.add_argument(
            "--keep", action="store_true", help="use the filled nation again, keep it"
        )
        parser.add_argument(
            "--no-http", action="store_true", help="leave out the posting over HTTP"
        )
        parser.add_argument("--strict", action="store_true", help="aims must be met")

    def handle(self, *args, institutions, days, runs, keep, no_http, strict, **options):
        prepare()
        wanted = nation.Nation(max(institutions, 10), max(days, 1), nation.today())
        self._fill(wanted)
        serving.collect_rarely()  # as the web does
        missed = [
            line
            for line in self._measure(wanted, max(runs, 1), no_http)
            if getattr(line, "met", None) is False
        ]
        self.stdout.write(f"\n{len(missed)} aims missed." if missed else "\nAims met.")
        if strict and missed:
            raise CommandError("; ".join(line.name.strip() for line in missed))

    def _fill(self, wanted):
        try:
            if nation.filled(wanted):
                self.stdout.write("The nation of the last time is measured again.")
                return
        except nation.Occupied as occupied:
            raise CommandError(
                f"This database holds the authority “{occupied}”: bench only fills an "
                "empty one. Leave out --keep, or name another database."
            ) from occupied
        said = f"{wanted.institutions:,} institutions, {wanted.days:,} days"
        self.stdout.write(f"Filling a nation: {said}.")
        nation.fill(wanted, self._say)
        self.stdout.write(f"Filled: {nation.size()}.\n")

    def _say(self, line):
        self.stdout.write(str(line))
        self.stdout.flush()

    def _measure(self, wanted, runs, no_http):
        on = wanted.today
        if not settings.TESTING:  # pages name their style sheets by fingerprint
            call_command("collectstatic", interactive=False, verbosity=0)
        parts = [
            lambda: desk.figures_of(nation.COUNTY, on, runs),
            lambda: desk.figures_of(desk.NATION, on, runs),
            lambda: desk.columns_of(desk.NATION, on),
            lambda: desk.page(on, runs),
            lambda: clearances.verdicts(min(runs, 5)),
            lambda: desk.naive(on, runs),
        ]
        if not no_http:
            parts.append(lambda: reporting.posting(wanted))
        self.stdout.write(
            f"{'':<58}{'median':>10}          {'least … most':<24}    aim"
        )
        for part in parts:
            try:
                for line in part():
                    self._say(line)
                    yield line
            except serving.PortTaken as taken:
                raise CommandError(f"{taken} is taken by another program.") from taken
