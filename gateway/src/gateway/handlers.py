"""What a change of roles or posts does to sessions, and the end of an entity to its systems' tokens: it bites within seconds."""

from dataclasses import dataclass

from chassis.event import Cause, handles

from gateway.consumed import EntityDissolved, EntityMerged, RoleGranted, RoleRevoked, TenureEnded, TenureStarted
from gateway.store import Accounts, Sessions


@dataclass(frozen=True)
class Stores:
    """What the handlers work with."""

    sessions: Sessions
    accounts: Accounts


async def on_roles_changed(event: RoleGranted | RoleRevoked, cause: Cause, stores: Stores) -> None:
    roles = [held.model_dump() for held in event.left]
    await stores.sessions.set_roles(event.person_id, roles, version=cause.version, at=cause.at)


async def on_tenure_started(event: TenureStarted, cause: Cause, stores: Stores) -> None:
    post = {"id": event.post_id, "kind": event.post_kind, "title": event.post_title.model_dump()}
    await stores.sessions.set_post(event.person_id, post, acting=event.kind == "acting", at=cause.at)


async def on_tenure_ended(event: TenureEnded, cause: Cause, stores: Stores) -> None:
    await stores.sessions.leave_post(event.person_id, event.post_id, at=cause.at)


async def on_entity_ended(event: EntityMerged | EntityDissolved, _: Cause, stores: Stores) -> None:
    await stores.accounts.remove_of(event.code)


HANDLERS = handles(
    RoleGranted.to(on_roles_changed),
    RoleRevoked.to(on_roles_changed),
    TenureStarted.to(on_tenure_started),
    TenureEnded.to(on_tenure_ended),
    EntityMerged.to(on_entity_ended),
    EntityDissolved.to(on_entity_ended),
)
