"""The Chinese catalogues: compiled where they lie, when the text is newer.

Babel stands in for GNU gettext, which a bare machine does not have.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_stale() -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; return those."""
    done = []
    for source in sorted(ROOT.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        _compile(source, target)
        done.append(source)
    return done


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale="zh_Hans")
    # two processes may compile at once: each into a file of its own
    fresh = target.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as stream:
        write_mo(stream, catalogue)
    fresh.replace(target)
