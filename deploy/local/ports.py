"""The one table of ports and how a run shifts it, so that two runs on a machine never meet."""

import random
import socket
from collections.abc import Iterable, Mapping

from .failure import Failure

HOST = "127.0.0.1"
BASE: dict[str, int] = {
    "web": 8080,
    "members": 8101,
    "campaigns": 8102,
    "meetings": 8103,
    "media": 8104,
    "subscriptions": 8105,
    "receiver": 8106,
    "mongod": 27117,
    "kafka": 9192,
    "kafka-controller": 9193,
    "minio": 9100,
    "clamd": 4510,
    "collector": 4418,
    "zipkin": 9511,
    "victoria": 8528,
    "vmalert": 8580,
}
_ROOM = 5000  # the highest port stays below 32768, where systems begin to hand out ports by themselves
# Far enough from a run at the base, and from each other, that no two names of the table meet.
_OWN_OFFSETS = range(2000, 3600, 7)

Ports = Mapping[str, int]


def shifted(offset: int) -> dict[str, int]:
    return {name: port + offset for name, port in BASE.items()}


def for_web(port: int) -> dict[str, int]:
    """The table with the web at `port` and all else shifted by the same distance, folded into the room there is."""
    if not 1024 <= port <= 65535:
        raise Failure(f"PORT={port} cannot be used: choose one from 1024 to 65535, such as PORT=9000.")
    return shifted((port - BASE["web"]) % _ROOM) | {"web": port}


def for_own_run(names: Iterable[str]) -> dict[str, int]:
    """A shifted table whose ports `names` are free: for runs that nobody types an address of. Any of them, so that two
    checkouts that start at the same moment hardly ever choose the same one."""
    wanted = list(names)
    for offset in random.sample(_OWN_OFFSETS, len(_OWN_OFFSETS)):
        table = shifted(offset)
        if not busy({name: table[name] for name in wanted}):
            return table
    raise Failure("No free ports were found for the tests' servers: stop what listens on 127.0.0.1 and run it again.")


def busy(ports: Ports) -> list[str]:
    """The names whose port is taken."""
    return [name for name, port in ports.items() if not _free(port)]


def refuse_busy(ports: Ports) -> None:
    """Say in one sentence which port is in use and what to do about it."""
    taken = busy(ports)
    if taken:
        many = ", ".join(f"{ports[name]} ({name})" for name in taken)
        raise Failure(f"Port {many} is in use: stop what listens there, or choose other ports with PORT=<web port>.")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
