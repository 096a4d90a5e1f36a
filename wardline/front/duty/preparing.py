"""Bring a database up to date: migrate as its owner, then raise the walls."""

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from wardline.base.places import walls


def prepare(verbosity: int = 0) -> int:
    """Migrate and raise the walls; return how many tables were walled."""
    call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    with transaction.atomic(using="owner"):
        return walls.raise_walls(settings.DATABASES["default"]["USER"])
