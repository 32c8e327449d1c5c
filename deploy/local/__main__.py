"""`python -m deploy.local <command>`: what the Makefile calls. Says what went wrong in one sentence and ends with 1."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from . import browser, client, install, platform, shell, supervisor, test_servers
from .failure import Failure
from .run import KINDS, Run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start the platform and return when it serves")
    up.add_argument("--port", type=int, default=8080, help="port of the web address; all others move with it")
    up.add_argument("--parts", nargs="*", choices=platform.PARTS, help="only these (for work on the run itself)")
    commands.add_parser("down", help="stop the platform")
    commands.add_parser("status", help="what runs")
    logs = commands.add_parser("logs", help="show and follow the logs")
    logs.add_argument("names", nargs="*", help="of these programs only")
    reset = commands.add_parser("reset", help="stop the platform and remove its data")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    for name, text in (("servers-up", "start the tests' servers"), ("with-servers", "run a command with them up")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--parts", nargs="*", choices=install.SERVERS, default=list(install.SERVERS))
        if name == "with-servers":
            command.add_argument("words", nargs=argparse.REMAINDER, help="-- and the command")
    commands.add_parser("servers-down", help="stop the tests' servers")
    commands.add_parser("servers-env", help="print the environment of the tests for a shell")
    commands.add_parser("browser", help="a Chromium for the tests that look at pages")
    commands.add_parser("client", help="build the web client if its sources changed")
    lint = commands.add_parser("client-run", help="run one of the web client's scripts")
    lint.add_argument("script", choices=("lint", "test", "types"))
    keep = commands.add_parser("keep", help="watch over one run (started by the others)")
    keep.add_argument("kind", choices=KINDS)
    return parser


def _up(options: argparse.Namespace) -> None:
    platform.up(options.port, options.parts or platform.PARTS)


def _down(_: argparse.Namespace) -> None:
    shell.say("stopped" if platform.down() else "nothing was running")


def _servers_up(options: argparse.Namespace) -> None:
    test_servers.up(options.parts)
    shell.say(test_servers.exports())


def _servers_down(_: argparse.Namespace) -> None:
    shell.say("stopped" if test_servers.down() else "nothing was running")


def _with_servers(options: argparse.Namespace) -> int:
    return test_servers.run_on(options.parts, options.words[1:] if options.words[:1] == ["--"] else options.words)


def _client_run(options: argparse.Namespace) -> None:
    client.packages()
    shell.say(client.npm("run", options.script, doing=f"the web client's {options.script}"))


_ACTS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "up": _up,
    "down": _down,
    "status": lambda _: platform.show_status(),
    "logs": lambda options: platform.follow_logs(options.names),
    "reset": lambda options: platform.reset(sure=options.yes),
    "servers-up": _servers_up,
    "servers-down": _servers_down,
    "servers-env": lambda _: shell.say(test_servers.exports()),
    "with-servers": _with_servers,
    "browser": lambda _: shell.say(browser.ensure()),
    "client": lambda _: client.build(),
    "client-run": _client_run,
    "keep": lambda options: _keep(options.kind),
}


def _keep(kind: str) -> int:
    run = Run.load(kind)
    if run is None:
        raise Failure(f"There is no run of the kind {kind} to keep: it is started by `make up` or `make test`.")
    failure = asyncio.run(supervisor.supervise(run, platform.programs(run)))
    return 1 if failure else 0


def _interrupted(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def main() -> int:
    options = _parser().parse_args()
    if options.command != "keep":  # the supervisor listens to signals in its own way
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupted)
    try:
        return _ACTS[options.command](options) or 0
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; what was started has been stopped", file=sys.stderr)
        return 130


sys.exit(main())
