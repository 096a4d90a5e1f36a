"""What the how-to shows can be read as it stands there, in both tongues."""

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.spec.clearance.test_cases import ROWS, ZONE
from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.clauses import Clause
from wardline.ground.rules.clearance.rehearsal import read_row
from wardline.ground.rules.clearance.rehearsal.fact_reading import FORMS

ROOT = Path(__file__).resolve().parents[3]
TEXTS = {
    tongue: (ROOT / f"docs/how-to/write-a-rule{tongue}.md").read_text(encoding="utf-8")
    for tongue in ("", ".zh-CN")
}
HEAD = {"id": "p", "version": "1", "valid_from": "2020-03-01"}


@pytest.fixture(params=TEXTS)
def text(request):
    return TEXTS[request.param]


def test_policy_is_read_as_it_stands(text):
    whole, stages, options = re.findall(r"```yaml\n(.*?)```", text, re.S)
    policy = Policy.from_plain(yaml.safe_load(whole))
    assert [clause.TYPE for clause in policy.clauses][-1] == "sign_off"
    told = Policy.from_plain({**HEAD, "clauses": yaml.safe_load(stages)})
    assert len(told.clauses) == 3
    assert len(Policy.from_plain({**HEAD, **yaml.safe_load(options)}).options) == 2


def test_evidence_is_read_as_it_stands(text):
    [evidence] = re.findall(r"```json\n(.*?)```", text, re.S)
    row = {**ROWS["C01"], "evidence_kind_at_end_result_type_lab_recorded": evidence}
    assert len(read_row(row, ZONE).facts) == len(json.loads(evidence)) + 15


@pytest.mark.parametrize("kind", sorted(FORMS.keys() - {"isolation", "contact"}))
def test_every_kind_of_fact_is_told(kind, text):
    assert f"`{kind}`" in text


def test_every_type_of_clause_is_told(text):
    for clause in Clause.__args__:
        assert f"| `{clause.TYPE}` |" in text
