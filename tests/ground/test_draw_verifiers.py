"""The program that is handed out finds what the house finds: on 1,000 vectors nothing
wrong, and of every single changed bit that something is."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ground.draws import VERIFIERS, campaign, mutants, standalone
from wardline.ground.methods.waves import campaign as house

VECTORS = Path(__file__).with_name("draw_vectors.json.gz")
# the last is drawn by kind
MUTATED = (0, 1, 2, 3, 39)


def test_thousand_vectors_are_what_they_were_and_check_out():
    known = json.loads(gzip.decompress(VECTORS.read_bytes()))
    program = standalone()
    assert len(known) == 1000
    for number, mark in enumerate(known):
        plain = campaign(number)
        text = json.dumps(plain, sort_keys=True).encode()
        assert hashlib.sha256(text).hexdigest()[:8] == mark, number
        assert program.verify(plain) == [], number
        if number % 4 == 0:
            assert house.verify(plain) == [], number


@pytest.mark.parametrize("number", MUTATED)
def test_any_changed_bit_is_caught_by_both(number):
    program, plain = standalone(), campaign(number)
    missed = []
    for spot, changed in mutants(plain, number):
        caught = bool(house.verify(changed)), bool(program.verify(changed))
        if caught != (True, True):
            missed.append((spot, caught))
    assert missed == []


def test_program_says_so_in_words_and_by_its_exit(tmp_path):
    plain, file = campaign(1), tmp_path / "campaign.json"
    call = [sys.executable, "-I", str(VERIFIERS / "verify_draw.py"), str(file)]
    file.write_text(json.dumps(plain), "utf-8")
    good = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    plain["waves"][0]["visits"][0][1] += "1"
    file.write_text(json.dumps(plain), "utf-8")
    bad = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "THE SAME HOMES" in good.stdout
    assert "wave 1: waves.visits" in bad.stdout and "WRONG" in bad.stdout
    published = plain["commitment"]
    for fixed in (published["outline_hash"], *published["ends"].values()):
        assert fixed in good.stdout


@pytest.mark.parametrize("content", ["", "[]", "not JSON", '{"commitment": 1}'])
def test_program_says_what_it_cannot_read(content, tmp_path):
    file = tmp_path / "campaign.json"
    file.write_text(content, "utf-8")
    call = [sys.executable, "-I", str(VERIFIERS / "verify_draw.py"), str(file)]
    said = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "CANNOT BE READ" in said.stderr or "draw.unreadable" in said.stdout


@pytest.mark.parametrize("broken", [{}, {"waves": 3}, {"waves": [{}]}, []])
def test_what_cannot_be_read_is_said_to_be_so(broken):
    assert standalone().verify(broken) == [[0, "draw.unreadable"]]
    assert house.verify(broken) == [(0, "draw.unreadable")]
