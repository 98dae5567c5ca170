# Kagoj's tasks. Plain `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
PORT ?= 8000
NEWSROOM_PORT ?= 8001
PAPER ?= demo-paper
# The tests' order and their random numbers: the same each time, unless another SEED is asked for.
SEED ?= 1
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run paper test lint fix bench bench-bangla fuzz docs lock wheel clean

help: ## list the tasks
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment, made anew when what it is made of changes.
$(VENV)/.made: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kagoj needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(VENV)/.made ## make the demo paper and serve it (PORT=8000 NEWSROOM_PORT=8001)
	@if ! test -f $(PAPER)/kagoj.toml; then umask 077; \
	  KAGOJ_ADDRESS=http://127.0.0.1:$(PORT) KAGOJ_NEWSROOM_ADDRESS=http://127.0.0.1:$(NEWSROOM_PORT) \
	  $(BIN)/kagoj init $(PAPER) --demo > $(PAPER).txt; fi
	@cat $(PAPER).txt 2>/dev/null || true
	@exec $(BIN)/kagoj serve --dir $(PAPER) --port $(PORT) --newsroom-port $(NEWSROOM_PORT)

test: $(VENV)/.made ## run all tests (SEED=n for another order)
	$(BIN)/python -m pytest -n 2 --randomly-seed=$(SEED) $(ARGS)

lint: $(VENV)/.made ## check style, types and the rules between the rooms
	$(BIN)/ruff check kagoj tests benchmarks
	$(BIN)/ruff format --check kagoj tests benchmarks
	KAGOJ_DIR=$$(mktemp -d) $(BIN)/mypy kagoj
	$(BIN)/lint-imports

fix: $(VENV)/.made ## mend style where a tool can
	$(BIN)/ruff check --fix kagoj tests benchmarks
	$(BIN)/ruff format kagoj tests benchmarks

bench: $(VENV)/.made ## measure press and delivery beside their peers, into docs/reference/measured.md
	$(BIN)/python -m benchmarks.everything

bench-bangla: $(VENV)/.made ## measure the Bangla library beside its peers, into docs/reference/bangla-measured.md
	$(BIN)/python -m benchmarks.bangla

RUNS ?= 100000
fuzz: $(VENV)/.made ## fuzz the Bijoy decoder by coverage (RUNS=100000)
	$(BIN)/python -m benchmarks.bijoy_fuzz -runs=$(RUNS)

docs: $(VENV)/.made ## write the reference pages that the code itself knows
	$(BIN)/python docs/reference/generate.py

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --group build --group test --group lint \
	  --extra postgres --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
	  --quiet --output-file requirements.lock

wheel: $(VENV)/.made ## build the package
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## take away everything made here
	rm -rf benchmarks/.peers $(VENV) $(PAPER) $(PAPER).txt build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
