"""What the commands of ``wardline`` share: a help text without framework noise."""

from argparse import SUPPRESS

from django.core.management.base import BaseCommand, CommandParser

_NOISE = {
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}


class Command(BaseCommand):
    """A command of the program."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name, subcommand, **kwargs) -> CommandParser:
        parser = super().create_parser("wardline", subcommand, **kwargs)
        for action in parser._actions:
            if action.dest in _NOISE:
                action.help = SUPPRESS
        return parser
