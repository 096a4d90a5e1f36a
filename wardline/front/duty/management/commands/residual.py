"""``wardline residual``: recompute published tables of residual risk."""

import json
from argparse import ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from statistics import median

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wardline.front.duty import csv_files
from wardline.front.duty.command import Command as Base
from wardline.ground.methods.residual import published
from wardline.ground.methods.residual.reading import Table, table_of

TABLES = {
    "cdc_table": _("CDC, 2 December 2020: shorter quarantines"),
    "johansson": _("Johansson 2021 (CDC): reduction of transmission"),
    "wells": _("Wells 2021: secondary infections after quarantine"),
    "covidsens": _("covidsens: infections missed by one test"),
    "policies": _("Policies in the CDC's model: share of transmission left"),
}
UNITS = {
    "points": _("percentage points"),
    "share": _("shares of 1"),
    "number": _("numbers of infections"),
}


class Command(Base):
    help = (
        "Recompute published tables of residual risk with Wardline's own methods. "
        "Each table is known by its columns: the CDC's options of 2 December 2020, "
        "Johansson 2021, Wells 2021, covidsens, policies in the CDC's model. Needs no "
        "database. Exit code 1: a file cannot be read, and each line at fault is "
        "named, or a difference is greater than --within."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--published",
            type=Path,
            nargs="+",
            required=True,
            metavar="FILE",
            help="CSV files with published values",
        )
        parser.add_argument(
            "--within",
            type=_tolerance,
            metavar="X",
            help="the greatest difference allowed, in the unit of the file",
        )
        parser.add_argument("--rows", action="store_true", help="print every value")
        parser.add_argument("--json", action="store_true", help="print all as JSON")

    def handle(self, *args, published: list[Path], within, **options):
        reports = {path.name: _report(path) for path in published}
        if options["json"]:
            self.stdout.write(_as_json(reports))
        else:
            for name, report in reports.items():
                self.stdout.write(_as_text(name, report, options["rows"]))
        beyond = [name for name, each in reports.items() if _exceeds(each, within)]
        if beyond:
            raise CommandError(
                gettext("Differences greater than %(within)g: %(files)s")
                % {"within": within, "files": ", ".join(beyond)}
            )


def _tolerance(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not found >= 0:
        raise ArgumentTypeError(gettext("“%s” is not a number of 0 or more.") % text)
    return found


def _report(path: Path) -> published.Report:
    """Read and recompute a file; CommandError with every fault where it cannot be."""
    table = table_of(csv_files.text_of(path))
    kind = published.kind_of(table.header)
    report = published.recompute(kind, table.rows) if kind else None
    faults = (*table.faults, *(report.faults if report else ()))
    csv_files.refuse(path, sorted(faults, key=lambda each: each.line))
    if not table.header:
        raise CommandError(gettext("%s: the file is empty.") % path.name)
    if report is None:
        raise CommandError(f"{path.name}: {_unknown(table)}")
    if not table.rows:
        message = gettext("%s: there are no rows below the header.")
        raise CommandError(message % path.name)
    return report


def _unknown(table: Table) -> str:
    """Say which known table the columns come nearest to, and what is missing."""
    kind, missing = published.nearest(table.header)
    return gettext(
        "no published table has these columns. The nearest is “%(table)s”; it also "
        "needs: %(columns)s"
    ) % {"table": TABLES[kind.code], "columns": ", ".join(missing)}


def _exceeds(report: published.Report, within: float | None) -> bool:
    worst = report.worst
    return within is not None and worst is not None and worst.difference > within


def _as_text(name: str, report: published.Report, rows: bool) -> str:
    unit = UNITS[report.kind.unit]
    lines = [f"{name}: {TABLES[report.kind.code]} ({unit})"]
    if rows:
        lines += [_pair(each) for each in report.compared]
    worst = report.worst
    typical = median(each.difference for each in report.compared)
    lines.append(
        gettext("%(values)d values recomputed; median difference %(typical).2g")
        % {"values": len(report.compared), "typical": typical}
    )
    lines.append(
        gettext("worst difference %(difference).3g at %(pair)s")
        % {"difference": worst.difference, "pair": _pair(worst).strip()}
    )
    return "\n".join(lines)


def _pair(each: published.Compared) -> str:
    return gettext(
        "  line %(line)d, %(column)s: published %(published).10g, recomputed "
        "%(recomputed).10g, difference %(difference).2e"
    ) % {**asdict(each), "difference": each.difference}


def _as_json(reports: dict[str, published.Report]) -> str:
    whole = {
        name: {
            "table": report.kind.code,
            "unit": report.kind.unit,
            "worst": report.worst and report.worst.difference,
            "values": [
                {**asdict(each), "difference": each.difference}
                for each in report.compared
            ],
        }
        for name, report in reports.items()
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
