"""One deed for each action, one verb for each deed."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from wardline.base.accounts.roles import ROLES
from wardline.base.accounts.verbs import Verb
from wardline.base.accounts.words import VERBS

ROOT = Path(__file__).resolve().parents[2] / "wardline"


def action_files() -> list[Path]:
    plain = list(ROOT.glob("**/actions.py"))
    return sorted(plain + list(ROOT.glob("**/actions/*.py")))


def public_functions(file: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def deeds_in(node: ast.AST) -> list[ast.Call]:
    return [
        call
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "deed"
    ]


def all_actions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{file.relative_to(ROOT)}:{function.name}", function)
        for file in action_files()
        for function in public_functions(file)
    ]


def test_there_are_actions_to_look_at():
    assert len(all_actions()) > 40


@pytest.mark.parametrize(("name", "function"), all_actions())
def test_each_public_action_is_one_deed(name, function):
    assert len(deeds_in(function)) == 1, name


@pytest.mark.parametrize(("name", "function"), all_actions())
def test_each_action_is_keyword_only_and_says_by_whom_first(name, function):
    assert not function.args.args, name
    assert function.args.kwonlyargs[0].arg == "by", name


def verbs_used() -> Counter[str]:
    used: Counter[str] = Counter()
    for file in ROOT.glob("**/*.py"):
        if file.name in {"verbs.py", "roles.py"}:
            continue
        for call in deeds_in(ast.parse(file.read_text(encoding="utf-8"))):
            verb = next(k.value for k in call.keywords if k.arg == "verb")
            assert isinstance(verb, ast.Attribute), file
            used[verb.attr] += 1
    return used


def test_each_verb_is_used_by_exactly_one_deed():
    used = verbs_used()
    assert {verb.name: 1 for verb in Verb} == dict(used)


def test_each_verb_is_given_to_a_role_and_has_a_name():
    given = {verb for role in ROLES.values() for verb in role.verbs}
    assert given == set(Verb)
    assert set(VERBS) == {verb.value for verb in Verb}
