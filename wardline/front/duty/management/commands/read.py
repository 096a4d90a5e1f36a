"""``wardline read``: take a document in and show what was recovered."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from wardline.front.duty.command import Command as Base
from wardline.work.directives import reading

REFUSALS = {
    "too_large": gettext_noop(
        "The file is %(size)d bytes; the limit is %(limit)d. Save it without "
        "pictures, or split it, and try again."
    ),
    "too_long": gettext_noop(
        "The text has %(length)d characters; the limit is %(limit)d. "
        "Split the document and read the parts."
    ),
    "too_intricate": gettext_noop(
        "The page has %(tags)d tags; the limit is %(limit)d. Copy the text you need "
        "into a plain text file and read that."
    ),
    "too_many_pages": gettext_noop(
        "The PDF has %(pages)d pages; the limit is %(limit)d. "
        "Split it and read the parts."
    ),
    "empty": gettext_noop("The file holds no text."),
    "encrypted_pdf": gettext_noop(
        "The PDF is protected by a password. Ask the sender for one without."
    ),
    "encrypted_document": gettext_noop(
        "The document is protected by a password. Ask the sender for one without."
    ),
    "scanned_pdf": gettext_noop(
        "The PDF is %(pages)d pages of pictures without text. "
        "Ask the sender for the text, or type it in."
    ),
    "damaged_file": gettext_noop(
        "The file is damaged (%(format)s) and cannot be opened. "
        "Ask for it again, or paste its text."
    ),
    "zip_bomb": gettext_noop(
        "The file unpacks to more than a document can need (%(size)d; the limit is "
        "%(limit)d). It was not opened."
    ),
    "unknown_format": gettext_noop(
        "This kind of file (%(found)s) cannot be read. "
        "Save it as a web page, .docx, .xlsx, PDF, .eml or plain text."
    ),
}


class Command(Base):
    help = (
        "Read a directive from a web page, .docx, .xlsx, PDF, .eml or text, undo "
        "damage, and print title, date, source, number, body and every change made. "
        "Needs no database. Exit code 2: the file cannot be read, and why is said."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to read")
        parser.add_argument("--json", action="store_true", help="print all as JSON")

    def handle(self, *args, **options):
        path = options["file"]
        try:
            found = reading.read(path.read_bytes(), path.name)
        except OSError as refused:
            raise CommandError(
                f"{path}: {refused.strerror or refused}", returncode=2
            ) from refused
        except reading.Unreadable as refused:
            why = gettext(REFUSALS[refused.code]) % refused.details
            raise CommandError(f"{path.name}: {why}", returncode=2) from refused
        self.stdout.write(_as_json(found) if options["json"] else _as_text(found))


def _as_json(found: reading.Reading) -> str:
    whole = {**asdict(found), "counts": found.counts()}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str)


def _as_text(found: reading.Reading) -> str:
    heads = {
        gettext("Title"): found.title,
        gettext("Date"): found.date or "",
        gettext("Source"): found.source,
        gettext("Number of the document"): found.number,
        gettext("Issuer"): found.issuer,
        gettext("Urgency"): found.urgency,
        gettext("For"): "、".join(found.addressees),
        gettext("Attached"): "、".join(found.annexes),
    }
    lines = [f"{label}: {value}" for label, value in heads.items()]
    lines += ["", found.body, "", gettext("Changes: %d") % len(found.changes)]
    for change in found.changes:
        lines.append(
            f"  {change.start}-{change.end} {change.kind} "
            f"{change.before!r} -> {change.after!r} ({change.why_code})"
        )
    lines += [
        f"{gettext('Remark')}: {remark.code} {remark.args}" for remark in found.remarks
    ]
    return "\n".join(lines)
