"""What the tables of states share: who tries everything, and the table that people read."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx2
from chassis.auth import Actor
from chassis.errors import Conflict, Forbidden, Invalid

from .conftest import EDITOR, HOUSE_OFFICER, OFFICER, OTHER, RELEASER, REVIEWER, SECRETARY, SEED, VIEWER, person

DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
ADMIN = person("admin-1", "GNGC-SEC", ("network-admin", "network"))
OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
SYSTEM_OF_D01 = person("system-1", "D01", ("entity-reader", "D01"))
COLLEAGUE = person("viewer-1", "D01", ("viewer", "D01"))
PEOPLE = (
    COLLEAGUE, DIRECTOR, EDITOR, OTHER, VIEWER, SECRETARY, REVIEWER, OFFICER, HOUSE_OFFICER, RELEASER, ADMIN, OPS, SYSTEM_OF_D01, SEED,
)  # fmt: skip
NAMES = {
    DIRECTOR: "director", EDITOR: "editor", SECRETARY: "secretariat", REVIEWER: "reviewer", OFFICER: "Studio officer",
    HOUSE_OFFICER: "entity's officer", RELEASER: "releaser",
}  # fmt: skip
REFUSED = (Forbidden, Conflict, Invalid)
PAGE = Path(__file__).parents[3] / "docs" / "media-states.md"
Table = Mapping[str, Mapping[str, str]]  # act -> state -> state after it
May = Mapping[str, set[Actor]]


def row_of(state: str, after: Table, may: May) -> str:
    """A state's line in the table that people read: every act, by whom, and where it leads."""
    acts = []
    for verb in (verb for verb in after if state in after[verb]):
        who = ", ".join(name for actor, name in NAMES.items() if actor in may[verb])
        leads = after[verb][state]
        acts.append(f"{verb} ({who})" + (f" → {leads}" if leads != state else ""))
    return f"| {state} | {'; '.join(acts)} |"


def is_on_the_page(noun: str, state: str, after: Table, may: May) -> bool:
    """Whether the page has this row under the heading of its noun."""
    sections = PAGE.read_text().split("\n## ")
    return row_of(state, after, may) in next(one for one in sections if one.startswith(noun)).splitlines()


Case = tuple[str, str, Actor]
Asked = Callable[[str, str, str, Actor], Awaitable[httpx2.Response]]


async def wrong_at_the_door(
    cases: Sequence[Case], ids: Sequence[str], asked: Asked, expected: Callable[[str, str, Actor], set[int]]
) -> list[Any]:
    """Everything that the door answers otherwise than the table says."""
    wrong: list[Any] = []

    async def some(start: int) -> None:
        for id_, (state, verb, actor) in list(zip(ids, cases, strict=True))[start::8]:
            answer = await asked(id_, state, verb, actor)
            if answer.status_code not in expected(state, verb, actor):
                wrong.append((state, verb, actor.id, answer.status_code, answer.text))

    await asyncio.gather(*(some(start) for start in range(8)))
    return wrong
