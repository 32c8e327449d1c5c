#!/bin/sh
# Rewrites requirements.lock: one hashed, universal lock for every part (docs/adr/0007-one-lock.md).
set -eu
cd "$(dirname "$0")/.."
exec "${UV:-uv}" pip compile pyproject.toml chassis/pyproject.toml gateway/pyproject.toml services/*/pyproject.toml \
    --group dev --group local --universal --generate-hashes --no-emit-package shabaka-chassis \
    --no-annotate --no-header --quiet --output-file requirements.lock
