"""Who may do what with events and subscriptions. What is not in the table is denied; what one may not see is not here but in store.py."""

from typing import Final

from chassis.audience import ENTITY_READER, role_terms
from chassis.auth import Actor, Policy, entity, network, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"
HOLDERS: Final = frozenset(("entity-director", "entity-editor", ENTITY_READER))  # a system subscribes where its token covers events
KEEPERS: Final = frozenset(("network-admin", "secretariat-editor", "reviewer", "ops"))

ROLE_OF_POST: Final = {  # as members-svc gives them with a post
    "director": "entity-director",
    "deputy": "entity-director",
    "media-officer": "entity-editor",
    "brand-officer": "entity-editor",
}

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
        "account.follow": system("gateway"),
    }
)


def holds_for(actor: Actor) -> frozenset[str]:
    """The entities whose subscriptions the actor holds."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in HOLDERS and grant.scope != "network")


def keeps_all(actor: Actor) -> bool:
    """Whether the actor looks after the subscriptions of the whole network."""
    return any(actor.has(role, "network") for role in KEEPERS)


def readers_of(entity: str) -> frozenset[str]:
    """Who may read a subscription of an entity, as terms; `subscriptions/store.py` asks Mongo the same."""
    return role_terms(HOLDERS, entity) | role_terms(KEEPERS)
