# CPWB: everything that people who install, try or change it need, in one command each.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
DEMO := CPWB_ENV=development CPWB_DEMO=yes CPWB_DATABASE_URL=sqlite:///$(CURDIR)/instance/demo.sqlite
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)

.PHONY: help demo test lint bench check-types clean

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/run: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.venv/catalogues: $(CATALOGUES) .venv/run
	$(BIN)/python translations/catalogues.py compile
	touch $@

# The name begins as that of the database, so that both are removed together.
instance/demo.sqlite.tables: migrations/.current-head .venv/run
	@mkdir -p instance
	@$(DEMO) $(BIN)/flask db upgrade
	@touch $@

demo: .venv/run .venv/catalogues instance/demo.sqlite.tables ## serve the demonstration on http://127.0.0.1:5000
	@$(DEMO) $(BIN)/flask demo
	@$(DEMO) $(BIN)/gunicorn --no-control-socket --worker-class gthread --threads 8 --bind 127.0.0.1:5000 wsgi:application

lint: .venv/dev ## check style, types, templates and the order of the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet cpwb

test: .venv/dev .venv/catalogues lint ## run every check that this machine can run
	$(BIN)/pytest --numprocesses auto --dist worksteal

bench: .venv/dev .venv/catalogues ## measure what pages cost the server, beside a page that does next to nothing
	@$(BIN)/python -m bench

clean: ## remove what the commands above made, the demonstration's data included
	rm -rf .venv instance
