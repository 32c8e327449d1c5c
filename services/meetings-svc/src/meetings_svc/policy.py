"""Who may do what with meetings: the one table, and who sees what is not yet for everybody."""

from typing import Final

from chassis.auth import Actor, Policy, network, signed_in, system

WRITERS: Final = frozenset(("secretariat-editor",))
OVERSEERS: Final = WRITERS | {"reviewer", "network-admin"}

POLICY: Final = Policy(
    {
        "meeting.read": signed_in() | system("seed"),
        "meeting.create": network(*WRITERS) | system("seed"),
        "meeting.edit": network(*WRITERS) | system("seed"),
        "meeting.announce": network(*WRITERS) | system("seed"),
        "meeting.publish-agenda": network(*WRITERS) | system("seed"),
    }
)


def oversees(actor: Actor) -> bool:
    """Whether the actor sees drafts and the secretariat's own items. Writers must: they would write back less than there was."""
    return POLICY.allows(actor, "meeting.edit") or any(actor.has(role, "network") for role in OVERSEERS)
