"""What follows from a tenure and from the fate of an entity: seats on cards, roles that come and go, posts that close."""

from contextlib import suppress

from chassis.errors import Text
from chassis.event import Cause, handles
from chassis.outbox import AlreadyApplied

from members_svc.consumed import EntityDissolved, EntityEdited, EntityMerged, EntityRestored, PostEdited, TenureEnded, TenureStarted
from members_svc.establishment.commands import reopen_posts
from members_svc.people.commands import return_to_entity, show_entity_name, show_post_title
from members_svc.people.model import Seat
from members_svc.posts.commands import close_posts, declare_vacancy, finish_closing
from members_svc.roles.commands import leave_seat, outlive_entity, take_seat
from members_svc.store import Stores


async def on_tenure_started(event: TenureStarted, cause: Cause, stores: Stores) -> None:
    title = Text(event.post_title.ar, event.post_title.en)
    seat = Seat(event.post_id, event.entity, event.post_kind, title, event.kind)
    await take_seat(stores.people, stores.entities, event.person_id, seat, at=cause.at)


async def on_tenure_ended(event: TenureEnded, cause: Cause, stores: Stores) -> None:
    """Rights end first; then the post says that it is vacant, if the request could not, or goes on closing."""
    with suppress(AlreadyApplied):
        await leave_seat(stores.people, event.person_id, event.post_id, at=cause.at)
    await declare_vacancy(stores.posts, event.post_id, at=cause.at)
    await finish_closing(stores.posts, event.post_id, at=cause.at)


async def on_entity_edited(event: EntityEdited, _: Cause, stores: Stores) -> None:
    await show_entity_name(stores.people, stores.entities, event.code)


async def on_entity_merged(event: EntityMerged, cause: Cause, stores: Stores) -> None:
    await outlive_entity(stores.people, stores.entities, event.code, event.merged_into, at=cause.at)
    await close_posts(stores.posts, event.code, at=cause.at)


async def on_entity_dissolved(event: EntityDissolved, cause: Cause, stores: Stores) -> None:
    await outlive_entity(stores.people, stores.entities, event.code, None, at=cause.at)
    await close_posts(stores.posts, event.code, at=cause.at)


async def on_entity_restored(event: EntityRestored, cause: Cause, stores: Stores) -> None:
    if event.merged_into:
        await return_to_entity(stores.people, stores.entities, event.code, event.merged_into, at=cause.at)
    await reopen_posts(stores.posts, event.code, at=cause.at)


async def on_post_edited(event: PostEdited, _: Cause, stores: Stores) -> None:
    title = Text(event.post_title.ar, event.post_title.en)
    for tenure in (await stores.posts.get(event.post_id)).tenures:
        if not tenure.ended:
            await show_post_title(stores.people, tenure.person, event.post_id, title)


HANDLERS = handles(
    TenureStarted.to(on_tenure_started),
    TenureEnded.to(on_tenure_ended),
    EntityEdited.to(on_entity_edited),
    EntityMerged.to(on_entity_merged),
    EntityDissolved.to(on_entity_dissolved),
    EntityRestored.to(on_entity_restored),
    PostEdited.to(on_post_edited),
)
