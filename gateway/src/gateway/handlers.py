"""What the gateway does about others' facts: roles that end, end here too."""

from chassis.event import Cause, handles

from gateway.consumed import RoleGranted, RoleRevoked
from gateway.store import Sessions


async def on_roles_changed(event: RoleGranted | RoleRevoked, _: Cause, sessions: Sessions) -> None:
    """Open sessions of this person go on with the roles that are left, or end."""
    await sessions.set_roles(event.person_id, [{"role": held.role, "scope": held.scope} for held in event.left])


HANDLERS = handles(RoleGranted.to(on_roles_changed), RoleRevoked.to(on_roles_changed))
