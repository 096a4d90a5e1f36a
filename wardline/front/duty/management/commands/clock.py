"""``wardline clock``: ring what is due now; beside the web, each minute."""

import time
from datetime import datetime

from django.core.management.base import CommandError
from django.db import connection, connections

from wardline.base.places import clock as time_of_day
from wardline.base.places import queries as places
from wardline.front.duty import clock, serving
from wardline.front.duty.command import Command as Base


class Command(Base):
    help = (
        "Ring what is due now: late work climbs to the next office, days that are over "
        "are sealed, published pages are compared with their seals. It may be rung as "
        "often as you like; nobody is told twice. Exit code 1: something failed, and "
        "is said; the rest was rung."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--at", help="ring as if it were this time, for example 2020-02-27T17:31"
        )
        parser.add_argument(
            "--watch", action="store_true", help="ring each minute until stopped"
        )

    def handle(self, *args, at, watch, **options):
        if watch:
            serving.leave_with_parent()
            self._watch()
            return
        moment = self._moment(at) if at else time_of_day.now()
        with time_of_day.set_to(moment):
            rung = clock.ring(moment, hourly=True)
        self._say(rung)
        if rung.failed:
            raise CommandError(f"{len(rung.failed)} clocks failed; see above.")

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as wrong:
            raise CommandError(
                f"“{text}” is no time. Write it as 2020-02-27T17:31.", returncode=2
            ) from wrong
        return moment if moment.tzinfo else moment.replace(tzinfo=places.zone())

    def _watch(self) -> None:
        """Ring now, then at the beginning of each minute."""
        # it asks for all places: one plan for all values would take them for a few
        connection.close()
        connection.settings_dict["OPTIONS"]["prepare_threshold"] = None
        while True:
            rung = clock.ring(time_of_day.now())
            if any(rung.hops.values()) or rung.sealed or rung.failed or rung.sent.made:
                self._say(rung)
            if rung.failed:
                connections.close_all()  # a lost server: begin the next ringing anew
            now = time_of_day.now()
            time.sleep(60 - now.second - now.microsecond / 1e6)

    def _say(self, rung: clock.Rung) -> None:
        for code, count in rung.hops.items():
            self.stdout.write(f"{code}: {count} told")
        for on in rung.sealed:
            self.stdout.write(f"sealed {on}")
        if rung.sent.taken or rung.sent.failed:
            self.stdout.write(
                f"messages: {rung.sent.taken} sent, {rung.sent.failed} not taken"
            )
        for code, error in rung.failed.items():
            self.stderr.write(f"{code} failed: {error!r}")
        self.stdout.flush()
