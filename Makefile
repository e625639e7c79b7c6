# Everything made here lies in .venv/, node_modules/, var/ and referral/static/; delete them to begin anew.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test prove check lock front translations setup setup-test catalogues

PYTHON ?= python3
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE :=
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# As root, PostgreSQL runs as another account: what is installed must be readable to it.
INSTALL := umask 022 && uv pip install -q --python $(PY) --require-hashes --only-binary :all: --compile-bytecode -r
COMPILE := uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'
# Debian's packages, where we are root there; else false, and the caller knows another way.
APT = test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	-o DPkg::Lock::Timeout=300 $(1) >/dev/null
# One set-up at a time, however many makes run at once.
ONCE := mkdir -p var && flock var/setup.lock $(MAKE) -s --no-print-directory
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard referral/translations/*/LC_MESSAGES/messages.po))

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: ## set up what is missing, then web, worker and beat until Ctrl-C (PORT=8000, DEMO=1)
	@$(ONCE) setup
	@exec $(PY) -m worker.serve

test: ## set up, then check and every test
	@$(ONCE) setup-test
	@$(MAKE) -s --no-print-directory check & check=$$!; good=true; \
	$(PY) -m pytest -n 2 --dist loadgroup || good=false; wait $$check && $$good

prove: ## the figures that take minutes; docs/security.md keeps them with their date
	@$(ONCE) setup-test
	@$(PY) -m pytest -n 0 -m prove -s

check: ## lint, format, types, import rules, locks
	@$(ONCE) .venv/.dev
	@ruff check
	@ruff format --check
	@mypy --no-error-summary
	@lint-imports --cache-dir var/cache/import_linter
	@$(PY) tests/setup/locks.py

lock: ## choose versions anew, with hashes and no addresses
	@$(ONCE) .venv/.uv
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.txt
	$(COMPILE) --group uv -o requirements-uv.txt
	$(COMPILE) --group node -o requirements-node.txt
	npm install --silent --package-lock-only --ignore-scripts
	$(PY) tests/setup/locks.py --strip

front: ## build the style sheet and the script
	@$(ONCE) referral/static/manifest.json

translations: ## compile the catalogues
	@$(ONCE) catalogues

setup: .venv/.runtime referral/static/manifest.json catalogues

catalogues: $(CATALOGUES)

setup-test: .venv/.dev .venv/.browser setup

.venv/.uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@umask 022; test -x $(PY) || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; $(call APT,python3-venv) && $(PYTHON) -m venv .venv; }
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.runtime: requirements.txt .venv/.uv
	@$(INSTALL) $<
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@$(INSTALL) $<
	@touch $@

.venv/.browser: .venv/.dev
	@if command -v chromium >/dev/null; then :; \
	elif $(call APT,chromium fonts-dejavu-core); then :; \
	else playwright install chromium; fi
	@touch $@

node_modules/.done: package-lock.json .venv/.uv
	@command -v npm >/dev/null || $(INSTALL) requirements-node.txt
	@npm ci --silent --ignore-scripts
	@touch $@

referral/static/manifest.json: node_modules/.done .venv/.runtime $(shell find referral/static_src -type f)
	@$(PY) referral/static_src/build.py

%.mo: %.po .venv/.runtime
	@pybabel -q compile -i $< -o $@
