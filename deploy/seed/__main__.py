"""`python -m deploy.seed [local|docker]`: plants the demo data into the running platform; `--again` also when it is there."""

import argparse
import sys

from deploy.docker import compose
from deploy.local import background, platform, services
from deploy.local.failure import Failure
from deploy.local.run import Run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.seed", description=__doc__)
    parser.add_argument("backend", nargs="?", choices=("local", "docker"), default="local")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    run = _running(options.backend)
    if run is None:
        print("Nothing is running: `make up` starts the platform and plants the demo data.", file=sys.stderr)
        return 3
    try:
        services.seed(run, again=options.again)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _running(backend: str) -> Run | None:
    if backend == "docker":
        return Run.load(compose.KIND) if compose.running() else None
    return Run.load(platform.KIND) if background.alive(platform.KIND) else None


sys.exit(main())
