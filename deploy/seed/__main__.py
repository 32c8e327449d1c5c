"""`python -m deploy.seed`: plants the demo data into the running platform; `--again` also when this edition is there."""

import argparse
import sys

from deploy.local import background, services
from deploy.local.failure import Failure
from deploy.local.run import Run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.seed", description=__doc__)
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    run = Run.load("up")
    if run is None or not background.alive("up"):
        print("Nothing is running: `make up` starts the platform and plants the demo data.", file=sys.stderr)
        return 3
    try:
        services.seed(run, again=options.again)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
