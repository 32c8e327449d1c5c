"""The agenda of a meeting: its items in their order, who sees which, and how it is put together. Frozen values, pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from chassis.auth import Actor
from chassis.errors import FieldError

from meetings_svc import errors
from meetings_svc.policy import oversees
from meetings_svc.published import ItemKind

Visibility = Literal["all", "members", "secretariat"]
PaperKind = Literal["source", "file"]
MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Bi:
    """The same words in both languages; either may still be empty in a draft."""

    ar: str = ""
    en: str = ""


BLANK: Final = Bi()


def name_of(actor: Actor) -> Bi | None:
    """What an actor is called now, to be kept with what they did."""
    return Bi(actor.name.ar, actor.name.en) if actor.name else None


@dataclass(frozen=True, slots=True)
class Presenter:
    """Who presents an item: the holder of a post, or a guest by name."""

    post_id: str | None = None
    name: Bi | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What one reads before an item, by reference: a version of a document of the Sources, or a private file kept by media-svc.

    `document` is the one whose version `ref` is; `visibility` may keep a paper from some who see the item.
    """

    id: str
    kind: PaperKind
    ref: str
    document: str | None = None
    visibility: Visibility = "all"
    title: Bi = BLANK
    file_name: str = ""
    sha256: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item; its place in the agenda is its order. A part of another item stands right behind it."""

    id: str
    title: Bi = BLANK
    kind: ItemKind = "any-other"
    planned_minutes: int = 0
    presenters: tuple[Presenter, ...] = ()
    campaigns: tuple[str, ...] = ()
    visibility: Visibility = "members"
    parent: str | None = None
    actual_minutes: int | None = None
    papers: tuple[Paper, ...] = ()
    proposal: str | None = None


Agenda = tuple[AgendaItem, ...]
CARRIED: Final = AgendaItem(
    "carry-over",
    Bi("القرارات والإجراءات المفتوحة من الاجتماعات السابقة", "Open decisions and actions of earlier meetings"),
    "carry-over",
    15,
)


def seen_by(agenda: Agenda, actor: Actor) -> Agenda:
    """The items this reader may know of: the secretariat's own are for nobody else, those for members not for guests of no entity."""
    if oversees(actor):
        return agenda
    return _limited(agenda, {"all", "members"} if actor.entity else {"all"})


def told(agenda: Agenda) -> Agenda:
    """The items that the network may be told of."""
    return _limited(agenda, {"all", "members"})


def planned(agenda: Agenda) -> Agenda:
    """What the network may be told of, without how long it took in the end."""
    return tuple(replace(item, actual_minutes=None) for item in told(agenda))


def ids_in(agenda: Agenda) -> set[str]:
    """The ids of all items and papers."""
    return {one.id for item in agenda for one in (item, *item.papers)}


def without(agenda: Agenda, hidden: Collection[str]) -> Agenda:
    """The agenda without these items, their parts, and these papers."""
    shown = (item for item in agenda if item.id not in hidden and item.parent not in hidden)
    return tuple(replace(item, papers=tuple(one for one in item.papers if one.id not in hidden)) for item in shown)


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
    _refuse_contradictions(agenda, item)
    return _arranged(_inserted(agenda, item, order or len(agenda) + 1))


def change(agenda: Agenda, item: AgendaItem, order: int | None) -> Agenda:
    """The agenda with the item of this id replaced and, when an order is given, moved. Raises AgendaItemNotFound, Contradictory."""
    before = find(agenda, item.id)
    _refuse_contradictions(agenda, item)
    others = tuple(one for one in agenda if one is not before)
    return _arranged(_inserted(others, item, order or agenda.index(before) + 1))


def remove(agenda: Agenda, item_id: str) -> Agenda:
    """The agenda without the item. Raises AgendaItemNotFound, HasParts, CarriedOverStays."""
    gone = find(agenda, item_id)
    if gone.id == CARRIED.id:
        raise errors.CarriedOverStays
    if any(item.parent == item_id for item in agenda):
        raise errors.HasParts
    return tuple(item for item in agenda if item is not gone)


def reorder(agenda: Agenda, ids: Sequence[str]) -> Agenda:
    """The same items in another order. Raises OtherItems."""
    if sorted(ids) != sorted(item.id for item in agenda):
        raise errors.OtherItems
    return _arranged(tuple(find(agenda, item_id) for item_id in ids))


def missing_in(agenda: Agenda) -> Iterator[FieldError]:
    """What an agenda needs before members get it."""
    if not told(agenda):
        yield FieldError("/agenda", "empty", errors.NOTHING_FOR_MEMBERS)
    for place, item in enumerate(agenda):
        for language in ("ar", "en"):
            if not getattr(item.title, language).strip():
                yield FieldError(f"/agenda/{place}/title/{language}", "missing", errors.MISSING)


def numbers_of(agenda: Agenda) -> list[str]:
    """What each item is called by: 1, 2, 2.1, 2.2, 3."""
    found, major, minor = [], 0, 0
    for item in agenda:
        major, minor = (major, minor + 1) if item.parent else (major + 1, 0)
        found.append(f"{major}.{minor}" if item.parent else str(major))
    return found


def minutes_of(agenda: Agenda) -> int:
    """How long all items take as planned."""
    return sum(item.planned_minutes for item in agenda)


def _inserted(agenda: Agenda, item: AgendaItem, order: int) -> Agenda:
    place = min(order - 1, len(agenda))
    return (*agenda[:place], item, *agenda[place:])


def _limited(agenda: Agenda, known: Collection[str]) -> Agenda:
    """The items and papers of these visibilities; a part goes with what it is a part of."""
    return without(agenda, {one.id for item in agenda for one in (item, *item.papers) if one.visibility not in known})


def _arranged(agenda: Agenda) -> Agenda:
    """What was carried over first, each part behind what it is a part of; all else as it was."""
    whole = sorted((item for item in agenda if item.parent is None), key=lambda item: item.id != CARRIED.id)
    return tuple(one for item in whole for one in (item, *(part for part in agenda if part.parent == item.id)))


def _refuse_contradictions(agenda: Agenda, item: AgendaItem) -> None:
    twice = [place for place, campaign in enumerate(item.campaigns) if campaign in item.campaigns[:place]]
    nobody = [place for place, one in enumerate(item.presenters) if not (one.post_id or one.name)]
    found = [FieldError(f"/campaigns/{place}", "named-twice", errors.NAMED_TWICE) for place in twice]
    found += [FieldError(f"/presenters/{place}", "nobody", errors.NOBODY) for place in nobody]
    nowhere = [place for place, one in enumerate(item.papers) if (one.kind == "source") != (one.document is not None)]
    found += [FieldError(f"/papers/{place}/document", "no-document", errors.NO_DOCUMENT) for place in nowhere]
    if item.parent is not None and not _may_be_part(agenda, item):
        found.append(FieldError("/parent", "no-such-item", errors.NOT_A_PARENT))
    if found:
        raise errors.Contradictory(errors=found)


def _may_be_part(agenda: Agenda, item: AgendaItem) -> bool:
    """Parts have no parts of their own."""
    whole = {one.id for one in agenda if one.parent is None and one.id not in (item.id, CARRIED.id)}
    return item.parent in whole and not any(one.parent == item.id for one in agenda) and item.id != CARRIED.id
