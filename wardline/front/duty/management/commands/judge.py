"""``wardline judge``: try cases against the rule of clearance, without a database."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone, translation

from wardline.base.ui import wording
from wardline.front.duty import judging
from wardline.front.duty.command import Command as Base
from wardline.front.duty.packs.reading.sheets import ENCODINGS


class Command(Base):
    help = (
        "Judge a table of cases (CSV: what happened, by which policy, what is "
        "expected) and write it back with what the rule says of each. Every row comes "
        "back; one that cannot be read has the reason in its last column. Needs no "
        "database. Exit code 1: a row cannot be read, or the rule says something else "
        "than expected; 2: the file is no such table."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=Path, required=True, help="the table")
        parser.add_argument("--out", type=Path, help="where to write it (else: here)")
        parser.add_argument(
            "--zone",
            default="Asia/Shanghai",
            help="the time zone of the cases (Asia/Shanghai)",
        )
        parser.add_argument(
            "--language", choices=["en", "zh-hans"], default="en", help="of the reasons"
        )

    def handle(self, *args, cases, out, zone, language, **options):
        here = _zone(zone)
        with translation.override(language), timezone.override(here):
            judged = _judged(cases, here)
            self._write(judged, out)
            for line in judged.lines:
                for said in line.said():
                    self.stderr.write(said, self.style.NOTICE)
            counts = judged.counts()
            names = ("agrees", "differs", "judged", "bad")
            told = {name: counts[name] for name in names}
            self.stderr.write(str(wording.say("judge.summary", **told)))
        if counts["bad"] or counts["differs"]:
            raise SystemExit(1)

    def _write(self, judged: judging.Judged, out: Path | None) -> None:
        text = judged.as_csv()
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            # Excel knows by the mark that it is UTF-8
            out.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as refused:
            why = refused.strerror or refused
            raise CommandError(f"{out}: {why}", returncode=2) from refused


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        said = str(wording.say("judge.no_zone", zone=name))
        raise CommandError(said, returncode=2) from unknown


def _judged(path: Path, zone: ZoneInfo) -> judging.Judged:
    try:
        content = path.read_bytes()
    except OSError as refused:
        why = refused.strerror or refused
        raise CommandError(f"{path}: {why}", returncode=2) from refused
    for encoding in ENCODINGS:
        try:
            return judging.judge(content.decode(encoding), zone)
        except UnicodeDecodeError:
            continue
        except judging.Unusable as unusable:
            said = wording.say(unusable.args[0], columns=unusable.args[-1])
            raise CommandError(f"{path.name}: {said}", returncode=2) from unusable
    said = wording.say("judge.no_text")
    raise CommandError(f"{path.name}: {said}", returncode=2)
