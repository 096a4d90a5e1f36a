"""The import contracts hold, and no view knows the tables."""

import ast
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2] / "wardline"
VIEWS = sorted([*ROOT.glob("**/views.py"), *ROOT.glob("**/views/*.py")])


def test_there_are_views_to_look_at():
    assert len(VIEWS) > 10


@pytest.mark.parametrize("file", VIEWS, ids=lambda f: str(f.relative_to(ROOT)))
def test_view_never_imports_models(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert not [name for name in imported if ".models" in name]


def test_no_way_leads_from_residual_risk_to_a_verdict():
    """Risk is shown and never obeyed: neither a deed nor a way out of isolation reads
    it, at any remove; nor do its own modules do a deed."""
    graph = grimp.build_graph("wardline")
    risk = {"wardline.ground.methods.residual", "wardline.work.gate.queries.risk"}
    risk |= {each for top in risk for each in graph.find_descendants(top)}
    release = ("gate.queries.clearances", "gate.views.clearances")
    deciding = {
        each
        for each in graph.modules
        if ".actions" in each
        or ".ground.rules" in each
        or each.startswith(tuple(f"wardline.work.{name}" for name in release))
    }
    assert len(deciding) > 40
    for each in sorted(deciding):
        assert not graph.find_upstream_modules(each) & risk, each
    for each in sorted(risk):
        upstream = graph.find_upstream_modules(each)
        assert not [name for name in upstream if ".actions" in name], each


def test_no_signals_and_no_admin():
    for file in ROOT.glob("**/*.py"):
        text = file.read_text(encoding="utf-8")
        assert "django.dispatch" not in text, file
        assert "contrib.admin" not in text, file


def test_no_file_of_the_program_knows_the_first_authority():
    """What is particular to an authority lives in its pack."""
    for file in [*ROOT.glob("**/*.py"), *ROOT.glob("**/*.html")]:
        text = file.read_text(encoding="utf-8").lower()
        for word in ("gansu", "甘肃", "lanzhou", "兰州"):
            assert word not in text, file
