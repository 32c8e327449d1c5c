"""Who may do what with entities, posts, people and credentials, and who gives which role. What is not in the table is denied.

`seed` fills a new deployment, its first administrator included: only who holds the deployment's private key can sign a token for it.
"""

from typing import Final

from chassis.auth import Actor, Policy, entity, network, signed_in, system

from members_svc.published import PostKind, RoleName

SECRETARIAT: Final = "GNGC-SEC"
NETWORK: Final = "network"
CLOCK: Final = Actor.system("clock")
EVENTS: Final = Actor.system("events")

_ADMIN = network("network-admin") | system("seed")
_SECRETARIAT = network("secretariat-editor") | _ADMIN
_DIRECTOR = entity("entity-director") | _SECRETARIAT
_ANYONE = signed_in() | system("gateway", "seed")
_FOLLOWS = system("clock", "events")  # what follows by itself from an end that somebody was allowed to bring about

POLICY: Final = Policy(
    {
        "entity.read": _ANYONE,
        "entity.register": _SECRETARIAT,
        "entity.edit": _SECRETARIAT,
        "entity.end": _ADMIN,
        "post.read": _ANYONE,
        "post.create": _DIRECTOR,
        "post.edit": _DIRECTOR,
        "post.give-seat": _SECRETARIAT,
        "post.close": _DIRECTOR | _FOLLOWS,
        "tenure.start": _DIRECTOR,
        "tenure.start-across": _SECRETARIAT,
        "tenure.consent": signed_in() | system("seed"),
        "tenure.end": signed_in() | system("seed") | _FOLLOWS,
        "tenure.end-others": _DIRECTOR | _FOLLOWS,
        "tenure.correct": _DIRECTOR,
        "roster.read": _ANYONE,
        "roster.change": _DIRECTOR,
        "person.read": _ANYONE,
        "person.export": signed_in(),
        "opening.read": signed_in(),
        "card.report": signed_in(),
        "person.register": _DIRECTOR,
        "person.remove": _DIRECTOR,
        "person.edit": signed_in() | system("seed"),
        "person.edit-others": _DIRECTOR,
        "person.see-roles": _DIRECTOR | system("gateway"),
        "person.see-entity-fields": _DIRECTOR | entity("entity-editor", "viewer"),
        "person.see-secretariat-fields": _SECRETARIAT,
        "role.change": _DIRECTOR | _FOLLOWS,
        "role.change-directors": _SECRETARIAT | _FOLLOWS,
        "role.change-network": _ADMIN | _FOLLOWS,
        "credential.set": system("gateway", "seed"),
        "credential.check": system("gateway"),
    }
)

NETWORK_ROLES: Final = frozenset(("network-admin", "secretariat-editor", "reviewer", "studio-officer", "studio-releaser", "ops"))
ENTITY_ROLES: Final = frozenset(("entity-director", "entity-editor", "viewer"))
ROLE_OF_POST: Final[dict[PostKind, RoleName]] = {
    "director": "entity-director",
    "deputy": "entity-director",
    "media-officer": "entity-editor",
    "brand-officer": "entity-editor",
    "studio-officer": "viewer",
    "duty-contact": "viewer",
}


def permission_to_change(role: RoleName, scope: str) -> str:
    """The permission that giving or taking a role needs, whichever way it comes or goes."""
    if scope == NETWORK:
        return "role.change-network"
    return "role.change-directors" if role == "entity-director" else "role.change"


def may_change(by: Actor, role: RoleName, scope: str) -> bool:
    """Whether somebody may give this role and take it."""
    return POLICY.allows(by, permission_to_change(role, scope), scope)
