"""What was tested is what is installed: every dependency is pinned."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def named(requirements):
    return {
        re.split(r"[^\w.-]", line, maxsplit=1)[0].lower().replace("_", "-")
        for line in requirements
    }


def pinned(lines):
    return named(line for line in lines if "==" in line)


def test_every_dependency_is_pinned():
    direct = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    assert named(direct) <= pinned(PROJECT["tool"]["uv"]["constraint-dependencies"])


def test_production_installs_by_hash_and_names_no_address():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(" ")]
    assert named(PROJECT["project"]["dependencies"]) <= pinned(lines)
    assert text.count("--hash=sha256:") >= len(lines)
    assert "://" not in text
