# The only list of commands. A machine needs Python 3.11 to 3.13 and make; everything else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# By the interpreter, since a console script names the checkout's path in its first line, which a shell would read.
MODULE := $(BIN)/python -P -m
COUNTY ?= sample_county
YEAR ?= 2020
REPORTS ?= 300

# What is given on the command line reaches a program as one word and is never read by make or by a shell.
override PYTHON := $(value PYTHON)
override COUNTY := $(value COUNTY)
override YEAR := $(value YEAR)
override REPORTS := $(value REPORTS)
export PYTHON COUNTY YEAR REPORTS

.PHONY: run up test check bench secrets lock

run: $(VENV)/runtime  ## the annual run of the sample county (COUNTY=folder YEAR=year for another), to its reports
	$(MODULE) township_reports.cli annual-run "--year=$$YEAR" -- "$$COUNTY"

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

secrets:  ## .env for docker-compose.yml, with new secrets (needs only Python)
	PYTHONPATH=plugins "$$PYTHON" -m township_reports.embedded.env_file env.example .env

lock:  ## the lock files anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster -c requirements.lock pyproject.toml -o requirements-cluster.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --extra build --extra cluster --extra dev -c requirements-cluster.lock pyproject.toml -o requirements-dev.lock

# What neither venv nor Airflow's settings can have in a path.
CHECK_PATH := import os, re, sys; where = os.getcwd(); sys.exit(re.search(r"[:\n]|[$$][A-Za-z_{]", where) and \
	"请把项目移到另一个文件夹再运行：路径中不能有冒号、换行，也不能有“$$”后跟字母、下划线或“{”。当前文件夹：" + where)

$(VENV)/python:
	@"$$PYTHON" -c '$(CHECK_PATH)'
	"$$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13) and "需要 Python 3.11 至 3.13，当前为 " + sys.version)'
	"$$PYTHON" -m venv $(VENV)
	touch $@

# The project itself is put on the path by a .pth file: code is never installed twice.
$(VENV)/runtime: $(VENV)/python requirements.lock
	$(MODULE) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(MODULE) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/development: $(VENV)/runtime requirements-dev.lock
	$(MODULE) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
