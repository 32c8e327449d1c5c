"""The door of subscriptions: parse, one command or one query, shape the answer."""

from datetime import timedelta
from typing import Annotated

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Body as JsonBody
from fastapi import Path, Query, Request
from starlette.responses import Response

from subscriptions_svc.log.store import LogStore
from subscriptions_svc.policy import POLICY
from subscriptions_svc.routes import Gate, Here, Secrets, Types
from subscriptions_svc.store import Stores
from subscriptions_svc.subscriptions import commands
from subscriptions_svc.subscriptions.model import Subscription
from subscriptions_svc.subscriptions.schemas import (
    LivingAccounts,
    NewSubscription,
    Overlap,
    SubscriptionBody,
    SubscriptionPatch,
    SubscriptionWithSecret,
)

router = Router(POLICY)

SubscriptionId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/subscriptions", permission="subscription.read", response_model=Page[SubscriptionBody])
async def list_subscriptions(
    request: Request,
    by: CurrentActor,
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The subscriptions one may see."""
    cursors: Cursors = request.app.state.cursors
    behind = cursors.read(cursor, scope=(by.id,))
    found, more = await here.subscriptions.page(seen_by=by, after=behind[0] if behind else None, limit=limit)
    places = await here.places.of([one.id for one in found])
    bodies = readable(found, lambda one: SubscriptionBody.of(one, places.get(one.id), by))
    return reply(Page[SubscriptionBody](items=bodies, next=cursors.sign([more], scope=(by.id,)) if more else None))


@router.get("/subscriptions/{subscription_id}", permission="subscription.read", response_model=SubscriptionBody)
async def get_subscription(subscription_id: SubscriptionId, by: CurrentActor, here: Here) -> Response:
    """One subscription."""
    return await _shown(await here.subscriptions.get(subscription_id, seen_by=by), by, here)


@router.post("/subscriptions", permission="subscription.create", response_model=SubscriptionWithSecret, status_code=201)
async def create_subscription(
    body: NewSubscription, by: CurrentActor, here: Here, known: Types, gate: Gate, vault: Secrets, now: Now, key: IdempotencyKey
) -> Response:
    """Subscribe. The receiver gets a test event first and must answer it with 2xx. The secret is shown this once."""
    id_, wish = derived_id(by.id, key), body.wish(known.named(body.types))
    await commands.vet_sink(gate, wish.sink)
    start = await _start(here.log, body.start_at)
    made, secret = await commands.create_subscription(here.subscriptions, vault, id_, wish, start_after=start, by=by, at=now())
    shown = SubscriptionWithSecret.with_secret(made, await here.places.get(id_), by, secret)
    return reply(shown, version=made.version, status=201, location=f"/api/v1/subscriptions/{id_}")


@router.patch("/subscriptions/{subscription_id}", permission="subscription.edit", response_model=SubscriptionBody)
async def edit_subscription(
    subscription_id: SubscriptionId,
    body: SubscriptionPatch,
    expected: IfMatch,
    by: CurrentActor,
    here: Here,
    known: Types,
    gate: Gate,
    now: Now,
) -> Response:
    """Want something else, or to somewhere else: another address gets the test event again."""
    types = None if body.types is None else known.named(body.types)
    if body.sink is not None:
        await commands.vet_sink(gate, body.sink)
    edited = await commands.edit_subscription(
        here.subscriptions, subscription_id, lambda wish: body.applied_to(wish, types), expected=expected, by=by, at=now()
    )
    return await _shown(edited, by, here)


@router.delete("/subscriptions/{subscription_id}", permission="subscription.edit", status_code=204)
async def delete_subscription(subscription_id: SubscriptionId, by: CurrentActor, here: Here, now: Now) -> Response:
    """End a subscription."""
    await commands.delete_subscription(here.subscriptions, subscription_id, by=by, at=now())
    return Response(status_code=204)


@router.post("/subscriptions/{subscription_id}/pause", permission="subscription.edit", response_model=SubscriptionBody)
async def pause_subscription(subscription_id: SubscriptionId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Stop for a while; the place is kept."""
    paused = await commands.pause_subscription(here.subscriptions, subscription_id, expected=expected, by=by, at=now())
    return await _shown(paused, by, here)


@router.post("/subscriptions/{subscription_id}/resume", permission="subscription.edit", response_model=SubscriptionBody)
async def resume_subscription(subscription_id: SubscriptionId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Go on from the kept place, also after it was disabled."""
    resumed = await commands.resume_subscription(here.subscriptions, here.places, subscription_id, expected=expected, by=by, at=now())
    return await _shown(resumed, by, here)


@router.post("/subscriptions/{subscription_id}/rotate-secret", permission="subscription.edit", response_model=SubscriptionWithSecret)
async def rotate_secret(
    subscription_id: SubscriptionId,
    expected: IfMatch,
    by: CurrentActor,
    here: Here,
    vault: Secrets,
    now: Now,
    key: IdempotencyKey,
    body: Annotated[Overlap | None, JsonBody()] = None,
) -> Response:
    """Sign with a new secret, shown this once; the one before signs along during the overlap."""
    overlap = timedelta(hours=(body or Overlap()).overlap_hours)
    rotated, secret = await commands.rotate_secret(
        here.subscriptions, vault, subscription_id, overlap=overlap, expected=expected, key=key, by=by, at=now()
    )
    shown = SubscriptionWithSecret.with_secret(rotated, await here.places.get(subscription_id), by, secret)
    return reply(shown, version=rotated.version)


@router.put("/service-accounts", permission="account.follow", status_code=204, include_in_schema=False)
async def follow_accounts(body: LivingAccounts, here: Here, now: Now) -> Response:
    """The gateway names the accounts of entities' systems that live: what belonged to another stops."""
    await commands.end_accounts(here.subscriptions, frozenset(body.ids), known_at=body.known_at, at=now())
    return Response(status_code=204)


async def _start(log: LogStore, start_at: str | int) -> int:
    if start_at == "latest":
        return await log.last()
    if not isinstance(start_at, int):
        return await log.bounds.first() - 1
    await log.bounds.require(start_at)
    return min(start_at, await log.last())


async def _shown(found: Subscription, by: Actor, here: Stores) -> Response:
    return reply(SubscriptionBody.of(found, await here.places.get(found.id), by), version=found.version)
