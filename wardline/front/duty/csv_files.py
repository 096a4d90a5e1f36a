"""Tables that somebody gives to a command: read as text, faults said by line."""

import gzip
import zlib
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wardline.ground.methods.residual.reading import Fault

MOST_BYTES = 5_000_000
MOST_FAULTS = 50  # said one by one; the rest is counted

FAULTS = {
    "empty": _("line %(line)d, %(column)s: the cell is empty."),
    "not_a_number": _("line %(line)d, %(column)s: “%(value)s” is not a number."),
    "out_of_range": _(
        "line %(line)d, %(column)s: %(value)s is out of range; it may be %(expected)s."
    ),
    "unknown": _(
        "line %(line)d, %(column)s: “%(value)s” is not known; it may be: %(expected)s."
    ),
    "not_a_window": _(
        "line %(line)d, %(column)s: “%(value)s” is not a window of days; write it as "
        "-7..0, the earlier day first, or one day."
    ),
    "no_transmission": _(
        "line %(line)d, %(column)s: nobody transmits in this window, so there is no "
        "share to compute."
    ),
    "too_many_cells": _(
        "line %(line)d: there are more cells than columns (“%(value)s”)."
    ),
    "same_column": _("line %(line)d: two columns have the name “%(value)s”."),
    "not_csv": _("line %(line)d: this is not a table in CSV form (%(value)s)."),
    "not_a_day": _(
        "line %(line)d, %(column)s: “%(value)s” is not a day; write it as 2020-02-25."
    ),
}


def text_of(path: Path, most: int = MOST_BYTES) -> str:
    """Return the text of a file, packed by gzip or not; CommandError where it cannot
    be read or has more bytes than most."""
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as stream:
            found = stream.read(most + 1)
        size = path.stat().st_size if not packed else len(found)
    except (OSError, EOFError, zlib.error) as refused:
        why = getattr(refused, "strerror", None) or refused
        raise CommandError(f"{path}: {why}") from refused
    if size > most:
        message = gettext(
            "%(file)s: the file has %(size)d bytes; the limit is %(limit)d."
        )
        raise CommandError(message % {"file": path.name, "size": size, "limit": most})
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return found.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(
        gettext("%s: this is not text. Save it as CSV (UTF-8).") % path.name
    )


def refuse(path: Path, faults: list[Fault]) -> None:
    """Raise CommandError with a line for each fault, if there is any."""
    if not faults:
        return
    lines = [f"{path.name}: {FAULTS[each.code] % asdict(each)}" for each in faults]
    more = len(lines) - MOST_FAULTS
    if more > 0:
        lines = [*lines[:MOST_FAULTS], gettext("… and %d lines more.") % more]
    raise CommandError("\n".join(lines))
