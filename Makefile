# Everything one does here, from a fresh clone on. `make` lists the targets.
# The first call sets up what it needs; later calls only what has changed.

PORT ?= 8000
DATA ?= var/demo
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 8 ? 8 : n)))

BIN := .venv/bin
MADE := .venv/made
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PACKAGES := api/static/vendor/packages.json
# Replaced after its end, a worker leaves the others waiting for ever at the end of the run
# (pytest-xdist's issue 1378): a run that loses one ends at once and names the test.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadgroup --max-worker-restart 0

# Another environment that happens to be active must not matter.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH
# Without compiled files each of the many programs that tests start compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test nightly bench cluster check setup test-setup requirements wheel clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

demo: setup ## Serve the demo town on http://127.0.0.1:8000 (PORT=, DATA=)
	$(BIN)/gemeinsam demo --port $(PORT) --data $(DATA)

test: test-setup check ## Install what tests need and run them all
	TMPDIR=$$(requirements/scratch) $(PYTEST)

nightly: test-setup ## Run the tests in the sizes of the acceptance lists (hours)
	GEMEINSAM_SIZES=nightly $(PYTEST) --timeout 7200
	$(MAKE) cluster

bench: test-setup ## Measure the real server beside one that does nothing (docs/performance.md)
	@requirements/load
	$(BIN)/python -m tests.benchmarks.serving

cluster: test-setup $(MADE)/cluster ## Kill, freeze and cut off what leads, under load (8 minutes)
	@requirements/cluster
	GEMEINSAM_CLUSTER=1 tests/cluster/apart $(BIN)/pytest -n 0 -s tests/cluster

check: test-setup ## Lint, formatting, types and import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

setup: $(MADE)/program $(PACKAGES) ## Make .venv, the pinned requirements and the front end

test-setup: setup $(MADE)/tests ## The same with what the tests need
	@requirements/browser

requirements: $(MADE)/program ## Pin anew what requirements/*.in ask for
	$(PIP) install uv
	for part in runtime test node cluster; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	    requirements/$$part.in --output-file requirements/$$part.txt || exit 1; \
	done

wheel: setup ## Build the wheels of program and verifier, front end included
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist . ./verifier

clean: ## Remove all that set-up has made; data in var/ stays
	rm -rf .venv node_modules api/static/vendor dist

$(MADE)/environment:
	requirements/python
	@mkdir -p $(MADE) && touch $@

$(MADE)/runtime: $(MADE)/environment requirements/runtime.txt
	@echo "Installing what the program needs ..."
	$(PIP) install --no-deps --require-hashes --requirement requirements/runtime.txt
	@touch $@

$(MADE)/program: $(MADE)/runtime pyproject.toml api/_launcher.py verifier/pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable . --editable ./verifier
	@touch $@

$(MADE)/tests: $(MADE)/runtime requirements/test.txt
	@echo "Installing what the tests need ..."
	$(PIP) install --no-deps --require-hashes --requirement requirements/test.txt
	@touch $@

# In a folder of its own: nothing of it can be imported by chance.
$(MADE)/cluster: $(MADE)/tests requirements/cluster.txt
	@echo "Installing Patroni ..."
	@rm -rf .venv/cluster
	$(PIP) install --target .venv/cluster --no-deps --no-build-isolation --require-hashes \
	  --requirement requirements/cluster.txt
	@touch $@

$(PACKAGES): $(MADE)/environment package.json package-lock.json api/assets.py
	@echo "Installing the front end ..."
	requirements/npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	$(BIN)/python -m api.assets
