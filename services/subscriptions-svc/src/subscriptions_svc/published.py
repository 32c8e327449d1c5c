"""The published language of subscriptions. Addresses and secrets of receivers are never in it."""

from typing import Literal

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

TOPIC = "subscriptions.subscription"

Reason = Literal["gone", "failing", "owner-left", "entity-closed"]
Changed = Literal["name", "sink", "types", "filters", "status", "secret", "reach"]


class _SubscriptionFact(Published):
    """What every fact of a subscription says. Only its entity and the secretariat are told."""

    subscription_id: str = Field(examples=["0195500d-0000-7000-8000-000000000900"])
    entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope


class SubscriptionCreated(_SubscriptionFact, type="subscriptions.subscription-created.v1", topic=TOPIC):
    """An entity subscribed to events."""

    types: tuple[str, ...] = Field(examples=[["campaigns.campaign-launched.v1"]], description="Empty means every type.")


class SubscriptionChanged(_SubscriptionFact, type="subscriptions.subscription-changed.v1", topic=TOPIC):
    """A subscription was edited, paused, resumed or got another secret; `changed` names which."""

    changed: tuple[Changed, ...] = Field(examples=[["types"]])


class SubscriptionFailing(_SubscriptionFact, type="subscriptions.subscription-failing.v1", topic=TOPIC):
    """The receiver has not taken an event for a while: this much of the time has passed after which the subscription is disabled."""

    percent: int = Field(ge=1, le=99, examples=[50])


class SubscriptionDisabled(_SubscriptionFact, type="subscriptions.subscription-disabled.v1", topic=TOPIC):
    """A subscription was disabled: the receiver is gone or failed for days, its owner lost their roles or account, or their post fell
    vacant. Its place is kept."""

    reason: Reason


class DeliveryDeadLettered(_SubscriptionFact, type="subscriptions.delivery-dead-lettered.v1", topic=TOPIC):
    """Every retry of an event failed. It waits, and what follows of its subject behind it, until somebody retries or skips it."""

    position: int = Field(ge=1, examples=[4711], description="Where the event stands in the log.")


class SubscriptionDeleted(_SubscriptionFact, type="subscriptions.subscription-deleted.v1", topic=TOPIC):
    """A subscription was deleted by its entity."""
