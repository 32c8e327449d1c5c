"""Roles of people: given and taken by decision, or with posts and entities. Who may is in policy.py. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from chassis.audience import AudienceScope
from chassis.auth import Actor
from chassis.event import Fact

from members_svc.errors import NotOfThisEntity, OwnRoles, RoleNotHeld, RoleOutOfScope
from members_svc.people.model import Change, EntityRef, Person, Role, Seat, readers_of_roles, told_of_move
from members_svc.policy import NETWORK, NETWORK_ROLES, POLICY, ROLE_OF_POST, permission_to_change
from members_svc.published import RoleGranted, RoleHeld, RoleName, RoleRevoked

# ---- by decision ----


def grant(person: Person, role: RoleName, scope: str, *, by: Actor, at: datetime) -> Change:
    """Give a role; it ends with the person's seat. Unchanged when held. Raises OwnRoles, RoleOutOfScope, NotOfThisEntity."""
    _demand_right_to_decide(person, role, scope, by)
    if _held(person, role, scope):
        return person, None
    through = person.seat.post if person.seat else None
    return _changed(person, person, [Role(role, scope, through)], [], at)


def revoke(person: Person, role: RoleName, scope: str, *, by: Actor, at: datetime) -> Change:
    """Take a role back. Raises OwnRoles, RoleOutOfScope, NotOfThisEntity, RoleNotHeld."""
    _demand_right_to_decide(person, role, scope, by)
    if not _held(person, role, scope):
        raise RoleNotHeld(role=role, scope=scope)
    return _changed(person, person, [], [held for held in person.roles if (held.role, held.scope) == (role, scope)], at)


def _demand_right_to_decide(person: Person, role: RoleName, scope: str, by: Actor) -> None:
    if (scope == NETWORK) != (role in NETWORK_ROLES):
        raise RoleOutOfScope(role=role, scope=scope)
    if by.id == person.id:
        raise OwnRoles
    POLICY.require(by, permission_to_change(role, scope), scope)
    if person.entity.code != scope and not POLICY.allows(by, "role.change-directors"):
        raise NotOfThisEntity


# ---- what follows from tenures and from the fate of entities ----


def take_seat(person: Person, seat: Seat, entity: EntityRef, *, at: datetime) -> Change:
    """The person holds a post: its role comes with it. A permanent one says where the person works; roles that were held in the entity
    left behind, but for those of posts still held there, end."""
    kept = tuple(held for held in person.seats if held.post != seat.post)
    home = entity if seat.tenure == "permanent" else person.entity
    seated = replace(person, seats=(*kept, seat), entity=home, moved_from=person.moved_from if home.code == person.entity.code else None)
    posts = {held.post for held in kept}
    left = [role for role in person.roles if home.code != person.entity.code == role.scope and role.through not in posts]
    role = ROLE_OF_POST[seat.kind]
    gained = [] if _held(person, role, seat.entity) else [Role(role, seat.entity, seat.post)]
    return _changed(person, seated, gained, left, at)


def leave_seat(person: Person, post: str, *, at: datetime) -> Change:
    """The person left a post: what came through it ends."""
    left = replace(person, seats=tuple(seat for seat in person.seats if seat.post != post))
    return _changed(person, left, [], [role for role in person.roles if role.through == post], at)


def outlive_entity(person: Person, ended: str, successor: EntityRef | None, *, at: datetime) -> Change:
    """The person's entity, or one where the person has a role, ended: no role in it is left, and a successor is where the person works."""
    moves = successor is not None and person.entity.code == ended
    moved = replace(person, entity=successor, moved_from=ended) if moves and successor else person
    return _changed(person, moved, [], [role for role in person.roles if role.scope == ended], at)


def _held(person: Person, role: str, scope: str) -> bool:
    return any((held.role, held.scope) == (role, scope) for held in person.roles)


def _changed(before: Person, after: Person, gained: Sequence[Role], lost: Sequence[Role], at: datetime) -> Change:
    """The person with other roles; one write tells of both, what was gained and what was lost."""
    if not gained and not lost:
        return after, told_of_move(before, after, at)
    changed = replace(after, roles=(*(role for role in after.roles if role not in lost), *gained))
    left = _as_told(changed.roles)
    scope = readers_of_roles(changed, before=before)
    mine = readers_of_roles(changed).model_copy(update={"remaining": scope.remaining})
    facts = [_granted(changed, role, left, mine) for role in gained]
    if lost:
        facts.append(RoleRevoked(person_id=after.id, revoked=_as_told(lost), left=left, audience_scope=scope))
    return changed, Fact(facts[0], at, also=facts[1] if len(facts) > 1 else None)


def _granted(person: Person, role: Role, left: tuple[RoleHeld, ...], scope: AudienceScope) -> RoleGranted | RoleRevoked:
    told = {"role": role.role, "scope": role.scope, "through_post": role.through}
    return RoleGranted(person_id=person.id, **told, left=left, audience_scope=scope)


def _as_told(roles: Iterable[Role]) -> tuple[RoleHeld, ...]:
    return tuple(RoleHeld(role=role.role, scope=role.scope) for role in roles)
