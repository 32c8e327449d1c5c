"""Who may do what with entities, posts, people and credentials. What is not in the table is denied.

`seed` fills a new deployment, its first administrator included: only who holds the deployment's private key can sign a token for it.
"""

from typing import Final

from chassis.auth import Actor, Policy, entity, network, signed_in, system

SECRETARIAT: Final = "GNGC-SEC"
NETWORK: Final = "network"
CLOCK: Final = Actor.system("clock")
EVENTS: Final = Actor.system("events")

_ADMIN = network("network-admin") | system("seed")
_SECRETARIAT = network("secretariat-editor") | _ADMIN
_DIRECTOR = entity("entity-director") | _SECRETARIAT
_ANYONE = signed_in() | system("gateway", "seed")

POLICY: Final = Policy(
    {
        "entity.read": _ANYONE,
        "entity.register": _SECRETARIAT,
        "entity.edit": _SECRETARIAT,
        "entity.end": _ADMIN,
        "post.read": _ANYONE,
        "post.create": _DIRECTOR,
        "post.give-seat": _SECRETARIAT,
        "post.close": system("events"),
        "tenure.start": _DIRECTOR,
        "tenure.end": _DIRECTOR | system("clock", "events"),
        "roster.read": _ANYONE,
        "roster.change": _DIRECTOR,
        "person.read": _ANYONE,
        "person.export": signed_in(),
        "opening.read": signed_in(),
        "card.report": signed_in(),
        "person.register": _DIRECTOR,
        "person.edit": signed_in() | system("seed"),
        "person.edit-others": _DIRECTOR,
        "person.see-roles": _DIRECTOR | system("gateway"),
        "person.see-entity-fields": _DIRECTOR | entity("entity-editor", "viewer"),
        "person.see-secretariat-fields": _SECRETARIAT,
        "role.change": _DIRECTOR,
        "role.change-directors": _SECRETARIAT,
        "role.change-network": _ADMIN,
        "credential.set": system("gateway", "seed"),
        "credential.check": system("gateway"),
    }
)
