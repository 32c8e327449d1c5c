# The one task runner. `check` and `test` set up what they need in .venv, from requirements.lock.
PYTHON ?= python3
PARTS := chassis gateway $(wildcard services/*-svc)

.PHONY: setup check test lock
.venv/.synced: requirements.lock
	@echo "setting up .venv from requirements.lock (once per lock)"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet uv==0.13.9
	@.venv/bin/python -m uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
	@.venv/bin/python -m pip install --quiet uv==0.13.9
	@.venv/bin/python -m uv pip install --quiet --python .venv/bin/python --no-deps $(foreach part,$(PARTS),-e $(part))
	@touch $@

setup: .venv/.synced

check: setup
	.venv/bin/ruff check --select E9,F chassis/src contracts deploy tests
	.venv/bin/codespell docs README.md CONTRIBUTING.md chassis/src

# Only what runs without the servers yet; the rest joins as the parts arrive.
test: setup
	.venv/bin/python -m pytest tests/contract chassis/tests/test_event.py

lock:
	deploy/lock.sh
