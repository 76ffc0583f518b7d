# Everything a fresh machine needs is Python >= 3.11 and make; uv and the environment come from the package registry.

PYTHON ?= python3
UV ?= $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
DEMO_DIR ?= .conflictwire/demo
CORPUS ?= ../shared/corpus
RUN_DIR ?= .conflictwire/live
TEST_PROCESSES ?= 2
# Kafka, in the tests, runs on the system's Java 17 or newer; where there is none, on one from the package registry.
JAVA_GROUP ?= $(shell java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])' || echo --group java)

export UV_PROJECT_ENVIRONMENT := .venv
# Each process that starts without bytecode compiles some 800 modules, for seconds; many start in the tests and the demo.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo run kafka test chaos check fmt bench training schemas docs clean

help: ## Show this list.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: .venv/.ready ## Bring uv and the environment, with the console script .venv/bin/conflictwire.

# The package's build compiles the gazetteer; a reinstall makes sure that it is there even where uv remembers a build.
.venv/.ready: pyproject.toml uv.lock hatch_build.py $(wildcard processors/data/*.py processors/data/*.csv processors/data/*.toml)
	@test -x "$(UV)" || $(PYTHON) deploy/bring_uv.py .tools
	@$(UV) sync --quiet --frozen $(JAVA_GROUP) --python "$(PYTHON)" --reinstall-package conflictwire
	@touch $@

demo: setup ## The whole path on a newswire of our own, on this machine only.
	@.venv/bin/conflictwire demo --data-dir $(DEMO_DIR)

run: setup ## The daemon on the real feed list.
	@.venv/bin/conflictwire run --data-dir $(RUN_DIR)

kafka: setup ## A real Apache Kafka on loopback for development, in the foreground (NODES=3 for three nodes).
	@.venv/bin/python -m deploy.kafka.cluster --nodes $(or $(NODES),1)

test: setup ## All tests, in two processes (TEST_PROCESSES=n in others).
	@.venv/bin/pytest --numprocesses $(TEST_PROCESSES) --dist worksteal

chaos: setup ## Everything breaks under load, for half an hour (the tests have a short run of it).
	@.venv/bin/python -W ignore -m tests.chaos

check: setup ## Lint, format, types, contracts.
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo

fmt: setup ## Format the code.
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup ## Every benchmark that needs nothing but the corpus.
	@set -e; for file in bench/*.py; do echo "== $$file"; .venv/bin/python $$file; done

training: setup ## Train the relevance models anew from the public corpora (CORPUS=folder).
	@$(UV) run --quiet --frozen --group training python -m training.relevance --corpus "$(CORPUS)"
	@$(UV) run --quiet --frozen --group training python -m training.encoder --corpus "$(CORPUS)"

schemas: setup ## Write the JSON Schemas of the records.
	@.venv/bin/python -m schemas.generate

docs: setup ## Write the generated documents.
	@.venv/bin/python docs/generate.py

clean: ## Remove what was built here, the demo's data included.
	rm -rf .venv .tools .conflictwire .mypy_cache .ruff_cache .pytest_cache .hypothesis processors/data/compiled
