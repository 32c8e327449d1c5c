"""Who may do what with events and subscriptions. What is not in the table is denied; what one may not see is not here but in store.py."""

from collections.abc import Iterable
from typing import Final

from chassis.auth import Actor, Grant, Policy, entity, network, signed_in

SECRETARIAT: Final = "GNGC-SEC"
OVERSEERS: Final = frozenset(("network-admin", "secretariat-editor", "reviewer"))
HOLDERS: Final = frozenset(("entity-director", "entity-editor"))
KEEPERS: Final = frozenset(("network-admin", "secretariat-editor", "reviewer", "ops"))

_HOLD = entity(*HOLDERS) | network(*KEEPERS)

POLICY: Final = Policy(
    {
        "bell.read": signed_in(),
        "event.read": signed_in(),
        "event-type.read": signed_in(),
        "subscription.read": _HOLD,
        "subscription.create": _HOLD,
        "subscription.edit": _HOLD,
        "subscription.test": _HOLD,
        "subscription.replay": _HOLD,
        "delivery.read": _HOLD,
        "delivery.retry": _HOLD,
    }
)


def oversees(grants: Iterable[Grant]) -> bool:
    """Whether these roles read every event."""
    return any(grant.role in OVERSEERS and grant.scope == "network" for grant in grants)


def belongs_to(actor: Actor) -> frozenset[str]:
    """The entities the actor is part of, by membership or by a role of any kind."""
    return frozenset(grant.scope for grant in actor.grants if grant.scope != "network") | ({actor.entity} if actor.entity else frozenset())


def holds_for(actor: Actor) -> frozenset[str]:
    """The entities whose subscriptions the actor holds."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in HOLDERS and grant.scope != "network")


def keeps_all(actor: Actor) -> bool:
    """Whether the actor looks after the subscriptions of the whole network."""
    return any(actor.has(role, "network") for role in KEEPERS)
