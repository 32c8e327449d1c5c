"""The door of deliveries: what was sent, what came of it, and sending again."""

import asyncio
from typing import Annotated

from chassis.cursors import Cursors
from chassis.fields import Ordinal
from chassis.http import CurrentActor, Now, Page, Router, reply
from chassis.reading import readable
from fastapi import Path, Query, Request
from starlette.responses import Response

from subscriptions_svc.deliveries import commands
from subscriptions_svc.deliveries.model import State
from subscriptions_svc.deliveries.schemas import AttemptBody, DeliveryBody, DeliveryHealth, ReplayBody, ReplayWish
from subscriptions_svc.policy import POLICY
from subscriptions_svc.routes import Here, Sender

router = Router(POLICY)

SubscriptionId = Annotated[str, Path(min_length=1, max_length=64)]
Position = Annotated[Ordinal, Path()]


@router.get("/subscriptions/{subscription_id}/deliveries", permission="delivery.read", response_model=Page[DeliveryBody])
async def list_deliveries(
    request: Request,
    subscription_id: SubscriptionId,
    by: CurrentActor,
    here: Here,
    state: State | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Every delivery with every attempt, the newest first."""
    cursors: Cursors = request.app.state.cursors
    scope = (by.id, subscription_id, state)
    behind = cursors.read(cursor, scope=scope)
    await here.subscriptions.get(subscription_id, seen_by=by)
    found, more = await here.deliveries.page(subscription_id, state=state, before=behind[0] if behind else None, limit=limit)
    return reply(Page[DeliveryBody](items=readable(found, DeliveryBody.of), next=cursors.sign([more], scope=scope) if more else None))


@router.get("/delivery-health", permission="delivery.read", response_model=Page[DeliveryHealth])
async def list_delivery_health(
    request: Request,
    by: CurrentActor,
    here: Here,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """How the receivers of the subscriptions one may see fare, each with its last attempts."""
    cursors: Cursors = request.app.state.cursors
    scope = (by.id, "health")
    behind = cursors.read(cursor, scope=scope)
    found, more = await here.subscriptions.page(seen_by=by, after=behind[0] if behind else None, limit=limit)
    places = await here.places.of([one.id for one in found])
    healths = dict(zip([one.id for one in found], await asyncio.gather(*(here.deliveries.health(one.id) for one in found)), strict=True))
    bodies = readable(found, lambda one: DeliveryHealth.of(one, places.get(one.id), healths[one.id]))
    return reply(Page[DeliveryHealth](items=bodies, next=cursors.sign([more], scope=scope) if more else None))


@router.post("/subscriptions/{subscription_id}/test", permission="subscription.test", response_model=AttemptBody)
async def test_subscription(subscription_id: SubscriptionId, by: CurrentActor, here: Here, sender: Sender) -> Response:
    """Send a test event now; the answer says how the receiver took it."""
    found = await here.subscriptions.get(subscription_id, seen_by=by)
    return reply(AttemptBody.of(await sender.test(found)))


@router.post("/subscriptions/{subscription_id}/replay", permission="subscription.replay", response_model=ReplayBody)
async def replay_events(subscription_id: SubscriptionId, body: ReplayWish, by: CurrentActor, here: Here) -> Response:
    """Send everything from a position or an instant again, marked `webhook-replay: true`; or with `dryRun` only count it."""
    body.from_.require_one()
    do = commands.count_replay if body.dry_run else commands.start_replay
    counted = await do(here, subscription_id, position=body.from_.position, since=body.from_.time, by=by)
    replay = counted.replay
    started = not body.dry_run and counted.count > 0
    return reply(ReplayBody(count=counted.count, after=replay.after, until=replay.until, started=started), status=202 if started else 200)


@router.post("/subscriptions/{subscription_id}/deliveries/{position}/retry", permission="delivery.retry", status_code=204)
async def retry_delivery(subscription_id: SubscriptionId, position: Position, by: CurrentActor, here: Here, now: Now) -> Response:
    """Try what is stuck again now, with a fresh schedule."""
    await commands.retry_delivery(here, subscription_id, position, by=by, at=now())
    return Response(status_code=204)


@router.post("/subscriptions/{subscription_id}/deliveries/{position}/skip", permission="delivery.retry", status_code=204)
async def skip_delivery(subscription_id: SubscriptionId, position: Position, by: CurrentActor, here: Here, now: Now) -> Response:
    """Give up what is stuck, so that what follows of its subject goes on."""
    await commands.skip_delivery(here, subscription_id, position, by=by, at=now())
    return Response(status_code=204)
