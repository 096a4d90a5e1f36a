"""``wardline targeting``: what an order by risk would have found earlier."""

from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wardline.front.duty import csv_files
from wardline.front.duty.command import Command as Base
from wardline.ground.methods.residual.reading import table_of

MOST_BYTES = 200_000_000
SOURCES = {
    "chicago": _("City of Chicago, food inspections"),
    "cms": _("US federal surveys of nursing homes (CMS)"),
}
TARGETS = {
    "critical": _("a critical violation"),
    "serious": _("a serious deficiency (G or worse)"),
    "infection": _("a deficiency in infection control"),
}


class Command(Base):
    help = (
        "Evaluate the targeting of visits on a table of past ones (CSV, or packed by "
        "gzip), by rolling origin: each period is scored only by what was known before "
        "it began. Prints how many days earlier what is wrong would have been found, "
        "against random order and against the order that was, with bootstrap "
        "intervals; AUC over all and inside an authority; lift; what a draw with a "
        "floor of 2 % keeps of it; and the goals, met or not. With --split, learnt "
        "once, beside plain scores on the same visits. Needs no database. Exit code 1: "
        "the file cannot be read, each line at fault is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--evaluate", type=Path, required=True, metavar="FILE", help="the table"
        )
        parser.add_argument(
            "--format",
            choices=sorted(SOURCES),
            help="whose columns (else known by them)",
        )
        parser.add_argument(
            "--periods",
            type=_whole,
            default=6,
            metavar="N",
            help="how many periods, the last ones of the table (6)",
        )
        parser.add_argument(
            "--days",
            type=_whole,
            metavar="N",
            help="how long a period is (chicago: 60; cms: 91)",
        )

        parser.add_argument(
            "--split",
            type=_day,
            metavar="DAY",
            help="learn before this day, score each later visit on its own day",
        )

    def handle(self, *args, **options):
        visits = _visits(options["evaluate"], options["format"])
        for target in visits.hits:
            try:
                told = _told(visits, target, options)
            except ValueError as refused:
                raise CommandError(_too_short(refused)) from refused
            self.stdout.write(told)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(gettext("“%s” is not a number of 1 or more.") % text)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = gettext("“%s” is not a day such as 2013-09-01.")
        raise ArgumentTypeError(message % text) from None


def _told(visits: Any, target: str, options: Any) -> str:
    from wardline.ground.methods import targeting
    from wardline.ground.methods.targeting import goals

    if day := options["split"]:
        parted = targeting.split(visits, target, day.toordinal())
        met = goals.reached(goals.BY_SPLIT[target], parted.worth["score"])
        return _split_as_text(visits.source, day, parted) + _goals_as_text(met)
    found = targeting.evaluate(visits, target, options["periods"], options["days"])
    met = goals.reached(goals.BY_PERIOD[target], found)
    return _as_text(visits.source, target, found) + _goals_as_text(met)


def _visits(path: Path, source: str | None) -> Any:
    from wardline.ground.methods.targeting import read, tables

    table = table_of(csv_files.text_of(path, MOST_BYTES))
    csv_files.refuse(path, list(table.faults))
    if not table.rows:
        message = gettext("%s: there are no rows below the header.")
        raise CommandError(message % path.name)
    source = source or tables.format_of(table.header)
    if source is None:
        raise CommandError(f"{path.name}: {_unknown(table.header, tables.NEEDED)}")
    missing = set(tables.NEEDED[source]) - set(table.header)
    if missing:
        raise CommandError(
            gettext("%(file)s: these columns are missing: %(columns)s")
            % {"file": path.name, "columns": ", ".join(sorted(missing))}
        )
    visits, faults = read(table, source)
    csv_files.refuse(path, faults)
    return visits


def _unknown(header: Any, needed: Any) -> str:
    missing = {name: set(columns) - set(header) for name, columns in needed.items()}
    nearest = min(missing, key=lambda name: len(missing[name]))
    return gettext(
        "these are the columns of no known table. The nearest is “%(table)s”; it also "
        "needs: %(columns)s"
    ) % {"table": SOURCES[nearest], "columns": ", ".join(sorted(missing[nearest]))}


def _too_short(refused: ValueError) -> str:
    return gettext(
        "The table is too short: no period has visits before it and, inside, visits "
        "that found something and visits that found nothing. Give more rows, or a "
        "smaller number of --days."
    )


def _as_text(source: str, target: str, found: Any) -> str:
    told = asdict(found) | {
        "source": SOURCES[source],
        "target": TARGETS[target],
        "earned": found.earned,
        "kept": 100 * found.kept,
        "low": found.against_random[0],
        "high": found.against_random[1],
        "quo_low": found.against_status_quo[0],
        "quo_high": found.against_status_quo[1],
    }
    return "\n".join(str(line) % told for line in _LINES)


def _split_as_text(source: str, day: date, found: Any) -> str:
    head = asdict(found) | {
        "source": SOURCES[source],
        "target": TARGETS[found.target],
        "day": day,
    }
    lines = [str(line) % head for line in _SPLIT]
    for name, worth in found.worth.items():
        lines.append(str(_WORTH) % (asdict(worth) | {"name": SCORES[name]}))
    return "\n".join(lines)


def _goals_as_text(reached: list[tuple[str, float, float, bool]]) -> str:
    return "".join(
        "\n"
        + str(_GOAL_MET if met else _GOAL_MISSED)
        % {"what": MEASURES[code], "goal": goal, "here": value}
        for code, goal, value, met in reached
    )


SCORES = {
    "score": _("the score"),
    "strict": _("the score with strictness left in"),
    "past": _("the weight of past findings alone"),
    "same": _("past findings of the kind alone"),
    "authority": _("the authority’s rate alone"),
}
MEASURES = {
    "auc": _("AUC over all"),
    "auc_within": _("AUC inside an authority"),
    "days": _("days earlier than in the order that was"),
    "lift": _("lift in the first 20 %"),
    "kept": _("share that the draw keeps"),
}
_GOAL_MET = _("  goal, %(what)s: %(goal)g; here %(here).3f, met")
_GOAL_MISSED = _("  goal, %(what)s: %(goal)g; here %(here).3f, not met")
_SPLIT = (
    _("%(source)s: %(target)s"),
    _(
        "  learnt from %(learnt)d visits before %(day)s; of %(visits)d later ones "
        "%(hits)d found it"
    ),
)
_WORTH = _(
    "  %(name)s: AUC %(auc).3f, inside an authority %(auc_within).3f, lift %(lift).2f, "
    "%(days).2f days earlier (than in a random order: %(earned).2f)"
)
_LINES = (
    _("%(source)s: %(target)s"),
    _("  periods %(periods)d, visits %(visits)d, of which found it %(hits)d"),
    _(
        "  days earlier than in a random order: %(earned).2f "
        "(95 %%: %(low).2f to %(high).2f); at most %(oracle).2f"
    ),
    _(
        "  days earlier than in the order that was: %(days).2f "
        "(95 %%: %(quo_low).2f to %(quo_high).2f); a random order: %(random).2f"
    ),
    _("  AUC over all %(auc).3f, inside an authority %(auc_within).3f"),
    _("  lift in the first 20 %% of visits %(lift).2f"),
    _(
        "  drawn with a floor of 2 %%: %(drawn).2f days, that is %(kept).0f %% of what "
        "the order earns"
    ),
    _(
        "  with the authority’s strictness left in, which is not risk: "
        "%(strict_days).2f days, AUC %(strict_auc).3f, lift %(strict_lift).2f"
    ),
)
