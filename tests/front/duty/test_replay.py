"""A replay through the program's own door: it ends, and it ends twice the same."""

import os
import subprocess
import sys
from pathlib import Path

PACK = Path(__file__).resolve().parents[3] / "packs" / "tavaia"


def replayed(home: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if "WARDLINE" not in k}
    environment |= {"WARDLINE_HOME": str(home)}
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "wardline.config.cli"),
            *("demo", "--no-serve", "--pack", str(PACK)),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    figures = ended.stdout[ended.stdout.index("Replayed in") :]
    return figures[figures.index("\n") :]


def test_two_replays_give_the_same_figures_and_the_same_seal(tmp_path):
    first = replayed(tmp_path / "one")
    assert "seal " in first
    assert replayed(tmp_path / "two") == first
