# the tasks of a day; `just` comes with the environment (rust-just)
default:
    @just --list

# make the environment
devenv:
    make setup

# serve, and ring the clocks
run:
    .venv/bin/wardline serve

# replay the month and serve it
demo:
    make demo

# tests of what you work on: just test tests/work/gate
test *args:
    .venv/bin/pytest -q -p no:xdist {{args}}

# everything that CI looks at
test-all:
    make test

# format, lint, types, contracts
check:
    .venv/bin/ruff format --check wardline tests tools benchmarks
    .venv/bin/ruff check wardline tests tools benchmarks
    .venv/bin/lint-imports
    .venv/bin/mypy

fix:
    .venv/bin/ruff format wardline tests tools benchmarks
    .venv/bin/ruff check --fix wardline tests tools benchmarks

# contracts and the tests that keep the house
house:
    .venv/bin/lint-imports
    .venv/bin/pytest -q tests/house

# one of the ten walks: just walk 06
walk number:
    .venv/bin/pytest -q -p no:xdist tests/walks/test_{{number}}_*.py

bench:
    .venv/bin/wardline bench

# the pictures of README and tutorial, from the demo that runs now (WARDLINE_E2E_URL names another)
pictures:
    .venv/bin/python -m tests.e2e.pictures

# pin every dependency as it resolves today (pyproject.toml, requirements.txt)
pins:
    .venv/bin/python tools/pins.py "$(command -v uv || echo .uv/bin/uv)"
