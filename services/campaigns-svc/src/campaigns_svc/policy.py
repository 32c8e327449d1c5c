"""Who may do what with a campaign. What is not in the table is denied; what one may not see is not here but in store.py."""

from collections.abc import Iterable
from typing import Final, Literal

from chassis.audience import ENTITY_READER, EVERYONE, entity_term, role_terms
from chassis.auth import Actor, Policy, entity, network, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"
CLOCK: Final = Actor.system("clock")

AUTHORS: Final = frozenset(("entity-director", "entity-editor"))
INSIDERS: Final = AUTHORS | {ENTITY_READER}
REVIEWERS: Final = frozenset(("reviewer", "secretariat-editor"))
OVERSEERS: Final = REVIEWERS | {"network-admin"}
Reach = Literal["insiders", "lead", "partners", "everybody"]

POLICY: Final = Policy(
    {
        "campaign.read": signed_in(),
        "campaign.create": entity(*AUTHORS),
        "campaign.edit": entity(*AUTHORS),
        "campaign.delete": entity(*AUTHORS),
        "campaign.submit": entity(*AUTHORS),
        "campaign.recall": entity(*AUTHORS),
        "campaign.recall-approved": entity("entity-director"),
        "campaign.restore": entity("entity-director"),
        "campaign.review": network(*REVIEWERS),
        "campaign.approve": network(*REVIEWERS),
        "campaign.schedule": entity("entity-director") | network("secretariat-editor") | system("clock"),
        "campaign.launch": entity("entity-director") | network("secretariat-editor") | system("clock"),
        "campaign.complete": entity("entity-director") | network("secretariat-editor") | system("clock"),
        "campaign.withdraw": entity("entity-director") | network("secretariat-editor"),
        "campaign.cancel": entity("entity-director") | network("secretariat-editor"),
        "campaign.amend": entity("entity-director"),
        "campaign.correct": entity("entity-director"),
        "campaign.reopen": entity("entity-director") | network("secretariat-editor"),
        "campaign.ask-evaluation": system("clock"),
        "campaign.evaluate": entity("entity-director"),
        "campaign.reopen-evaluation": entity("entity-director"),
        "campaign.mark-exemplar": network("secretariat-editor"),
        "campaign.revoke-exemplar": network("secretariat-editor"),
        "campaign.supersede": network("secretariat-editor"),
        "campaign.reinstate": network("secretariat-editor"),
        "comment.post": signed_in(),
        "comment.edit": signed_in(),
        "comment.remove": signed_in(),
        "comment.restore": network(*REVIEWERS, "network-admin"),
        "campaign.endorse": entity("entity-director"),
        "campaign.withdraw-endorsement": signed_in(),
        "campaign.keep": signed_in(),
        "campaign.take-over": system("seed"),
    }
)


def authored_by(actor: Actor) -> frozenset[str]:
    """The entities for which the actor writes campaigns."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in AUTHORS and grant.scope != "network")


def read_for(actor: Actor) -> frozenset[str]:
    """The entities whose campaigns the actor reads from the first draft on: as their author, or as one of their systems."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in INSIDERS and grant.scope != "network")


def oversees(actor: Actor) -> bool:
    """Whether the actor sees what entities handed in to the secretariat."""
    return any(actor.has(role, "network") for role in OVERSEERS)


def reads_review(actor: Actor, lead: str) -> bool:
    """Whether the actor sees what the secretariat asked of a campaign of this entity."""
    return lead in read_for(actor) or oversees(actor)


def readers(lead: str, partners: Iterable[str], reach: Reach, *, handed_in: bool) -> frozenset[str]:
    """Who reads a campaign that reaches so far, as terms; the secretariat one that was handed in to it."""
    if reach == "everybody":
        return frozenset((EVERYONE,))
    named = {"lead": (lead,), "partners": (lead, *partners)}.get(reach, ())
    return role_terms(INSIDERS, lead) | {entity_term(code) for code in named} | (role_terms(OVERSEERS) if handed_in else frozenset())
