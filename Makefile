# Two commands do all: `make demo` and `make test`. Only Python 3.11+ is needed:
# uv is fetched by pip where it is missing, the database comes as a wheel.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := .venv/bin

.PHONY: demo test setup check bench clean

demo: setup
	$(RUN)/wardline demo

test: setup
	$(RUN)/ruff check wardline tests tools benchmarks
	$(RUN)/ruff format --check wardline tests tools benchmarks
	$(RUN)/lint-imports
	$(RUN)/mypy
	$(RUN)/pytest -n auto --dist loadgroup

bench: setup
	$(RUN)/wardline bench

setup: .venv/.ready

.venv/.ready: pyproject.toml $(UV)
	$(UV) sync --quiet
	@touch $@

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet uv

clean:
	rm -rf .venv .uv
