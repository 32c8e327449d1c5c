# The one task runner. Every target sets up what it needs; `make help` says what there is.
PYTHON ?= python3
BACKEND ?= $(shell sh deploy/backend.sh $(firstword $(MAKECMDGOALS)))
PORT ?= 8080
PARTS := chassis gateway $(wildcard services/*-svc)
IN := .venv/bin/python -m
LOCAL := $(IN) deploy.local
# the chassis brings what all need: drivers for the others, and libraries that others only ask to be there
DEPTRY := --ignore DEP003 --package-module-name-map shabaka-chassis=chassis --per-rule-ignores "DEP002=motor|httptools|cryptography|joserfc"
SUITES := tests/contract tests/architecture tests/deploy tests/oracle tests/integration chassis/tests gateway/tests $(sort $(wildcard services/*-svc/tests))

.PHONY: help setup up down reset status logs seed trace web check test smoke system browser contracts lock bench
help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.venv/.synced: requirements.lock $(addsuffix /pyproject.toml,$(PARTS))
	@echo "setting up .venv from requirements.lock (once per lock)"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet uv==0.13.9
	@.venv/bin/python -m uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
	@.venv/bin/python -m pip install --quiet uv==0.13.9
	@.venv/bin/python -m uv pip install --quiet --python .venv/bin/python --no-deps $(foreach part,$(PARTS),-e $(part))
	@touch $@

setup: .venv/.synced  ## the Python environment

up: setup  ## set up and run the platform with demo data (PORT=8080, BACKEND=local or docker)
	@mkdir -p .local && echo $(BACKEND) >.local/backend
	@$(IN) deploy.$(BACKEND) up --port $(PORT)

down: setup  ## stop it
	@$(IN) deploy.$(BACKEND) down

reset: setup  ## stop it and remove its data (SURE=1 does not ask)
	@$(IN) deploy.$(BACKEND) reset $(if $(SURE),--yes)
	@rm -f .local/backend

status: setup  ## what runs
	@$(IN) deploy.$(BACKEND) status

logs: setup  ## follow the logs (NAMES="gateway campaigns-svc")
	@$(IN) deploy.$(BACKEND) logs $(NAMES)

seed: setup  ## plant the demo data again (up does it by itself)
	@$(IN) deploy.seed $(BACKEND) --again

trace: setup  ## a trace of the last day (ID="..."), also when Zipkin no longer has it; without one the newest failures
	@$(IN) deploy.traces $(ID)

web: setup  ## build the web client into web/dist, when its sources changed
	@$(LOCAL) client

check: setup  ## what needs no server: style, types, imports, spelling
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/basedpyright --level error
	.venv/bin/lint-imports
	@mkdir -p .local
	$(IN) pytest --collect-only -qq $(SUITES) tests/e2e tests/chaos >.local/collected || { cat .local/collected; exit 1; }
	@for part in $(PARTS); do (cd $$part && $(CURDIR)/.venv/bin/deptry src $(DEPTRY)) || exit 1; done
	$(IN) contracts.generate --check
	.venv/bin/codespell docs README.md CONTRIBUTING.md chassis/src gateway/src services/*/src deploy
	$(LOCAL) client-run lint

# On Docker each test session brings its own containers; the whole platform and the killed servers are the local ones in both.
ON_SERVERS_docker := env BACKEND=docker
ON_SERVERS_local := $(LOCAL) with-servers --
test: setup  ## set up and pass the tests on the real servers (BACKEND=docker: on testcontainers)
	$(LOCAL) client-run test
	$(ON_SERVERS_$(BACKEND)) $(IN) pytest -n 2 --dist loadfile $(SUITES)

smoke: setup  ## a whole platform: the main job and one path of each gate in a browser, then ten kills
	@$(LOCAL) browser
	$(IN) pytest -m smoke tests/e2e
	SHABAKA_CHAOS_KILLS=10 $(IN) pytest -s tests/chaos

system: setup  ## the whole platform: the main job and every page in a browser, then twenty kills
	@$(LOCAL) browser
	$(IN) pytest tests/e2e
	$(IN) pytest -s tests/chaos

bench: setup  ## what announcing, the gateway and delivery cost, as ratios to a baseline of the same run
	$(LOCAL) with-servers -- .venv/bin/python -m tests.load

browser: setup  ## a Chromium for the tests that look at pages
	@$(LOCAL) browser

contracts: setup  ## write the OpenAPI and AsyncAPI documents and the event schemas anew
	$(IN) contracts.generate

lock:  ## resolve requirements.lock anew
	deploy/lock.sh
