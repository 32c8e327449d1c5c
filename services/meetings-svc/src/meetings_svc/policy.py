"""Who may do what with meetings: the one table, and who sees what is not yet for everybody."""

from collections.abc import Iterable
from typing import Final

from chassis.audience import ANY_ENTITY, belongs_to, entity_term, role_terms
from chassis.auth import Actor, Policy, entity, network, public, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"
WRITERS: Final = frozenset(("secretariat-editor",))
OVERSEERS: Final = WRITERS | {"reviewer", "network-admin"}

POLICY: Final = Policy(
    {
        "meeting.read": signed_in() | system("seed"),
        "meeting.create": network(*WRITERS) | system("seed"),
        "meeting.edit": network(*WRITERS) | system("seed", "meetings-svc"),
        "meeting.correct": network(*WRITERS),
        "meeting.announce": network(*WRITERS) | system("seed"),
        "meeting.publish-agenda": network(*WRITERS) | system("seed"),
        "meeting.run": network(*WRITERS) | system("seed", "meetings-svc"),
        "minutes.read": signed_in() | system("seed"),
        "minutes.write": network(*WRITERS) | system("seed"),
        "seat.read": signed_in() | system("seed"),
        "seat.answer": entity("entity-director") | network(*WRITERS) | system("seed"),
        "seat.reply": signed_in(),
        "seat.check-in": signed_in(),
        "seat.record": network(*WRITERS) | system("seed"),
        "outcome.read": signed_in() | system("seed"),
        "outcome.write": network(*WRITERS) | system("seed"),
        "action-item.work": signed_in() | system("seed"),
        "action-item.amend": network(*WRITERS) | system("seed", "meetings-svc"),
        "proposal.read": network(*OVERSEERS) | system("seed"),
        "proposal.settle": network(*WRITERS) | system("seed"),
        "series.read": signed_in() | system("seed"),
        "series.write": network(*WRITERS) | system("seed"),
        "pack.read": signed_in() | system("seed"),
        "pack.publish": network(*WRITERS) | system("seed"),
        "feed.own": signed_in(),
        "feed.fetch": public(),
    }
)


def oversees(actor: Actor) -> bool:
    """Whether the actor sees drafts and the secretariat's own items. Writers must: they would write back less than there was."""
    return POLICY.allows(actor, "meeting.edit") or any(actor.has(role, "network") for role in OVERSEERS)


def is_member(actor: Actor) -> bool:
    """Whether the actor belongs to the network, as no guest does."""
    return bool(belongs_to(actor)) or oversees(actor)


def secretariat() -> frozenset[str]:
    """Who sees drafts and the secretariat's own items, as terms."""
    return role_terms(OVERSEERS)


def members(invited: Iterable[str] = ()) -> frozenset[str]:
    """Who takes part, as terms: the entities that a meeting named, all of the network when it named none; and the secretariat."""
    return (frozenset(map(entity_term, invited)) or frozenset((ANY_ENTITY,))) | secretariat()
