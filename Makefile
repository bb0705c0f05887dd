# make run     shows Baken with invented people (PORT=8000)
# make test    lint, types, unit and property tests, browser tests
# make help    the rest

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
BAKEN := $(PY) -m baken.config.cli
# A throwaway PostgreSQL for the length of the command, unless DATABASE_OWNER_URL names one.
WITH_DATABASE := BAKEN_DATA=.baken/test $(BAKEN) with-database --throwaway --
LOCK := $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# More for pytest, such as UNIT=src/baken/network for one floor.
UNIT ?=

# One target each, so that "make -k lint" shows all that is wrong.
LINT := lint-code lint-format lint-types lint-floors lint-danger lint-texts lint-migrations

.DEFAULT_GOAL := help
.PHONY: help run test lint unit browser bench study clean reset lock format messages $(LINT)

help:
	@echo "make run      Baken with invented people on http://localhost:$(PORT)/ (PORT=... for another)"
	@echo "make test     lint, then unit and property tests, then browser tests"
	@echo "make lint     ruff, mypy, import-linter, bandit, catalogues, migrations"
	@echo "make unit     the tests without a browser      make browser  those with"
	@echo "make bench    figures on public lists and on 1,000,000 invented concerns"
	@echo "make study    estimates of populations whose size is known (ten minutes)"
	@echo "make format   ruff's formatter                 make messages update the catalogues"
	@echo "make lock     lock requirements/*.in again     make clean    remove what make made"
	@echo "make reset    forget the demonstration's data"

run: $(VENV)/.base
	@exec $(BAKEN) run --demo --port $(PORT)

test: lint unit browser

lint: $(LINT)
$(LINT): $(VENV)/.dev

lint-code:
	$(PY) -m ruff check .
lint-format:
	$(PY) -m ruff format --check .
lint-types:
	BAKEN_MODE=test $(PY) -m mypy
lint-floors:
	$(VENV)/bin/lint-imports --no-cache
lint-danger:
	$(PY) -m bandit --quiet --recursive --severity-level high --configfile pyproject.toml src
lint-texts:
	$(PY) -m baken.config.messages check
lint-migrations:
	$(WITH_DATABASE) env BAKEN_MODE=test BAKEN_DATABASE_ROLE=owner \
		DJANGO_SETTINGS_MODULE=baken.config.settings $(PY) -m django makemigrations --check --dry-run

unit: $(VENV)/.dev
	$(PY) -m baken.config.messages compile
	$(WITH_DATABASE) $(PY) -m pytest -n 2 -m "not browser" $(UNIT)

# Stories and the rooms' own browser tests apart: each kind drives Chromium in its own way.
browser: $(VENV)/.dev
	$(PY) -m baken.config.messages compile
	BAKEN_CHROMIUM="$$($(PY) -m tests.chromium)" && export BAKEN_CHROMIUM && \
		$(WITH_DATABASE) $(PY) -m pytest -n 2 --dist loadfile -m browser src && \
		$(WITH_DATABASE) $(PY) -m pytest -n 2 --dist loadfile -m browser tests

bench: $(VENV)/.base
	$(BAKEN) bench estimation --json .baken/bench/estimation.json
	$(BAKEN) bench

study: $(VENV)/.base
	$(PY) -m baken.insight.estimation.study --json .baken/bench/study.json --plot .baken/bench/study.svg

format: $(VENV)/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: $(VENV)/.dev
	$(PY) -m baken.config.messages update

lock: $(VENV)/.dev
	$(LOCK) --output-file requirements/base.txt requirements/base.in
	$(LOCK) --output-file requirements/dev.txt requirements/dev.in
	@! grep -nE 'https?://|file://|^--' requirements/*.txt

clean:
	rm -rf $(VENV) .baken/test .baken/bench build htmlcov test-results .coverage \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
	rm -rf src/*.egg-info

reset:
	rm -rf .baken

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Baken needs Python 3.11 or newer; choose one with PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }

# The lock is whole, so pip resolves nothing (--no-deps): asked to, it looks past the pins of a package
# that is wanted with an extra, and stops on the day such a package has a newer release.
$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Baken needs into $(VENV) (once, a minute or two) ..."
	@$(PIP) --require-hashes --no-deps -r requirements/base.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@$(PY) -m pip --disable-pip-version-check check
	@touch $@
