"""What can be done with subscriptions: one function, one use case, one write; safe to run again."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from chassis.auth import Actor, Grant
from chassis.errors import FieldError, StaleVersion
from chassis.idempotency import IdempotencyKeyReused, derived_id
from chassis.outbox import AlreadyApplied, AlreadyExists

from subscriptions_svc.deliveries.outbound import REASONS, Outbound, UrlNotAllowed
from subscriptions_svc.errors import SinkNotAllowed, TooManySubscriptions
from subscriptions_svc.lanes.store import PlaceStore
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.policy import SECRETARIAT
from subscriptions_svc.subscriptions import model
from subscriptions_svc.subscriptions.model import Change, Subscription, Wish
from subscriptions_svc.subscriptions.secrets import Vault, new_secret
from subscriptions_svc.subscriptions.store import SubscriptionStore

MOST = 50
LEEWAY = timedelta(seconds=1)

Shown = tuple[Subscription, str]


async def vet_sink(outbound: Outbound, sink: str) -> None:
    """Raise SinkNotAllowed unless the address is one that may be sent to, today."""
    try:
        await outbound.vet(sink)
    except UrlNotAllowed as refused:
        reason = REASONS[refused.because]
        raise SinkNotAllowed(errors=[FieldError("/sink", "sink-not-allowed", reason)], reason=reason) from refused


async def create_subscription(
    subscriptions: SubscriptionStore, vault: Vault, id_: str, wish: Wish, *, start_after: int, by: Actor, at: datetime
) -> Shown:
    """Subscribe; the subscription and its secret. The same request again gives what the first time made, as it is by now."""
    if await subscriptions.count_of(model.home_of(by)) >= MOST:
        raise TooManySubscriptions(limit=MOST)
    secret = new_secret()
    made = model.create(id_, wish, by=by, secret=vault.seal(secret, id_), start_after=start_after, at=at)
    try:
        return await subscriptions.add(*made), secret
    except AlreadyExists:
        first = await subscriptions.get(id_, seen_by=by)
        made_then = model.made_for(first, id_)
        if (made_then.asked != made[0].secrets[0].asked) if made_then else (first.wish != wish):
            raise IdempotencyKeyReused from None
        return first, vault.open((made_then or first.secrets[0]).sealed, id_)


async def edit_subscription(
    subscriptions: SubscriptionStore, id_: str, wish_of: Callable[[Wish], Wish], *, expected: int, by: Actor, at: datetime
) -> Subscription:
    """Want something else, or to somewhere else."""
    found = await _seen(subscriptions, id_, expected, by)
    return await subscriptions.save(*model.edit(found, wish_of(found.wish), by=by, at=at), expected=expected)


async def pause_subscription(subscriptions: SubscriptionStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Subscription:
    """Stop for a while; the place is kept."""
    found = await _seen(subscriptions, id_, expected, by)
    return await subscriptions.save(*model.pause(found, at=at), expected=expected)


async def resume_subscription(
    subscriptions: SubscriptionStore, places: PlaceStore, id_: str, *, expected: int, by: Actor, at: datetime
) -> Subscription:
    """Go on from the kept place; the receiver has its five days anew."""
    found = await _seen(subscriptions, id_, expected, by)
    resumed = model.resume(found, by=by, at=at)
    await places.recovers(id_)
    return await subscriptions.save(*resumed, expected=expected)


async def rotate_secret(
    subscriptions: SubscriptionStore, vault: Vault, id_: str, *, overlap: timedelta, expected: int, key: str | None, by: Actor, at: datetime
) -> Shown:
    """Sign with a new secret; the one before signs along during the overlap. The same key again gives the same secret again,
    as long as it signs. Raises IdempotencyKeyReused, ReadsMoreThanYou, StaleVersion, TooManySecrets."""
    request = derived_id(by.id, f"{id_}/{key}") if key else None
    asked = f"{request}/{overlap.total_seconds():.0f}" if request else None
    found = await subscriptions.get(id_, seen_by=by)
    if again := _shown_again(found, vault, request, asked):
        return again
    if found.version != expected:
        raise StaleVersion
    secret = new_secret()
    rotated = model.rotate(found, vault.seal(secret, id_), by=by, overlap=overlap, asked=asked, at=at)
    try:
        return await subscriptions.save(*rotated, expected=expected), secret
    except StaleVersion:  # the same request at the same time may have been the quicker one
        if again := _shown_again(await subscriptions.get(id_, seen_by=by), vault, request, asked):
            return again
        raise


def _shown_again(found: Subscription, vault: Vault, request: str | None, asked: str | None) -> Shown | None:
    """What this request made when it came before. Raises IdempotencyKeyReused."""
    made = model.made_for(found, request) if request else None
    if made is None:
        return None
    if made.asked != asked:
        raise IdempotencyKeyReused
    return found, vault.open(made.sealed, found.id)


async def delete_subscription(subscriptions: SubscriptionStore, id_: str, *, by: Actor, at: datetime) -> None:
    """End a subscription."""
    found = await subscriptions.get(id_, seen_by=by)
    await subscriptions.save(*model.delete(found, at=at), expected=found.version)


async def follow_roles(subscriptions: SubscriptionStore, person: str, left: Sequence[Grant], *, at: datetime) -> None:
    """Whatever reads with a person's rights reads as much as these roles allow from now on."""
    for found in await subscriptions.owned_by(person):
        await _save_newest(subscriptions, found, lambda now: model.follow_roles(now, person, left, at=at))


async def take_over(subscriptions: SubscriptionStore, post: str, person: str, kind: str, *, acting: bool, at: datetime) -> None:
    """What a post subscribed to stays with it, whoever holds it."""
    for found in await subscriptions.of_post(post):
        await _save_newest(subscriptions, found, lambda now: model.take_over(now, person, kind, acting=acting, at=at))


async def leave_post(subscriptions: SubscriptionStore, post: str, person: str, kind: str, *, at: datetime) -> None:
    """What a person subscribed to in a post stays with the post."""
    for found in await subscriptions.of_post(post):
        await _save_newest(subscriptions, found, lambda now: model.leave_post(now, person, kind, at=at))


async def fall_vacant(subscriptions: SubscriptionStore, post: str, *, at: datetime) -> None:
    """Stop all subscriptions of a post that nobody is in."""
    for found in await subscriptions.of_post(post):
        await _save_newest(subscriptions, found, lambda now: model.disable(now, reason="owner-left", at=at))


async def end_accounts(subscriptions: SubscriptionStore, living: Collection[str], *, known_at: datetime, at: datetime) -> None:
    """Stop what belongs to an account that is not among those that lived at an instant. What is younger is judged next time."""
    for found in await subscriptions.of_accounts(before=known_at - LEEWAY):
        if found.owner not in living:
            await _save_newest(subscriptions, found, lambda now: _end_account(now, living, at))


def _end_account(now: Subscription, living: Collection[str], at: datetime) -> Change:
    ended = now.kind == "service-account" and now.owner not in living
    return model.disable(now, reason="owner-left", at=at) if ended else (now, None)


async def narrow_former(subscriptions: SubscriptionStore, log: LogStore, *, at: datetime) -> int:
    """Give subscriptions from before the owner's roles were kept what their owner holds by the log, and those that somebody from outside
    their entity had taken over by an edit what their entity may read; how many there were. Done again it changes nothing."""
    former = await subscriptions.former()
    for found in former:
        held = await log.roles_of(found.owner)
        if held is None:  # a person has roles by events; a system's account has none
            await subscriptions.name_owner(found.id, "service-account", found.grants)
        elif found.entity == SECRETARIAT or any(grant.scope == found.entity for grant in held):
            await subscriptions.name_owner(found.id, "person", held)
        else:
            await _save_newest(subscriptions, found, lambda now: model.narrow(now, at=at))
    return len(former)


async def close_entity(subscriptions: SubscriptionStore, entity: str, *, at: datetime) -> None:
    """Stop all subscriptions of an entity that is no more."""
    for found in await subscriptions.of_entity(entity):
        await _save_newest(subscriptions, found, lambda now: model.disable(now, reason="entity-closed", at=at))


async def _seen(subscriptions: SubscriptionStore, id_: str, expected: int, by: Actor) -> Subscription:
    """The subscription, if it is still as the caller saw it: what else is wrong is said of what they know."""
    found = await subscriptions.get(id_, seen_by=by)
    if found.version != expected:
        raise StaleVersion
    return found


async def _save_newest(subscriptions: SubscriptionStore, found: Subscription, change: Callable[[Subscription], Change]) -> None:
    """A change by the platform holds whoever wrote in between."""
    newest: Subscription | None = found
    while newest:
        try:
            await subscriptions.save(*change(newest), expected=newest.version)
            return
        except AlreadyApplied:
            return
        except StaleVersion:
            newest = await subscriptions.current(found.id)
