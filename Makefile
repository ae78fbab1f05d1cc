# The only list of commands. A machine needs Python 3.11 to 3.13 and make; everything else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COUNTY ?= sample_county
YEAR ?= 2020
REPORTS ?= 300

.PHONY: run up test check bench secrets lock

run: $(VENV)/runtime  ## the annual run of the sample county (COUNTY=folder YEAR=year for another), to its reports
	$(BIN)/township-reports annual-run $(COUNTY) --year $(YEAR)

up: $(VENV)/runtime  ## the Airflow UI, until Ctrl-C
	$(BIN)/township-reports up

test: $(VENV)/development  ## all tests
	$(BIN)/python -m pytest

check: $(VENV)/development  ## style, types, who imports whom, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: $(VENV)/development  ## what the reader makes of known documents; speed and memory (REPORTS=40000: of as many)
	PYTHONPATH=tests $(BIN)/python benchmarks/reading.py
	PYTHONPATH=tests $(BIN)/python benchmarks/documents.py
	PYTHONPATH=tests $(BIN)/python benchmarks/localisation.py
	PYTHONPATH=tests $(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/in_airflow.py
	PYTHONPATH=tests $(BIN)/python benchmarks/scale.py --up-to $(REPORTS)

secrets:  ## .env for docker-compose.yml, with new secrets (needs only Python)
	PYTHONPATH=plugins $(PYTHON) -m township_reports.embedded.env_file env.example .env

lock:  ## the lock files anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster -c requirements.lock pyproject.toml -o requirements-cluster.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster --extra dev -c requirements-cluster.lock pyproject.toml -o requirements-dev.lock

$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13) and "需要 Python 3.11 至 3.13，当前为 " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	touch $@

# The project itself is put on the path by a .pth file: code is never installed twice.
$(VENV)/runtime: $(VENV)/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/development: $(VENV)/runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
