"""Who may do what with a campaign. What is not in the table is denied; what one may not see is not here but in store.py."""

from typing import Final

from chassis.auth import Actor, Policy, entity, network, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"
CLOCK: Final = Actor.system("clock")

AUTHORS: Final = frozenset(("entity-director", "entity-editor"))
REVIEWERS: Final = frozenset(("reviewer", "secretariat-editor"))

POLICY: Final = Policy(
    {
        "campaign.read": signed_in(),
        "campaign.create": entity(*AUTHORS),
        "campaign.edit": entity(*AUTHORS),
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


def reviews(actor: Actor) -> bool:
    """Whether the actor reviews campaigns for the secretariat."""
    return any(actor.has(role, "network") for role in REVIEWERS)


def oversees(actor: Actor) -> bool:
    """Whether the actor sees what entities handed in to the secretariat."""
    return reviews(actor) or actor.has("network-admin", "network")


def reads_review(actor: Actor, lead: str) -> bool:
    """Whether the actor sees what the secretariat asked of a campaign of this entity."""
    return lead in authored_by(actor) or oversees(actor)


def belongs_to(actor: Actor) -> frozenset[str]:
    """The entities the actor is part of, by membership or by a role of any kind."""
    return frozenset(grant.scope for grant in actor.grants if grant.scope != "network") | ({actor.entity} if actor.entity else frozenset())
