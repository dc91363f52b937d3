# make run: set everything up and start the app.  make test: set everything up and check everything.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.12 python3.11 python3.13 python3 python; do \
	if $$python -c '$(FITS)' >/dev/null 2>&1; then echo $$python; break; fi; done)
PORT ?= 8501

.PHONY: run test test-all check browser clean

run: $(VENV)/ready-to-run
	$(BIN)/streamlit run app.py --server.port $(PORT)

# A file stays with one process, so that what its tests share is made once. The browser tests come by themselves: two
# Chromiums on two cores keep each other waiting until patience runs out.
test: check browser
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser and not slow" || failed=1; \
	$(BIN)/pytest -m "browser and not slow" || failed=1; exit $${failed:-0}

test-all: check browser
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser" || failed=1; \
	$(BIN)/pytest -m browser || failed=1; exit $${failed:-0}

check: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings pages
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/ready-to-test
	$(BIN)/python -m tests.browser.chromium

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Glassbox needs Python 3.11, 3.12 or 3.13 with its venv module. Install one (Debian: apt-get install python3-venv) and run make again, or name it: make PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready-to-run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/ready-to-test: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/ready-to-run $@
