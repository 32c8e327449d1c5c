"""What this service does about others' facts: it keeps them all, and lets subscriptions follow the roles of who owns them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from chassis.auth import Grant
from chassis.event import Cause, Envelope, Every, every, handles

from subscriptions_svc.consumed import EntityDissolved, EntityMerged, PostFellVacant, RoleGranted, RoleRevoked, TenureEnded, TenureStarted
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.store import Stores
from subscriptions_svc.subscriptions.commands import close_entity, fall_vacant, follow_roles, leave_post, take_over


async def on_events(events: Sequence[Envelope], stores: Stores) -> None:
    """Every event gets its position in the log, under the type that outsiders know."""
    prefix = stores.type_prefix
    named = [event if event.type.startswith(prefix) else replace(event, type=prefix + event.type) for event in events]
    await append_events(stores.log, named)


async def on_roles_changed(event: RoleGranted | RoleRevoked, cause: Cause, stores: Stores) -> None:
    """A subscription reads no more than its owner may."""
    left = [Grant(held.role, held.scope) for held in event.left]
    await follow_roles(stores.subscriptions, event.person_id, left, at=cause.at)


async def on_tenure_started(event: TenureStarted, cause: Cause, stores: Stores) -> None:
    """A post's subscriptions go on with who holds it now."""
    acting = event.kind == "acting"
    await take_over(stores.subscriptions, event.post_id, event.person_id, event.post_kind, acting=acting, at=cause.at)


async def on_tenure_ended(event: TenureEnded, cause: Cause, stores: Stores) -> None:
    """Who left a post leaves its subscriptions to it."""
    await leave_post(stores.subscriptions, event.post_id, event.person_id, event.post_kind, at=cause.at)


async def on_post_fell_vacant(event: PostFellVacant, cause: Cause, stores: Stores) -> None:
    """Nobody answers for a vacant post's receivers; whoever takes it goes on from their place."""
    await fall_vacant(stores.subscriptions, event.post_id, at=cause.at)


async def on_entity_closed(event: EntityMerged | EntityDissolved, cause: Cause, stores: Stores) -> None:
    """Nobody answers for a closed entity's receivers any more."""
    await close_entity(stores.subscriptions, event.code, at=cause.at)


def log_of(topics: Iterable[str]) -> Mapping[str, Every]:
    """What takes all events of these topics into the log, by domain: aiokafka names every partition of a consumer in every fetch,
    and few are named faster than all."""
    return {domain: every(on_events, tuple(own)) for domain, own in groupby(sorted(topics), lambda topic: topic.partition(".")[0])}


HANDLERS = handles(
    RoleGranted.to(on_roles_changed),
    RoleRevoked.to(on_roles_changed),
    TenureStarted.to(on_tenure_started),
    TenureEnded.to(on_tenure_ended),
    PostFellVacant.to(on_post_fell_vacant),
    EntityMerged.to(on_entity_closed),
    EntityDissolved.to(on_entity_closed),
)
