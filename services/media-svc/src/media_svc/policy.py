"""Who may do what with photos and files. What is not in the table is denied; what one may not see is not here but in store.py."""

from typing import Final

from chassis.audience import ENTITY_READER, belongs_to, role_terms
from chassis.auth import Actor, Policy, entity, network, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"

AUTHORS: Final = ("entity-director", "entity-editor")
INSIDERS: Final = (*AUTHORS, ENTITY_READER)
OVERSEERS: Final = ("reviewer", "secretariat-editor", "network-admin")
STUDIO: Final = ("studio-officer", "studio-releaser", *OVERSEERS)

POLICY: Final = Policy(
    {
        "photo.read": signed_in() | system("gateway", "seed"),
        "photo.upload": entity(*AUTHORS, "studio-officer") | network("secretariat-editor", "studio-officer") | system("seed"),
        "photo.upload-for-studio": entity("studio-officer") | network("secretariat-editor", "studio-officer"),
        "asset.read": signed_in() | system("gateway", "seed"),
        "asset.stream": system("gateway"),
        "asset.upload": entity(*AUTHORS) | network("secretariat-editor") | system("seed"),
        "official-photo.read": signed_in() | system("gateway"),
        "official-photo.caption": entity("studio-officer") | network("studio-officer"),
        "official-photo.review": network("reviewer", "secretariat-editor"),
        "official-photo.discard": entity("studio-officer") | network("studio-officer", "reviewer", "secretariat-editor"),
        "official-photo.restore": entity("studio-officer") | network("studio-officer", "reviewer", "secretariat-editor"),
        "official-photo.correct": network("studio-releaser"),
        "official-photo.embargo": entity("studio-officer") | network("studio-officer", "studio-releaser"),
        "official-photo.propose": entity("studio-officer") | network("studio-officer"),
        "official-photo.sign": network("studio-releaser"),
        "official-photo.withdraw": network("studio-releaser"),
        "official-photo.download": signed_in(),
        "studio-register.write": network("studio-officer", "secretariat-editor"),
        "studio-register.read": signed_in(),
        "photo-link.open": system("gateway"),
        "identity.read": signed_in() | system("gateway", "seed"),
        "identity.write": entity(*AUTHORS) | network("secretariat-editor") | system("seed"),
        "identity.publish": entity("entity-director") | network("secretariat-editor") | system("seed"),
        "kit.read": signed_in() | system("gateway", "seed"),
        "kit.write": entity(*AUTHORS) | network("secretariat-editor") | system("seed"),
        "kit.release": entity("entity-director") | network("secretariat-editor") | system("seed"),
        "kit.revoke": entity("entity-director") | network("secretariat-editor") | system("seed"),
        "document.read": signed_in() | system("gateway", "seed"),
        "document.write": entity(*AUTHORS) | network("secretariat-editor") | system("seed"),
        "document.submit": entity(*AUTHORS) | network("secretariat-editor") | system("seed"),
        "document.review": network("reviewer", "secretariat-editor") | system("seed"),
        "document.correct": entity("entity-director") | network("secretariat-editor"),
        "document.publish": network("secretariat-editor") | system("seed"),
        "document.withdraw": network("secretariat-editor") | system("seed"),
        "document.set-parity": entity(*AUTHORS) | network("reviewer", "secretariat-editor") | system("seed"),
    }
)


def oversees(actor: Actor) -> bool:
    """Whether the actor sees what every entity uploaded."""
    return any(actor.has(role, "network") for role in OVERSEERS)


def studio_of(actor: Actor) -> frozenset[str] | None:
    """The entities whose unreleased photos the actor works on; None = those of all."""
    if any(actor.has(role, "network") for role in STUDIO):
        return None
    return frozenset(grant.scope for grant in actor.grants if grant.role == "studio-officer")


def authored_by(actor: Actor) -> frozenset[str]:
    """The entities for which the actor writes."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in AUTHORS and grant.scope != "network")


def read_for(actor: Actor) -> frozenset[str]:
    """The entities whose work the actor sees while it is being made: as an author of it, or as one of their systems."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in INSIDERS and grant.scope != "network")


def insiders(owner: str) -> frozenset[str]:
    """Who sees what an entity makes from the beginning, as terms: its authors and systems, and the secretariat."""
    return role_terms(INSIDERS, owner) | role_terms(OVERSEERS)


def studio(owner: str) -> frozenset[str]:
    """Who works on an entity's unreleased photos, as terms."""
    return role_terms(STUDIO) | role_terms(("studio-officer",), owner)


def uploads_for(actor: Actor, permission: str) -> str | None:
    """The entity in whose name the actor uploads: their own where they may, else the only one where they may."""
    if actor.kind == "system":
        return SECRETARIAT if POLICY.allows(actor, permission) else None
    allowed = [code for code in sorted(belongs_to(actor)) if POLICY.allows(actor, permission, code)]
    if actor.entity in allowed:
        return actor.entity
    return allowed[0] if len(allowed) == 1 else None
