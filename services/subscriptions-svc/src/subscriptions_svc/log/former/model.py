"""Who may read an event from before events said it exactly: by its type and what it tells, and where that leaves a doubt, the fewer. Pure.

Such an event names entities, and membership of an entity is not the right to read. What decides, the event often does not say: whom a
working group had invited, where the person of a role worked. Whoever may then be no reader is left out.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from chassis.audience import ANY_ENTITY, ENTITY_READER, EVERYONE, entity_term, person_term, post_term, role_terms

from subscriptions_svc.policy import SECRETARIAT
from subscriptions_svc.policy import readers_of as readers_of_subscription

Terms = frozenset[str]
Content = Mapping[str, Any]

_AUTHORS: Final = ("entity-director", "entity-editor")
_OVERSIGHT: Final = role_terms(("reviewer", "secretariat-editor", "network-admin"))
_KEEPERS: Final = role_terms(("secretariat-editor", "network-admin"))
_STUDIO: Final = _OVERSIGHT | role_terms(("studio-officer", "studio-releaser"))
_ALL: Final = frozenset((EVERYONE,))
_MEMBERS: Final = frozenset((ANY_ENTITY,)) | _OVERSIGHT
_UNLAUNCHED: Final = ("campaign-submitted", "review-started", "changes-requested", "campaign-approved", "campaign-scheduled")
_CALLED_OFF: Final = ("campaign-withdrawn", "campaign-cancelled")
_KEPT_CARD: Final = ("card-confirmed", "mistake-reported")
_ROLES: Final = ("role-granted", "role-revoked")


def readers_by_type(type_: str, classification: str, scope: Content, content: Content) -> tuple[Terms, Terms | None]:
    """Who may read it, and to whom it leaves what was told of its record before; None = to all who could."""
    domain, name = ["", "", *type_.split(".")][-3:-1]
    codes = scope.get("codes")
    entities = tuple(str(code) for code in codes if str(code) != SECRETARIAT) if isinstance(codes, list | tuple) else ()
    rule = _BY_DOMAIN.get(domain)
    if scope.get("kind") not in ("network", "entities"):
        return frozenset(), None
    if rule is None:
        return (_ALL if scope["kind"] == "network" else frozenset()), None
    return rule(name, classification, scope["kind"] == "network", entities, content)


def _campaign(name: str, classification: str, everybody: bool, entities: tuple[str, ...], content: Content) -> tuple[Terms, Terms | None]:
    lead = _text(content, "leadEntity") or next(iter(entities), SECRETARIAT)
    insiders = _authors(lead) | _OVERSIGHT
    if name in _CALLED_OFF:
        return insiders, insiders
    if name in _UNLAUNCHED:
        return insiders, None
    if everybody:
        return _ALL, None
    named = {"shared-confidential": entities or (lead,), "shared-sensitive": (lead,)}.get(classification, ())
    return insiders | {entity_term(code) for code in named}, None


def _meeting(name: str, _: str, everybody: bool, entities: tuple[str, ...], content: Content) -> tuple[Terms, Terms | None]:
    if name in ("seat-responded", "attendance-recorded"):
        post = _text(content, "delegatePost")
        return _OVERSIGHT | _of(_text(content, "entity")) | ({post_term(post)} if post else frozenset()), None
    if content.get("kind") == "working-group":
        return _OVERSIGHT | _of(_text(content, "hostEntity")), None
    if not everybody:
        return _OVERSIGHT, None
    owner = _of(_text(content, "ownerEntity"))
    told_of_group = name.startswith(("decision-", "action-item-", "pack-"))
    return (_MEMBERS | owner if told_of_group or name == "agenda-published" else _ALL), None


def _media(name: str, _: str, everybody: bool, entities: tuple[str, ...], content: Content) -> tuple[Terms, Terms | None]:
    owner = _text(content, "ownerEntity") or SECRETARIAT
    makers = _authors(owner) | _OVERSIGHT
    if name.startswith("asset-"):
        studio = _STUDIO | role_terms(("studio-officer",), owner)
        return (studio if content.get("purpose") == "studio" else makers), None
    if name in ("photo-withdrawn", "photo-superseded"):
        return _ALL, _STUDIO | role_terms(("studio-officer",), owner)
    if name == "kit-revoked":
        return makers, makers
    named = {entity_term(code) for code in (*entities, owner)}
    return (_ALL if everybody else makers | named), None


def _members(name: str, _: str, everybody: bool, entities: tuple[str, ...], content: Content) -> tuple[Terms, Terms | None]:
    person = _text(content, "personId")
    own = frozenset((person_term(person),)) if person else frozenset()
    if name in _KEPT_CARD:
        return own | _KEEPERS | role_terms(("entity-director",), _text(content, "entity") or SECRETARIAT), None
    if name in _ROLES:
        return own | _KEEPERS, None
    if name == "restricted-field-opened":
        opened = content.get("opened") or ()
        return (frozenset((person_term(str(opened[0].get("person_id"))),)) if len(opened) == 1 else frozenset()), None
    return (_ALL if everybody else frozenset()), None


def _subscription(_: str, __: str, ___: bool, entities: tuple[str, ...], content: Content) -> tuple[Terms, Terms | None]:
    return readers_of_subscription(_text(content, "entity") or SECRETARIAT), None


Rule = Callable[[str, str, bool, tuple[str, ...], Content], tuple[Terms, Terms | None]]
_BY_DOMAIN: Final[Mapping[str, Rule]] = {
    "campaigns": _campaign,
    "meetings": _meeting,
    "media": _media,
    "members": _members,
    "subscriptions": _subscription,
}


def _authors(code: str) -> Terms:
    return role_terms((*_AUTHORS, ENTITY_READER), code)


def _of(code: str | None) -> Terms:
    return frozenset((entity_term(code),)) if code else frozenset()


def _text(content: Content, name: str) -> str | None:
    found = content.get(name)
    return found if isinstance(found, str) else None
