# Everything is started from here: make run, make test. `make help` lists the rest.

PORT ?= 8000
# The first Python on the path that is new enough; `make run PYTHON=/opt/python3.12/bin/python3` names another.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$python && break; \
	done 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# Two at a time; who has nothing left takes half of what the other still has to do.
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal -q
CATALOGUE := locale/fr/LC_MESSAGES/django
SOURCES := accreditation_portal profiles events annual adhoc tests manage.py gunicorn.conf.py

# Lists of what is installed: made last, so that an install that was interrupted is done again.
RUNTIME := $(VENV)/.installed-runtime
TOOLS := $(VENV)/.installed-tools

export PORT
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run test coverage lint bench trust pictures clean
.DEFAULT_GOAL := help

help:
	@echo "make run     the portal on http://127.0.0.1:$(PORT) with demo data; PORT=8001 chooses another port"
	@echo "make test    all tests on SQLite, and on PostgreSQL those that say something there"
	@echo "make coverage  which lines and branches the tests reach, on SQLite"
	@echo "make lint    formatter, linters, types, import contracts, translations"
	@echo "make bench   the benchmarks at 2,000, 100,000 and 1,000,000 people; SCALES=\"2000 100000\" chooses others"
	@echo "make trust   the long proofs: processes killed, the disk full, hostile files and strings, every page looked at;"
	@echo "             PROOFS=faults chooses"
	@echo "make pictures  the pictures of Annex 1, taken anew of the screens as they are; needs Chromium"
	@echo "make clean   removes what the others made: $(VENV), var, caches"

run: export DEBUG ?= true
run: $(RUNTIME) $(CATALOGUE).mo
	@$(BIN)/python -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' $(PORT) 2>/dev/null \
		|| { echo "Port $(PORT) cannot be used; choose another: make run PORT=8001"; exit 1; }
	@$(MANAGE) shell -v 0 -c "from django.core.management import call_command as do; \
		do('migrate', verbosity=0); do('createcachetable', verbosity=0); do('load_demo')"
	@# Two processes. The loop ends when one of them ends, when make is gone, or with Ctrl-C; then both are stopped.
	@$(MANAGE) run_worker & worker=$$!; \
	$(BIN)/gunicorn accreditation_portal.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --graceful-timeout 3 \
		--log-level warning & server=$$!; \
	trap 'trap "" INT TERM HUP; kill $$worker $$server 2>/dev/null; wait $$worker $$server; echo "Stopped."' EXIT; \
	trap 'exit 0' INT TERM HUP; \
	echo; \
	echo "The portal runs on http://127.0.0.1:$(PORT), its mails are at http://127.0.0.1:$(PORT)/mailbox/"; \
	echo "Ctrl-C stops everything."; \
	while kill -0 $$PPID && kill -0 $$worker && kill -0 $$server; do sleep 1 & wait $$!; done 2>/dev/null; \
	echo "The web server or the worker has ended by itself."; exit 1

# Both databases are tried even when the first run fails, so that one look shows everything.
test: $(TOOLS) $(CATALOGUE).mo
	@echo "--- SQLite"; \
	mkdir -p var; \
	env -u DATABASE_URL $(PYTEST) --basetemp=var/test-sqlite; sqlite=$$?; \
	echo "--- PostgreSQL"; \
	$(BIN)/python -W ignore -m tests.postgresql $(PYTEST) --basetemp=var/test-postgresql; postgresql=$$?; \
	test $$sqlite -eq 0 && test $$postgresql -eq 0

lint: export DEBUG = true
lint: $(TOOLS)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) translations --check

# By itself, since on Python 3.11 it nearly doubles a run.
coverage: $(TOOLS) $(CATALOGUE).mo
	@mkdir -p var; env -u DATABASE_URL $(PYTEST) --basetemp=var/test-coverage --cov

# Some 10 GB of room in the folder for temporary files at a million people, and half an hour.
bench: $(TOOLS) $(CATALOGUE).mo
	@$(BIN)/python -W ignore -m tests.benchmarks $(SCALES)

# An hour and more, and nothing else beside it, or answers take longer than they may. The proof of the pages needs
# Chromium, Java and, to fetch the HTML checker once, npm.
trust: $(TOOLS) $(CATALOGUE).mo
	@$(BIN)/python -W ignore -m tests.trust $(PROOFS)

# What the test finds stale, this takes anew. A browser without French (Debian: chromium-l10n) says "Choose File" in it.
pictures: $(TOOLS) $(CATALOGUE).mo
	@CI=true PICTURES=take $(BIN)/python -m pytest -n 0 -q tests/journeys/test_annex.py

clean:
	rm -rf $(VENV) var htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	rm -f $(CATALOGUE).mo
	find accreditation_portal profiles events annual adhoc tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than Python 3.11. Name a newer one: make run PYTHON=python3.12"; exit 1; }
	@echo "Installing what the portal needs into $(VENV) …"
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) \
		|| { echo "No virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(TOOLS): $(RUNTIME) requirements-dev.txt
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | $(RUNTIME)
	@$(MANAGE) translations --compile
