"""A person of the directory: card, seats and roles. Who sees a field is declared beside it, and kept by `seen_by` alone. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Final, Literal

from chassis.audience import GONE, AudienceScope, person_term, role_terms, scope_of
from chassis.auth import Actor, Grant
from chassis.errors import Text
from chassis.event import Fact

from members_svc.errors import AccountOutOfReach, OwnersField, PersonInUse
from members_svc.policy import ENTITY_ROLES, NETWORK, NETWORK_ROLES, POLICY, SECRETARIAT, may_change
from members_svc.published import CardConfirmed, PersonMoved, PersonRemoved, PostKind, RoleName, TenureKind

# Who sees a field besides its owner: nobody, the own entity and the secretariat, the secretariat, everybody who signs in.
Visibility = Literal["self", "entity", "secretariat", "network"]
Expertise = Literal[
    "crisis", "media-relations", "behaviour", "brand", "digital", "content", "events", "internal", "evaluation", "photography",
    "translation", "accessibility", "protocol", "spokesperson",
]  # fmt: skip


MOST_FORMER_NAMES: Final = 5


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity as a card shows it."""

    code: str
    name: Text


def _for(visibility: Visibility) -> Any:
    return field(default=None, metadata={"seen_by": visibility})


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a person. Each field says who sees it; what not the whole network sees is restricted and shown only when opened."""

    email: str | None = _for("network")
    office_phone: str | None = _for("network")
    mobile: str | None = _for("entity")
    duty_phone: str | None = _for("secretariat")
    private_email: str | None = _for("self")


VISIBILITY: Final[Mapping[str, Visibility]] = {one.name: one.metadata["seen_by"] for one in fields(Contact)}


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that the person holds, as its tenure announced it."""

    post: str
    entity: str
    kind: PostKind
    title: Text
    tenure: TenureKind


@dataclass(frozen=True, slots=True)
class Role:
    """A role and where it is held; it ends with the post it came through."""

    role: RoleName
    scope: str
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What is edited of a person."""

    name: Text
    initials: Text
    languages: tuple[str, ...] = ()
    contact: Contact = Contact()
    honorific: Text | None = None
    expertise: tuple[Expertise, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that something on the card is not right; it waits until who keeps the card has looked and settles it."""

    id: str
    by: str
    by_name: Text | None
    by_entity: str | None
    at: datetime
    words: str
    settled_at: datetime | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the network. `moved_from` is the entity whose merger brought the card to the present one; by `former_names`,
    the latest first, those find somebody who knew them before."""

    id: str
    card: Card
    entity: EntityRef
    seats: tuple[Seat, ...] = ()
    roles: tuple[Role, ...] = ()
    confirmed_at: datetime | None = None
    reports: tuple[Report, ...] = ()
    moved_from: str | None = None
    former_names: tuple[Text, ...] = ()
    version: int = 1

    @property
    def seat(self) -> Seat | None:
        """The first permanent seat, else the first acting one."""
        return next(iter(sorted(self.seats, key=lambda seat: seat.tenure != "permanent")), None)

    def works_in(self, entity: str) -> bool:
        """Whether the person belongs to an entity or holds one of its posts."""
        return self.entity.code == entity or any(seat.entity == entity for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as one reader may see it, the only form in which one leaves this service: item, list, search, export and vCard.

    `contact` holds what is shown; `openable` names what the reader may open but did not, `opened` what was shown and must be recorded.
    Roles are None for who may not see them, `reports` are for who may edit the card.
    """

    person: Person
    contact: Contact
    openable: tuple[str, ...]
    opened: tuple[str, ...]
    roles: tuple[Role, ...] | None
    editable: bool
    removable: bool
    reports: tuple[Report, ...]


Change = tuple[Person, Fact | None]


# ---- the card ----


def register(id_: str, card: Card, entity: EntityRef, *, by: Actor) -> Change:
    """A new card in the directory, without roles."""
    POLICY.require(by, "person.register", entity.code)
    return Person(id_, card, entity), None


def edit(person: Person, card: Card, *, confirm: bool, by: Actor, at: datetime) -> Change:
    """Another card. Who confirms it says that it is right today. Raises Forbidden, AccountOutOfReach, OwnersField."""
    demand_right_to_edit(person, by)
    _demand_that_only_the_owner_changes_what_only_the_owner_sees(person, card, by)
    named = replace(person, card=card, former_names=_former(person, card.name))
    if not confirm:
        return named, None
    told = CardConfirmed(person_id=person.id, confirmed_by=by.id, entity=person.entity.code, audience_scope=keepers_of(person))
    return replace(named, confirmed_at=at), Fact(told, at)


def _former(person: Person, name: Text) -> tuple[Text, ...]:
    if name == person.card.name:
        return person.former_names
    known = dict.fromkeys([person.card.name, *person.former_names])
    return tuple(one for one in known if one != name)[:MOST_FORMER_NAMES]


def demand_right_to_edit(person: Person, by: Actor) -> None:
    """Raise Forbidden unless it is the own card or one of those that somebody keeps, AccountOutOfReach if its owner's roles forbid it."""
    if by.id == person.id:
        return
    POLICY.require(by, "person.edit-others", person.entity.code)
    if not _reaches(by, person):
        raise AccountOutOfReach


def _reaches(by: Actor, person: Person) -> bool:
    """Whether every role of the person is of their own entity or one that somebody may give: who cannot give a role does not edit the
    account that holds it."""
    return all(role.scope == person.entity.code or may_change(by, role.role, role.scope) for role in person.roles)


def _demand_that_only_the_owner_changes_what_only_the_owner_sees(person: Person, card: Card, by: Actor) -> None:
    own = [name for name, visibility in VISIBILITY.items() if visibility == "self"]
    if by.id != person.id and any(getattr(card.contact, name) != getattr(person.card.contact, name) for name in own):
        raise OwnersField


def demand_that_it_can_go(person: Person, by: Actor) -> None:
    """Raise unless a card may be taken out of the directory: another's, of those that somebody keeps, without a post or a role."""
    POLICY.require(by, "person.remove", person.entity.code)
    demand_right_to_edit(person, by)
    if by.id == person.id or person.seats or person.roles:
        raise PersonInUse


def removed(person: Person, *, by: Actor, at: datetime) -> Fact:
    """What is told when a card is taken out of the directory."""
    scope = keepers_of(person).model_copy(update={"remaining": (GONE,)})
    told = PersonRemoved(person_id=person.id, entity=person.entity.code, removed_by=by.id, audience_scope=scope)
    return Fact(told, at)


def seen_by(reader: Actor, person: Person, *, opening: bool = False) -> Seen:
    """The card for this reader. `opening`: the reader asks for restricted fields too, and knows that their owner will learn of it."""
    contact, own = person.card.contact, reader.id == person.id
    known = [name for name in VISIBILITY if getattr(contact, name) is not None]
    plain = {name for name in known if own or VISIBILITY[name] == "network"}
    restricted = tuple(name for name in known if name not in plain and _sees(reader, person, VISIBILITY[name]))
    shown = plain | set(restricted if opening else ())
    editable = own or (POLICY.allows(reader, "person.edit-others", person.entity.code) and _reaches(reader, person))
    return Seen(
        person,
        replace(contact, **{name: None for name in known if name not in shown}),
        openable=() if opening else restricted,
        opened=restricted if opening else (),
        roles=person.roles if own or POLICY.allows(reader, "person.see-roles", person.entity.code) else None,
        editable=editable,
        removable=editable and not own and not person.seats and not person.roles,
        reports=person.reports if editable else (),
    )


def _sees(reader: Actor, person: Person, visibility: Visibility) -> bool:
    return visibility != "self" and POLICY.allows(reader, f"person.see-{visibility}-fields", person.entity.code)


# ---- what follows from the fate of entities ----


def see_entity_renamed(person: Person, entity: EntityRef) -> Change:
    """The card shows the entity's present name."""
    return (replace(person, entity=entity) if person.entity.code == entity.code else person), None


def roles_through(person: Person, post: str) -> list[tuple[RoleName, str]]:
    """The roles, by scope, that the person would lose with a post."""
    return [(role.role, role.scope) for role in person.roles if role.through == post]


def return_to(person: Person, entity: EntityRef, successor: str, *, at: datetime) -> Change:
    """The person works for the entity again that was merged into the successor, unless they moved on since."""
    if person.moved_from != entity.code or person.entity.code != successor:
        return person, None
    back = replace(person, entity=entity, moved_from=None)
    return back, told_of_move(person, back, at)


def see_post_retitled(person: Person, post: str, title: Text) -> Change:
    """The card shows the post's present title."""
    return replace(person, seats=tuple(replace(seat, title=title) if seat.post == post else seat for seat in person.seats)), None


# ---- who is told of a card ----


def keepers_of(person: Person) -> AudienceScope:
    """Those who see what waits on the card: its owner, and who may edit it."""
    return _told_to(lambda reader: seen_by(reader, person).editable, person)


def readers_of_roles(now: Person, *, before: Person | None = None) -> AudienceScope:
    """Those who see what roles the person holds. With the card `before`, those who saw it there too; when the person moved since, what was
    told of the card earlier is for those alone who see something of it now."""
    versions = (before, now) if before else (now,)
    scope = _told_to(lambda reader: any(seen_by(reader, one).roles is not None for one in versions), *versions)
    if before is None or before.entity.code == now.entity.code:
        return scope
    kept = frozenset((*readers_of_roles(now).readers, *keepers_of(now).readers))
    return scope.model_copy(update={"remaining": tuple(sorted(kept))})


def told_of_move(before: Person, after: Person, at: datetime) -> Fact | None:
    """What is told when the person works elsewhere with the same roles; None when they do not."""
    if before.entity.code == after.entity.code:
        return None
    scope = readers_of_roles(after, before=before)
    return Fact(PersonMoved(person_id=after.id, entity=after.entity.code, was=before.entity.code, audience_scope=scope), at)


def _told_to(sees: Callable[[Actor], bool], *versions: Person) -> AudienceScope:
    """The owner, and every role that by itself lets somebody see."""
    homes = {one.entity.code for one in versions}
    held = [*(Grant(role, NETWORK) for role in NETWORK_ROLES), *(Grant(role, code) for role in ENTITY_ROLES for code in homes)]
    found = (role_terms((one.role,), one.scope) for one in held if sees(Actor("", "person", grants=(one,))))
    return scope_of(frozenset((person_term(versions[0].id),)).union(*found), home=SECRETARIAT)
