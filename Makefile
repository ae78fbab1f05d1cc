# The only list of commands. A machine needs Python 3.11 to 3.13 and make; everything else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# By the interpreter, since a console script names the checkout's path in its first line, which a shell would read.
MODULE := $(BIN)/python -P -m
# Checks machine, path and county before .venv is there; the program itself looks closer at the county.
SET_UP := PYTHONPATH=plugins "$$PYTHON" -m township_reports.embedded.set_up
COUNTY ?= sample_county
YEAR ?= 2020
REPORTS ?= 300
FOLDER ?= pictures

# What is given on the command line reaches a program as one word and is never read by make or by a shell.
override PYTHON := $(value PYTHON)
override COUNTY := $(value COUNTY)
override YEAR := $(value YEAR)
override REPORTS := $(value REPORTS)
override FOLDER := $(value FOLDER)
export PYTHON COUNTY YEAR REPORTS FOLDER

.PHONY: run county up test check bench pictures secrets lock

run: county $(VENV)/runtime  ## the annual run of the sample county (COUNTY=folder YEAR=year for another), to its reports
	$(MODULE) township_reports.cli annual-run "--year=$$YEAR" -- "$$COUNTY"

county:
	@test -e $(VENV)/runtime || $(SET_UP) county "$$COUNTY"

up: $(VENV)/runtime  ## the Airflow UI, until Ctrl-C
	$(MODULE) township_reports.cli up

test: $(VENV)/development  ## all tests
	$(MODULE) pytest

check: $(VENV)/development  ## style, types, who imports whom, tests
	$(MODULE) ruff check
	$(MODULE) ruff format --check
	$(MODULE) mypy
	$(BIN)/python -P -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(MODULE) pytest

bench: $(VENV)/development  ## what the reader makes of known documents; speed and memory (REPORTS=40000: of as many)
	PYTHONPATH=tests $(BIN)/python benchmarks/reading.py
	PYTHONPATH=tests $(BIN)/python benchmarks/documents.py
	PYTHONPATH=tests $(BIN)/python benchmarks/localisation.py
	PYTHONPATH=tests $(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/in_airflow.py
	PYTHONPATH=tests $(BIN)/python benchmarks/scale.py --up-to "$$REPORTS"

pictures: $(VENV)/development  ## every page of the sample county's reports as a picture, in FOLDER (needs Chromium)
	PYTHONPATH=tests $(MODULE) support.pictures "$$FOLDER"

secrets:  ## .env for docker-compose.yml, with new secrets (needs only Python)
	PYTHONPATH=plugins "$$PYTHON" -m township_reports.embedded.env_file env.example .env

lock:  ## the lock files anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster -c requirements.lock pyproject.toml -o requirements-cluster.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster --extra dev -c requirements-cluster.lock pyproject.toml -o requirements-dev.lock

$(VENV)/python:
	@$(SET_UP)
	"$$PYTHON" -m venv $(VENV)
	touch $@

# The project itself is put on the path by a .pth file: code is never installed twice.
$(VENV)/runtime: $(VENV)/python requirements.lock pyproject.toml
	$(MODULE) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(MODULE) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(MODULE) township_reports.embedded.set_up scripts $(BIN)
	touch $@

$(VENV)/development: $(VENV)/runtime requirements-dev.lock
	$(MODULE) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(MODULE) township_reports.embedded.set_up scripts $(BIN)
	touch $@
