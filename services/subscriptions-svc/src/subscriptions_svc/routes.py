"""What the doors of all nouns share, and the catalogue's own."""

from typing import Annotated

from chassis.http import Router, reply
from fastapi import Depends, Request
from starlette.responses import Response

from subscriptions_svc.catalogue.model import Catalogue
from subscriptions_svc.catalogue.schemas import EventTypeBody, EventTypes
from subscriptions_svc.deliveries.outbound import Outbound
from subscriptions_svc.deliveries.worker import Courier
from subscriptions_svc.policy import POLICY
from subscriptions_svc.store import Stores
from subscriptions_svc.subscriptions.secrets import Vault

router = Router(POLICY)


def stores_of(request: Request) -> Stores:
    """The stores of the running application."""
    return request.app.state.stores


def catalogue_of(request: Request) -> Catalogue:
    """The event types there are."""
    return request.app.state.catalogue


def vault_of(request: Request) -> Vault:
    """What opens secrets."""
    return request.app.state.vault


def outbound_of(request: Request) -> Outbound:
    """What judges addresses."""
    return request.app.state.outbound


def courier_of(request: Request) -> Courier:
    """What sends webhooks."""
    return request.app.state.courier


Here = Annotated[Stores, Depends(stores_of)]
Types = Annotated[Catalogue, Depends(catalogue_of)]
Secrets = Annotated[Vault, Depends(vault_of)]
Gate = Annotated[Outbound, Depends(outbound_of)]
Sender = Annotated[Courier, Depends(courier_of)]


@router.get("/event-types", permission="event-type.read", response_model=EventTypes)
async def list_event_types(types: Types) -> Response:
    """Every type of event one can read or subscribe to."""
    return reply(EventTypes(items=[EventTypeBody.of(one) for one in types.types]))
