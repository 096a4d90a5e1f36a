"""``wardline load PACK``: a folder of plain files into the database."""

from pathlib import Path

from django.core.management.base import CommandError

from wardline.front.duty.command import Command as Base
from wardline.front.duty.packs import loading
from wardline.front.duty.packs.reading import BrokenPack, read
from wardline.front.duty.preparing import prepare


class Command(Base):
    help = (
        "Load a pack: divisions, institutions, posts, documents, measures, policies, "
        "checklist, campaigns. All of it or nothing; loading again updates and makes "
        "no duplicates. Exit code 1 where the pack has faults; each is named by file, "
        "sheet, row and column."
    )

    def add_arguments(self, parser):
        parser.add_argument("pack", type=Path, help="the pack's folder")
        parser.add_argument(
            "--check", action="store_true", help="only look for faults, change nothing"
        )

    def handle(self, *args, pack, check, **options):
        found = self._read(pack)
        for remark in found.remarks:
            self.stdout.write(f"  remark: {spoken(remark)}")
        if check:
            self.stdout.write(f"The pack {found.code} has no faults.")
            return
        prepare()
        done = loading.load(found)
        self.stdout.write(
            f"Loaded {found.code}: {done.places} places, {done.posts} posts, "
            f"{done.documents} documents, {done.measures} measures."
        )

    def _read(self, folder: Path):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. Name the folder of a pack.")
        try:
            return read(folder)
        except BrokenPack as broken:
            for fault in broken.faults:
                self.stderr.write(f"  {spoken(fault)}")
            raise CommandError(
                f"{len(broken.faults)} faults. Nothing was changed. "
                "Mend them in the files and load again."
            ) from broken


def spoken(fault) -> str:
    """Say a fault with its place: file, sheet, row, column."""
    where = [fault.file, fault.sheet, f"row {fault.row}" if fault.row else ""]
    where.append(f"column {fault.column}" if fault.column else "")
    place = ", ".join(part for part in where if part)
    return f"{place}: {fault.message_en} / {fault.message_zh}"
