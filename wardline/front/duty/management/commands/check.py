"""``wardline check``: settings, database, seals, channels of notices."""

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError
from django.db import connection, connections

from wardline.base.ledger import queries as ledger
from wardline.base.notices import queries as notices
from wardline.base.places import queries as places
from wardline.base.places import scope
from wardline.front.bulletins import queries as bulletins
from wardline.front.duty.command import Command as Base


class Command(Base):
    help = (
        "Look over settings, database, walls, the ledger's seals, the published pages "
        "and the channels of notices. Exit code 0: all is well; 1: something is "
        "wrong, and said."
    )

    def handle(self, *args, **options):
        faults = [*self._settings(), *self._database()]
        if not faults and (top := places.root()):
            with scope.entered(top):
                faults += self._seals(top) + self._channels()
        for fault in faults:
            self.stderr.write(f"  wrong: {fault}")
        if faults:
            raise CommandError(f"{len(faults)} things are wrong.")
        self.stdout.write("All is well.")

    def _settings(self) -> list[str]:
        found = checks.run_checks(include_deployment_checks=not settings.INSECURE_LOCAL)
        serious = [m for m in found if m.level >= checks.WARNING]
        self.stdout.write(f"Settings: {len(serious)} remarks.")
        return [f"{m.id} {m.msg}" for m in serious]

    def _database(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select rolsuper or rolbypassrls from pg_roles"
                " where rolname = current_user"
            )
            powerful = cursor.fetchone()[0]
            cursor.execute(
                "select count(*), count(*) filter (where not relrowsecurity)"
                " from pg_class join pg_namespace n on n.oid = relnamespace"
                " join pg_attribute a on a.attrelid = pg_class.oid"
                " where n.nspname = 'public' and relkind = 'r'"
                " and attname = 'place_code' and not attisdropped"
            )
            walled, open_tables = cursor.fetchone()
        self.stdout.write(f"Database: {walled} tables of places.")
        faults = []
        if powerful:
            faults.append("the web's role may pass row-level security: give it less")
        if open_tables:
            faults.append(f"{open_tables} tables without walls: run wardline prepare")
        if not walled:
            faults.append("no tables yet: run wardline prepare")
        connections.close_all()
        return faults

    def _seals(self, top: str) -> list[str]:
        broken, defaced = ledger.broken_seals(top), bulletins.defaced()
        self.stdout.write(
            f"Seals: {len(broken)} of the ledger broken, {len(defaced)} pages defaced."
        )
        return [f"the ledger of {day} has been changed" for day in broken] + [
            f"the page {edition} is not what was sealed" for edition in defaced
        ]

    def _channels(self) -> list[str]:
        on, faulty = notices.switched_on().count(), notices.faulty()
        self.stdout.write(f"Channels: {on} on, {len(faulty)} do not deliver.")
        return [
            f"the channel {each.name} of {each.place_id} does not deliver: "
            f"{each.last_answer}"
            for each in faulty
        ]
