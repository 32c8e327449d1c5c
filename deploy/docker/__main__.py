"""`python -m deploy.docker <command>`: what the Makefile calls with BACKEND=docker."""

import argparse
import sys

from deploy.local import shell
from deploy.local.failure import Failure

from . import compose, platform


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.docker", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="build, start, plant the demo data")
    up.add_argument("--port", type=int, default=8080, help="port of the web address; all others move with it")
    up.add_argument("--parts", nargs="*", choices=compose.PARTS, help="only these (for work on the run itself)")
    commands.add_parser("down", help="stop the platform")
    commands.add_parser("status", help="what runs")
    logs = commands.add_parser("logs", help="show and follow the logs")
    logs.add_argument("names", nargs="*", help="of these parts only")
    reset = commands.add_parser("reset", help="stop the platform and remove its data")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    return parser


def _act(options: argparse.Namespace) -> int:
    match options.command:
        case "up":
            platform.up(options.port, options.parts or compose.PARTS)
        case "down":
            shell.say("stopped" if platform.down() else "nothing was running")
        case "status":
            return platform.show_status()
        case "logs":
            return platform.follow_logs(options.names)
        case "reset":
            platform.reset(sure=options.yes)
    return 0


def main() -> int:
    try:
        return _act(_parser().parse_args())
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; `make down` stops what was started", file=sys.stderr)
        return 130


sys.exit(main())
