"""The agenda of a meeting: its items in their order, who sees which, and how it is put together. Frozen values, pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chassis.auth import Actor
from chassis.errors import FieldError

from meetings_svc import errors
from meetings_svc.policy import oversees
from meetings_svc.published import ItemKind

Visibility = Literal["all", "members", "secretariat"]
MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Bi:
    """The same words in both languages; either may still be empty in a draft."""

    ar: str = ""
    en: str = ""


BLANK: Final = Bi()


@dataclass(frozen=True, slots=True)
class Presenter:
    """Who presents an item: the holder of a post, or a guest by name."""

    post_id: str | None = None
    name: Bi | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item; its place in the agenda is its order."""

    id: str
    title: Bi = BLANK
    kind: ItemKind = "any-other"
    planned_minutes: int = 0
    presenters: tuple[Presenter, ...] = ()
    campaigns: tuple[str, ...] = ()
    visibility: Visibility = "members"


Agenda = tuple[AgendaItem, ...]


def seen_by(agenda: Agenda, actor: Actor) -> Agenda:
    """The items this reader may know of: the secretariat's own are for nobody else, those for members not for guests of no entity."""
    if oversees(actor):
        return agenda
    known = {"all", "members"} if actor.entity else {"all"}
    return tuple(item for item in agenda if item.visibility in known)


def told(agenda: Agenda) -> Agenda:
    """The items that the network may be told of."""
    return tuple(item for item in agenda if item.visibility != "secretariat")


def find(agenda: Agenda, item_id: str) -> AgendaItem:
    """Raises AgendaItemNotFound."""
    for item in agenda:
        if item.id == item_id:
            return item
    raise errors.AgendaItemNotFound


def add(agenda: Agenda, item: AgendaItem, order: int | None) -> Agenda:
    """The agenda with one more item, at the place given (from 1) or at the end. Raises AgendaFull, Contradictory."""
    if len(agenda) >= MOST_ITEMS:
        raise errors.AgendaFull(most=MOST_ITEMS)
    _refuse_contradictions(item)
    return _inserted(agenda, item, order or len(agenda) + 1)


def change(agenda: Agenda, item: AgendaItem, order: int | None) -> Agenda:
    """The agenda with the item of this id replaced and, when an order is given, moved. Raises AgendaItemNotFound, Contradictory."""
    place = agenda.index(find(agenda, item.id)) + 1
    _refuse_contradictions(item)
    return _inserted(remove(agenda, item.id), item, order or place)


def remove(agenda: Agenda, item_id: str) -> Agenda:
    """The agenda without the item. Raises AgendaItemNotFound."""
    gone = find(agenda, item_id)
    return tuple(item for item in agenda if item is not gone)


def reorder(agenda: Agenda, ids: Sequence[str]) -> Agenda:
    """The same items in another order. Raises OtherItems."""
    if sorted(ids) != sorted(item.id for item in agenda):
        raise errors.OtherItems
    return tuple(find(agenda, item_id) for item_id in ids)


def missing_in(agenda: Agenda) -> Iterator[FieldError]:
    """What an agenda needs before members get it."""
    if not told(agenda):
        yield FieldError("/agenda", "empty", errors.NOTHING_FOR_MEMBERS)
    for place, item in enumerate(agenda):
        for language in ("ar", "en"):
            if not getattr(item.title, language).strip():
                yield FieldError(f"/agenda/{place}/title/{language}", "missing", errors.MISSING)


def minutes_of(agenda: Agenda) -> int:
    """How long all items take as planned."""
    return sum(item.planned_minutes for item in agenda)


def _inserted(agenda: Agenda, item: AgendaItem, order: int) -> Agenda:
    place = min(order - 1, len(agenda))
    return (*agenda[:place], item, *agenda[place:])


def _refuse_contradictions(item: AgendaItem) -> None:
    twice = [place for place, campaign in enumerate(item.campaigns) if campaign in item.campaigns[:place]]
    nobody = [place for place, one in enumerate(item.presenters) if not (one.post_id or one.name)]
    found = [FieldError(f"/campaigns/{place}", "named-twice", errors.NAMED_TWICE) for place in twice]
    found += [FieldError(f"/presenters/{place}", "nobody", errors.NOBODY) for place in nobody]
    if found:
        raise errors.Contradictory(errors=found)
